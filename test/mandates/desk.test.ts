// Clerks handle a department's tasks within its mandate only; a substitute takes over in the middle. The issuer is not the
// development one, so nobody has a mandate at first.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { accountOf, withUtilities } from '../cases/counter.ts';
import { type House, runHouse, type TokenClaims } from '../support/house.ts';

const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }`;
const TASKS = '{ tasks(department: "water") { id } }';
const HANDLE = `mutation ($input: HandleTaskInput!) { handleTask(input: $input) { ... on TaskHandled { task { steps { kind by } } } } }`;
const GRANT = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { id } }`;
const REVOKE = 'mutation ($id: ID!) { revokeMandate(id: $id, reason: "休假") { state } }';

const supervisor: TokenClaims = { role: 'supervisor', purpose: 'supervision', subject: 'supervisor-1' };
const clerk = (subject: string): TokenClaims => ({ role: 'window', purpose: 'acceptance', subject });
let house: House;
let task: string;

beforeAll(async () => {
  house = await runHouse();
  const input = withUtilities(await house.control.sample('home-transfer', 0), 'water');
  await house.ask({ query: SUBMIT, variables: { input } }, clerk('counter'));
  for (let turn = 0; turn < 600; turn += 1) {
    const { data } = await house.ask({ query: TASKS }, clerk('clerk-a'));
    task = data.tasks[0]?.id ?? '';
    if (task !== '') return;
    await sleep(50);
  }
  throw new Error('Water was handed nothing.');
});

async function handle(by: string, step: string, more: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const input = { id: task, idempotencyKey: `${by} ${step}`, step, ...more };
  const reply = await house.ask({ query: HANDLE, variables: { input } }, clerk(by));
  const [error] = reply.errors;
  return error ? `${error.extensions.code} ${error.message}` : reply.data.handleTask.task.steps;
}

async function grant(input: Readonly<Record<string, unknown>>): Promise<string> {
  const years = { validFrom: '2020-01-01', validTo: '2099-12-31' };
  const reply = await house.ask({ query: GRANT, variables: { input: { ...years, ...input } } }, supervisor);
  return reply.data.grantMandate.id;
}

test('Nobody handles a task without a mandate of its department', async () => {
  expect(await handle('clerk-a', 'ACCEPTED')).toMatch(/^FORBIDDEN .*no mandate to act for department water/);
  await grant({ holder: 'clerk-a', department: 'gas', document: 'SQ-1' });
  expect(await handle('clerk-a', 'ACCEPTED')).toMatch(/^FORBIDDEN/);
});

test('What one clerk began a substitute ends, once the mandate of the first is revoked', async () => {
  const mandate = await grant({ holder: 'clerk-a', department: 'water', document: 'SQ-2' });
  expect(await handle('clerk-a', 'ACCEPTED')).toEqual([{ kind: 'ACCEPTED', by: 'clerk-a' }]);
  await house.ask({ query: REVOKE, variables: { id: mandate } }, supervisor);
  const approval = { evidence: accountOf('water') };
  expect(await handle('clerk-a', 'APPROVED', approval)).toMatch(/^FORBIDDEN .*SQ-2 was revoked/);
  await grant({ holder: 'clerk-b', substituteFor: 'clerk-a', department: 'water', document: 'SQ-3' });
  expect(await handle('clerk-b', 'APPROVED', approval)).toEqual([
    { kind: 'ACCEPTED', by: 'clerk-a' },
    { kind: 'APPROVED', by: 'clerk-b' },
  ]);
});
