// The engine's rules as an applicant and a clerk meet them, in front of the simulators of the four departments.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SampleInput } from '../../commands/town/control.ts';
import { type FoundCase, partOf, runCentre, SUBMIT } from './running-centre.ts';

const centre = await runCentre();
const { control, window } = centre;
const DEPARTMENTS = ['tax', 'land', 'licensing', 'police'];

afterEach(async () => {
  await control.clearFaults();
  for (const department of DEPARTMENTS) await control.setDecisions(department, { outcome: 'approve' });
});

const events = z.object({
  case: z.object({ events: z.object({ nodes: z.array(z.object({ kind: z.string(), part: z.string().nullable() })) }) }),
});
async function kindsOf(number: string, part: string): Promise<readonly string[]> {
  const document = 'query E($number: ID!) { case(number: $number) { events(last: 100) { nodes { kind part } } } }';
  const { nodes } = (await window.data({ document, variables: { number } }, events)).case.events;
  return nodes.filter((event) => event.part === part).map(({ kind }) => kind);
}

async function act(document: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  await window.data({ document, variables: { input } }, z.looseObject({}));
}
let keys = 0;
const withdraw = (caseNumber: string) =>
  act('mutation W($input: WithdrawCaseInput!) { withdrawCase(input: $input) { case { number } } }', {
    ...{ caseNumber, idempotencyKey: `withdrawal-${keys++}`, reason: '不再办理' },
  });
const supplement = (caseNumber: string, form: Readonly<Record<string, unknown>> = {}) =>
  act('mutation S($input: SupplementCaseInput!) { supplementCase(input: $input) { __typename } }', {
    ...{ caseNumber, idempotencyKey: `supplement-${keys++}`, form },
  });

const inState = (code: string, state: string) => (found: FoundCase) => partOf(found, code).state === state;

describe('one notice', () => {
  const answer = z.object({
    submitCase: z.object({
      __typename: z.literal('CaseDeficient'),
      notice: z.object({
        deficiencies: z.array(
          z.object({
            code: z.string(),
            part: z.string().nullable(),
            field: z.string().nullable(),
            material: z.object({ code: z.string() }).nullable(),
          }),
        ),
      }),
    }),
  });

  test('tells of an encumbered unit, a missing material and a wrong checksum together, and nothing is created', async () => {
    const mortgaged = await mortgagedSale(await centre.sample('home-transfer'));
    const buyers = mortgaged.form['buyers'] as readonly { number: string }[];
    const [buyer] = buyers;
    const number = buyer?.number ?? '';
    const wrong = { ...buyer, number: number.slice(0, 17) + (number.endsWith('0') ? '1' : '0') };
    const materials = (mortgaged['materials'] as readonly { code: string }[]).filter(
      ({ code }) => code !== 'sale-contract',
    );
    const input = { ...mortgaged, materials, form: { ...mortgaged.form, buyers: [wrong, ...buyers.slice(1)] } };
    const before = await control.journal();
    const { submitCase } = await window.data({ document: SUBMIT, variables: { input } }, answer);
    const told = submitCase.notice.deficiencies.map(({ code, field, material }) => [code, material?.code ?? field]);
    expect(told).toContainEqual(['UNIT_ENCUMBERED', '/unitNumber']);
    expect(told).toContainEqual(['MATERIAL_MISSING', 'sale-contract']);
    expect(told).toContainEqual([expect.any(String), '/buyers/0/number']);
    expect(await control.journal()).toEqual(before);
    // The key is free: put right, the same submission is received.
    const right = await centre.sample('home-transfer');
    await centre.submit({ ...right, applicant: mortgaged['applicant'], idempotencyKey: input.idempotencyKey });
  });
});

/** The same sale, of a home that is mortgaged. */
async function mortgagedSale(input: SampleInput): Promise<SampleInput> {
  const unit = z.object({
    unitNumber: z.string(),
    state: z.string(),
    owners: z.array(
      z.object({
        certificateNumber: z.string(),
        holder: z.looseObject({ __typename: z.string(), number: z.string().optional(), name: z.string().optional() }),
      }),
    ),
  });
  const { items } = await control.population('units', 0, 500);
  const found = z
    .array(unit)
    .parse(items)
    .find(({ state, owners }) => state === 'MORTGAGED' && owners.every(({ holder }) => holder.number !== undefined));
  if (!found) throw new Error('No home of the town is mortgaged');
  const { unitNumber, owners } = found;
  const sellers = owners.map(({ holder: { number, name } }) => ({ number, name }));
  return { ...input, form: { ...input.form, unitNumber, certificateNumber: owners[0]?.certificateNumber, sellers } };
}

describe('a department that finds something missing', () => {
  test('is answered, and approves; a second notice is noted as one that comes late', async () => {
    await control.setDecisions('tax', { outcome: 'deficient' });
    const number = await centre.submit(await centre.sample('home-transfer'));
    const found = await centre.until(number, inState('clearance', 'DEFICIENT'));
    expect(found.state).toBe('DEFICIENT');
    await centre.decide('tax', partOf(found, 'clearance').key, 'deficient');
    await supplement(number, { contractNumber: 'HT-2026-补1' });
    await untilNoticed(number, 2);
    expect(await kindsOf(number, 'clearance')).toContain('LATE_DEFECT_NOTICED');
    await centre.decide('tax', partOf(found, 'clearance').key, 'approve');
    await supplement(number);
    await centre.until(number, ({ state }) => state === 'ISSUED');
    expect(await kindsOf(number, 'clearance')).toEqual([
      ...['DELIVERY_ACKNOWLEDGED', 'DEFICIENT', 'RESUBMITTED', 'DEFICIENT', 'LATE_DEFECT_NOTICED'],
      ...['RESUBMITTED', 'ACCEPTED', 'APPROVED'],
    ]);
  });
});

