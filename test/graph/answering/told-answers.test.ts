// An answer is told again in a rush: to the same rights, for as long as it would be made again just so, and on record each time.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Fact } from '../../../src/departments/facts.ts';
import { openToldAnswers, written } from '../../../src/graph/answering/told-answers.ts';
import { openBasis } from '../../../src/graph/basis.ts';
import { openBudget } from '../../../src/graph/budget.ts';
import type { RequestContext } from '../../../src/graph/context.ts';
import { openSightings } from '../../../src/graph/sightings.ts';
import { type House, type Question, type Reply, runHouse, type TokenClaims } from '../../support/house.ts';

const clerk = { role: 'window', purpose: 'acceptance' };
const analyst = { role: 'analyst', purpose: 'statistics' };
const supervisor = { role: 'supervisor', purpose: 'supervision' };

describe('An answer is told again', () => {
  const question = { hash: 'h', operationName: undefined, variables: { number: '1' } };
  const shelf = { prefix: '', seed: 0, young: new Map(), old: new Map() };
  const fact = (key: string): Fact<unknown> => ({ shelf, key, value: 1, asOfMs: 0, freshUntilMs: 1, closed: null });
  const person = { role: 'window', subject: 'clerk-1', purpose: null, regions: null, expiresMs: 0 } as const;

  function context(changes: Partial<RequestContext> = {}): RequestContext {
    return {
      principal: person,
      purpose: 'acceptance',
      exchange: { purpose: 'acceptance', traceId: randomUUID() },
      language: 'zh',
      basis: openBasis(),
      sightings: openSightings(),
      copies: new Map(),
      budget: openBudget({ rows: 1, operationMs: 1_000 }),
      ...changes,
    } as RequestContext;
  }

  /** What comes back to whoever asks after this one was answered; every fact in `told` would be told again. */
  function again(
    asked: RequestContext,
    asks: RequestContext,
    { told = new Set(['a', 'b']), result = { data: {} } } = {},
  ) {
    const answers = openToldAnswers({ holding: (facts) => () => facts.every(({ key }) => told.has(key)) });
    answers.keep(question, asked, written(result));
    return answers.find(question, asks);
  }

  test('and let go of when it would not be told again, whether anybody asks for it or not', () => {
    const told = new Set(['a', 'b']);
    let looks = 0;
    const holding = (facts: readonly Fact<unknown>[]) => () => {
      looks += 1;
      return facts.every(({ key }) => told.has(key));
    };
    const answers = openToldAnswers({ holding });
    const keep = (number: string, name: string) => {
      const asked = context();
      asked.basis.restsOn(fact(name));
      looks = 0;
      answers.keep({ ...question, variables: { number } }, asked, written({ data: {} }));
      return looks;
    };
    const startMs = performance.now();
    const now = vi.spyOn(performance, 'now');
    for (const number of ['1', '2', '3']) expect(keep(number, 'a')).toBe(0);
    expect(keep('4', 'b')).toBe(0);
    told.delete('a');
    now.mockReturnValue(startMs + 6_000);
    expect(keep('5', 'b')).toBe(4);
    now.mockReturnValue(startMs + 12_000);
    expect(keep('6', 'b')).toBe(2);
    now.mockRestore();
  });

  test('in the same bytes, naming whom it shows', () => {
    const asked = context();
    asked.basis.restsOn(fact('a'));
    asked.sightings.read.add('350428190001010015');
    const asks = context();
    expect(again(asked, asks, { result: { data: { name: '王' } } })?.body.toString()).toBe('{"data":{"name":"王"}}\n');
    expect([...asks.sightings.read]).toEqual(['350428190001010015']);
  });

  test('while every fact that it rests on would be told again', () => {
    const asked = context();
    for (const name of ['a', 'b']) asked.basis.restsOn(fact(name));
    expect(again(asked, context())).toBeDefined();
    expect(again(asked, context(), { told: new Set(['a']) })).toBeUndefined();
  });

  test.each([
    ['of another role', { principal: { ...person, role: 'analyst' } }],
    ['with another account', { principal: { ...person, subject: 'clerk-2' } }],
    ['of another county', { principal: { ...person, regions: ['350428'] } }],
    ['with no token', { principal: null }],
    ['for another purpose', { purpose: 'supervision' }],
    ['whose departments are told another purpose', { exchange: { purpose: 'supervision', traceId: '' } }],
    ['in another language', { language: 'en' }],
  ] as const)('not to somebody %s', (_, changes) => {
    expect(again(context(), context())).toBeDefined();
    expect(again(context(), context(changes as Partial<RequestContext>))).toBeUndefined();
  });

  test('from the second time on, when nothing in it had to be waited for', () => {
    const asked = context();
    asked.basis.restsOn(fact('a'));
    expect(again(asked, context())).toBeDefined();
    asked.basis.waited();
    expect(again(asked, context())).toBeUndefined();
  });

  test('not where it rests on more than facts, holds errors, or shows what is from before a closing', () => {
    const asked = context();
    asked.basis.restsOnMore();
    expect(again(asked, context())).toBeUndefined();
    const failed = { data: {}, errors: [{ message: 'One department did not answer.' }] };
    expect(again(context(), context(), { result: failed })).toBeUndefined();
    expect(again(context({ copies: new Map([['tax', 1]]) }), context())).toBeUndefined();
    const overspent = openBudget({ rows: 0, operationMs: 1_000 });
    expect(() => overspent.spendRows(1)).toThrow();
    expect(again(context({ budget: overspent }), context())).toBeUndefined();
  });
});

