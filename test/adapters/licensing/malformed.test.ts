// The corpus in `wire/`: each file is one answer of the department that must end as the fault that fits it, typed.
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../adapters/licensing/adapter.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Outcome } from '../../../src/departments/port.ts';
import { type CountyCode, parseCountyCode } from '../../../src/values/county-code.ts';
import { type CannedAnswers, serveCannedAnswers } from './canned-answers.ts';
import { CODE, call, change, KEY, PERSON } from './examples.ts';

const files = readdirSync(new URL('wire/', import.meta.url)).map((file) => file.replace(/\.http$/, ''));
const county = parseCountyCode('350428') as CountyCode;
type Adapter = Awaited<ReturnType<typeof department.open>>;

let server: CannedAnswers;
let adapter: Adapter;

beforeAll(async () => {
  server = await serveCannedAnswers();
  adapter = await department.open({
    settings: { LICENSING_URL: server.url, LICENSING_APP_KEY: 'k', LICENSING_APP_SECRET: 's' },
    nowMs: () => Date.parse('2026-11-23T01:30:00Z'),
  });
});
afterAll(async () => {
  await adapter.close();
  await server.close();
});

const questions: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
  licences: () => adapter.reads.licences([CODE], call()),
  licence: () => adapter.reads.licences([CODE], call()),
  roles: () => adapter.reads.roles([PERSON], call()),
  page: async () => [await adapter.listings.licencesByCounty({ where: { county }, first: 1, after: null }, call())],
  progress: () => adapter.progress([KEY], call()),
  intake: async () => (await adapter.intake({ after: null, first: 10 }, call())).items,
};

/** What the department itself says it did not take, and how soon it wants to be asked again. */
const NOT_TAKEN: Readonly<Record<string, { maintenance: boolean; retryAfterMs: number | undefined }>> = {
  'licences-maintenance': { maintenance: true, retryAfterMs: 120_000 },
  'licences-signature-refused': { maintenance: false, retryAfterMs: undefined },
  'licences-too-many-seconds': { maintenance: false, retryAfterMs: 7000 },
  'licences-too-many-date': { maintenance: false, retryAfterMs: 30_000 },
  'licences-too-many-without-a-hint': { maintenance: false, retryAfterMs: undefined },
};
const ONLY_ITS_KEY = ['roles-position-unknown', 'roles-same-role-twice', 'roles-credit-code-wrong-check'];
const REFUSED: Readonly<Record<string, string>> = {
  'licences-parameter-error': '01',
  'taken-refused-cancelled-enterprise': '11',
  'taken-refused-without-words': '12',
};

const asked = (kind: string) => files.filter((file) => file.split('-')[0] === kind && !file.endsWith('-valid'));

async function faultOf(question: Promise<readonly unknown[]>): Promise<DepartmentFault> {
  const fault = await question.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(fault).toBeInstanceOf(DepartmentFault);
  return fault as DepartmentFault;
}

describe('an answer that the contract does not allow', () => {
  it('has a corpus of at least twenty-five scenarios', () => expect(files.length).toBeGreaterThan(90));

  it.each(Object.keys(questions).filter((kind) => kind !== 'licence'))('is not what %s-valid holds', async (kind) => {
    server.answerWith(`${kind}-valid.http`);
    const values = await questions[kind]?.();
    expect(values).toHaveLength(1);
    expect(values?.[0]).not.toBeInstanceOf(DepartmentFault);
    expect(values?.[0]).not.toBeNull();
  });

  it.each(
    ['licences', 'roles', 'page', 'progress', 'intake'].flatMap(asked).filter((file) => !ONLY_ITS_KEY.includes(file)),
  )('ends the question: %s', async (file) => {
    server.answerWith(`${file}.http`);
    const fault = await faultOf(questions[file.split('-')[0] ?? '']?.() ?? Promise.resolve([]));
    const notTaken = NOT_TAKEN[file];
    const kind = notTaken || file === 'licences-gateway-away' ? 'unavailable' : 'broken';
    expect({ kind: fault.kind, maintenance: fault.maintenance }).toEqual({
      kind,
      maintenance: notTaken?.maintenance ?? false,
    });
    if (notTaken) expect(fault.retryAfterMs).toBe(notTaken.retryAfterMs);
    expect(fault.message).not.toContain(PERSON);
    expect(fault.message).not.toContain('茶');
  });

  it.each([...asked('licence'), ...ONLY_ITS_KEY])('spoils only the key it is about: %s', async (file) => {
    server.answerWith(`${file}.http`);
    const values = await questions[file.split('-')[0] ?? '']?.();
    expect(values).toHaveLength(1);
    expect(values?.[0]).toBeInstanceOf(DepartmentFault);
    const fault = values?.[0] as DepartmentFault;
    expect(fault.kind).toBe('broken');
    expect(fault.message).not.toContain(PERSON);
    expect(fault.message).not.toContain('茶');
  });

  it('does not lead anywhere: a redirect is asked once and not followed', async () => {
    const before = server.asked().length;
    server.answerWith('licences-redirect.http');
    await faultOf(adapter.reads.licences([CODE], call()));
    expect(server.asked().slice(before)).toEqual(['POST /scjg/licences/query HTTP/1.1']);
  });
});

describe('a submission whose answer is', () => {
  it('the acknowledgement of its key is acknowledged', async () => {
    server.answerWith('taken-valid.http');
    const outcome = await adapter.submits.change(change(CODE), call());
    expect(outcome).toEqual({ kind: 'acknowledged', reference: 'SC2026112300000001', progress: [] });
  });

  it.each(files.filter((file) => file !== 'taken-valid'))('%s is never taken for acknowledged', async (file) => {
    server.answerWith(`${file}.http`);
    const outcome: Outcome = await adapter.submits.change(change(CODE), call());
    const code = REFUSED[file];
    if (code !== undefined) return expect(outcome).toMatchObject({ kind: 'refused', code, reason: expect.any(String) });
    expect(outcome.kind).toBe(file in NOT_TAKEN ? 'not-sent' : 'unknown');
    if (outcome.kind === 'not-sent') expect(outcome.fault.kind).toBe('unavailable');
  });
});
