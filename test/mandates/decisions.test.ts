// A clerk decides in departments' names within a mandate only, looked at in the moment of the decision. The issuer is not the
// development one, so nobody has a mandate at first.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type House, runHouse, type TokenClaims } from '../support/house.ts';

const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }`;
const HAND_OVER = `mutation ($input: HandOverCaseInput!) { handOverCase(input: $input) { case { state } } }`;
const GRANT = `mutation ($input: GrantMandateInput!) { grantMandate(input: $input) { id state department { code } } }`;
const LIST = '{ mandates { id holder state document substituteFor } }';

const supervisor: TokenClaims = { role: 'supervisor', purpose: 'supervision', subject: 'supervisor-1' };
const clerk = (subject: string): TokenClaims => ({ role: 'window', purpose: 'acceptance', subject });
const YEARS = { validFrom: '2020-01-01', validTo: '2099-12-31' };
let house: House;
let number: string;

beforeAll(async () => {
  house = await runHouse();
  const input = await house.control.sample('home-transfer', 1);
  const submitted = await house.ask({ query: SUBMIT, variables: { input } }, clerk('clerk-a'));
  number = submitted.data.submitCase.case.number;
  for (let turn = 0; turn < 600; turn += 1) {
    const query = 'query ($number: ID!) { case(number: $number) { state } }';
    const { data } = await house.ask({ query, variables: { number } }, clerk('clerk-a'));
    if (data.case.state === 'ISSUED') return;
    await sleep(100);
  }
  throw new Error('The case was not issued.');
});

async function handOver(by: string) {
  const input = { caseNumber: number, recipient: { number: '350428190001010015', name: '某' }, channel: 'WINDOW' };
  const reply = await house.ask({ query: HAND_OVER, variables: { input } }, clerk(by));
  const [error] = reply.errors;
  return error ? `${error.extensions.code} ${error.message}` : reply.data.handOverCase.case.state;
}

async function grant(input: Readonly<Record<string, unknown>>, by = supervisor) {
  return house.ask({ query: GRANT, variables: { input: { ...YEARS, ...input } } }, by);
}

test('Without a mandate licences are not handed over; an expired one is told apart from none', async () => {
  expect(await handOver('clerk-a')).toMatch(/^FORBIDDEN 无权访问：没有代表部门 (tax|land) 办理的授权委托/);
  const expired = { department: 'tax', document: 'SQ-1', validFrom: '2020-01-01', validTo: '2020-12-31' };
  await grant({ holder: 'clerk-a', ...expired });
  expect(await handOver('clerk-a')).toMatch(/SQ-1 expired on 2020-12-31/);
});

test('Every department whose licence it is must have given one, for the item and the county', async () => {
  await grant({ holder: 'clerk-a', department: 'tax', document: 'SQ-2' });
  expect(await handOver('clerk-a')).toContain('for department land');
  await grant({ holder: 'clerk-a', department: 'land', document: 'SQ-3', items: ['premises-check'] });
  expect(await handOver('clerk-a')).toContain('SQ-3 does not cover item title-transfer');
  await grant({ holder: 'clerk-a', department: 'land', document: 'SQ-4', regions: ['110101'] });
  expect(await handOver('clerk-a')).toContain('SQ-4 does not cover the county');
});

test('A revoked mandate is worth nothing; a substitute with mandates of his own takes over', async () => {
  const granted = await grant({ department: 'land', document: 'SQ-5' });
  const revoke = 'mutation ($id: ID!) { revokeMandate(id: $id, reason: "调岗") { state revocationReason } }';
  const revoked = await house.ask({ query: revoke, variables: { id: granted.data.grantMandate.id } }, supervisor);
  expect(revoked.data).toEqual({ revokeMandate: { state: 'REVOKED', revocationReason: '调岗' } });
  expect(await handOver('clerk-a')).toContain('SQ-5 was revoked');
  for (const department of ['tax', 'land']) {
    await grant({ holder: 'clerk-b', substituteFor: 'clerk-a', department, document: 'SQ-6' });
  }
  expect(await handOver('clerk-b')).toBe('DELIVERED');
});

test('Clerks see the mandates that hold for them, and grant none', async () => {
  const { data } = await house.ask({ query: LIST }, clerk('clerk-b'));
  const seen = data.mandates.map(({ document }: { document: string }) => document).sort();
  expect(seen).toEqual(['SQ-5', 'SQ-6', 'SQ-6']);
  const refused = await grant({ department: 'land', document: 'SQ-7' }, clerk('clerk-b'));
  expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN');
});

test('A mandate for what the catalogue does not know is refused', async () => {
  const wrong = [
    { department: 'fire' },
    { department: 'land', items: ['home-deed-tax'] },
    { department: 'land', items: [] },
    { department: 'land', regions: ['990101'] },
    { department: 'land', validFrom: '2027-01-01', validTo: '2026-12-31' },
  ];
  for (const input of wrong) {
    const reply = await grant({ document: 'SQ-8', ...input });
    expect(reply.errors[0]?.extensions.code, JSON.stringify(input)).toBe('BAD_USER_INPUT');
  }
});