describe('In a rush', () => {
  let house: House;
  let number: string;

  beforeAll(async () => {
    house = await runHouse();
    number = house.population.person(3).number;
  });

  const golden = (name: string) => readFile(new URL(`../../golden/${name}.graphql`, import.meta.url), 'utf8');
  const crowd = (question: Question, claims: TokenClaims): Promise<Reply[]> =>
    Promise.all(Array.from({ length: 8 }, () => house.ask(question, claims)));

  test('everybody is told what somebody alone would be, whatever is asked and by whom', async () => {
    const names = (await readdir(new URL('../../golden/', import.meta.url))).filter((file) =>
      file.endsWith('.graphql'),
    );
    for (const name of names.filter((file) => !file.startsWith('submit'))) {
      const query = `${await golden(name.replace('.graphql', ''))}\n# ${randomUUID()}`;
      for (const claims of [clerk, analyst]) {
        const question = { query, variables: { number, county: '350428' } };
        const alone = await house.ask(question, claims);
        for (let round = 0; round < 3; round += 1) {
          for (const { data, status } of await crowd(question, claims)) {
            expect([data, status], name).toEqual([alone.data, alone.status]);
          }
        }
      }
    }
  });

  test('each is entered in the audit trail with everybody who was shown', async () => {
    const own = house.population.person(8).number;
    const question = { query: `${await golden('person-dossier')}\n# ${randomUUID()}`, variables: { number: own } };
    for (let round = 0; round < 3; round += 1) await crowd(question, clerk);
    const query = `query($where: AuditFilter) { auditTrail(where: $where, first: 50) { totalCount nodes { peopleRead } } }`;
    const { data } = await house.ask({ query, variables: { where: { person: own } } }, supervisor);
    expect(data.auditTrail.totalCount).toBe(24);
    const shown = (data.auditTrail.nodes as { peopleRead: number }[]).map(({ peopleRead }) => peopleRead);
    expect(new Set(shown).size).toBe(1);
    expect(shown[0]).toBeGreaterThan(0);
  });

  test('what stands in the database is read each time', async () => {
    const question = { query: `{ cases(first: 1) { totalCount } }\n# ${randomUUID()}` };
    const counts: number[] = [];
    for (let index = 20; index < 23; index += 1) {
      const input = await house.control.sample('home-transfer', index);
      const query = 'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { __typename } }';
      const { data } = await house.ask({ query, variables: { input } }, clerk);
      expect(data.submitCase.__typename).toBe('CaseReceived');
      const told = (await crowd(question, clerk)).map((reply) => reply.data.cases.totalCount as number);
      expect(new Set(told).size).toBe(1);
      counts.push(told[0] ?? 0);
    }
    expect(counts.map((count) => count - (counts[0] ?? 0))).toEqual([0, 1, 2]);
  });
});