async function untilNoticed(number: string, times: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const noticed = (await kindsOf(number, 'clearance')).filter((kind) => kind === 'DEFICIENT');
    if (noticed.length === times) return;
    await sleep(50);
  }
  throw new Error(`Case ${number} was not found deficient ${times} times`);
}

describe('a department that is closed', () => {
  test('holds up no receipt, and is sent what was held once it opens; the time of receipt stands', async () => {
    await control.setFaults('tax', { maintenance: true });
    const inputs = [await centre.sample('home-transfer'), await centre.sample('enterprise-closing')];
    const rehearse = `query R($input: SubmitCaseInput!) { rehearseCase(input: $input) { acceptable uncheckedDepartments } }`;
    const rehearsed = z.object({
      rehearseCase: z.object({ acceptable: z.literal(true), uncheckedDepartments: z.tuple([z.literal('tax')]) }),
    });
    await window.data({ document: rehearse, variables: { input: inputs[1] } }, rehearsed);
    const numbers = await Promise.all(inputs.map((input) => centre.submit(input)));
    const held = (found: FoundCase) => partOf(found, 'clearance').delivery === 'HELD';
    for (const number of numbers) await centre.until(number, held);
    const receivedAt = await receiptOf(numbers[0] ?? '');
    await control.clearFaults();
    for (const number of numbers) await centre.until(number, ({ state }) => state === 'ISSUED');
    expect(await receiptOf(numbers[0] ?? '')).toBe(receivedAt);
  });
});

async function receiptOf(number: string): Promise<string> {
  const document = 'query T($number: ID!) { case(number: $number) { receivedAt } }';
  const answer = z.object({ case: z.object({ receivedAt: z.string() }) });
  return (await window.data({ document, variables: { number } }, answer)).case.receivedAt;
}

describe('a case that is withdrawn', () => {
  test('while departments look into it ends when they agree', async () => {
    for (const department of DEPARTMENTS) await control.setDecisions(department, { outcome: 'hold' });
    const number = await centre.submit(await centre.sample('home-transfer'));
    await centre.until(number, ({ parts }) =>
      parts.every(({ delivery, state }) => delivery === 'ACKNOWLEDGED' || state === 'WAITING'),
    );
    await withdraw(number);
    const found = await centre.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(await centre.effects(found)).toEqual(['clearance']);
    expect(await centre.tasks(number)).toEqual([]);
  });

  test('after the tax was paid leaves the refund to a person, and the registry lets go', async () => {
    await control.setDecisions('land', { outcome: 'hold' });
    const number = await centre.submit(await centre.sample('home-transfer'));
    await centre.until(number, ({ parts }) =>
      parts.some(({ code, delivery }) => code === 'transfer' && delivery === 'ACKNOWLEDGED'),
    );
    await withdraw(number);
    const found = await centre.until(number, ({ state }) => state === 'WITHDRAWN');
    expect(partOf(found, 'transfer').state).toBe('WITHDRAWN');
    expect(found.parts.flatMap(({ licences }) => licences)).toEqual([]);
    expect(await centre.tasks(number)).toMatchObject([{ kind: 'REFUND', part: 'clearance' }]);
  });

  test('after everything was granted is refused by the departments, and a person recalls each licence', async () => {
    const number = await centre.submit(await centre.sample('enterprise-relocation'));
    await centre.until(number, ({ state }) => state === 'ISSUED');
    await withdraw(number);
    await untilTasks(number, 2);
    expect((await centre.tasks(number)).map(({ part, kind }) => `${kind} ${part}`).sort()).toEqual([
      'RECALL_LICENCE change',
      'RECALL_LICENCE tax-change',
    ]);
    expect((await centre.case(number)).state).toBe('ISSUED');
  });

  test('although its withdrawal got no reply is withdrawn once', async () => {
    await control.setDecisions('tax', { outcome: 'hold' });
    const before = (await control.journal()).at(-1)?.seq ?? 0;
    const number = await centre.submit(await centre.sample('enterprise-closing'));
    await centre.until(number, ({ parts }) => parts[0]?.delivery === 'ACKNOWLEDGED');
    await control.setFaults('tax', { lostReplyRate: 1 });
    await withdraw(number);
    await sleep(300);
    await control.clearFaults();
    await centre.until(number, ({ state }) => state === 'WITHDRAWN');
    const effects = (await control.journal(before)).map(({ effect }) => effect);
    expect(effects).toEqual(['clearance', 'clearance-withdrawal']);
  });
});

async function untilTasks(number: string, count: number): Promise<void> {
  const deadline = performance.now() + 15_000;
  while ((await centre.tasks(number)).length < count) {
    if (performance.now() > deadline)
      throw new Error(`Case ${number} has ${(await centre.tasks(number)).length} tasks`);
    await sleep(50);
  }
}
