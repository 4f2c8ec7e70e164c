// While a department says that it is closed, who asks as of when facts hold is told the last that is known.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { GraphAnswer } from '../../commands/town/graph.ts';
import { type RunningTown, runTown } from '../support/town.ts';

let town: RunningTown;
let number: string;

beforeAll(async () => {
  town = await runTown();
  number = town.population.person(4).number;
});
beforeEach(async () => {
  await town.control.clearFaults();
  // Without a copy, so that it shows that the department has opened.
  await expect.poll(async () => (await ask(undated)).errors, { timeout: 15_000, interval: 200 }).toBeUndefined();
});

const dated = '{ status arrears asOf }';
const undated = '{ status arrears }';
const ask = (fields: string, client = town.window): Promise<GraphAnswer> =>
  client.ask({
    document: `query($number: CitizenNumber!) { person(number: $number) { name taxAccount ${fields} } }`,
    variables: { number },
  });

test('it is a copy, as old as it says, and the answer names the department', async () => {
  const before = await ask(dated);
  const { taxAccount } = (before.data as { person: { taxAccount: { asOf: string } } }).person;
  expect(Math.abs(Date.now() - Date.parse(taxAccount.asOf))).toBeLessThan(60_000);
  expect(before).not.toHaveProperty('extensions.closed');
  await town.control.setFaults('tax', { maintenance: true });
  const answer = await ask(dated);
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toEqual(before.data);
  expect(answer).toHaveProperty('extensions.closed', [{ department: 'tax', asOf: taxAccount.asOf }]);
});

test('who does not ask for its age gets none, and an error that says why', async () => {
  await town.control.setFaults('tax', { maintenance: true });
  const answer = await ask(undated);
  expect(answer.data).toMatchObject({ person: { name: expect.any(String), taxAccount: null } });
  expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['DEPARTMENT_UNAVAILABLE']);
});

test('a copy is masked for whoever may not see it', async () => {
  await town.control.setFaults('tax', { maintenance: true });
  const analyst = await town.as({ role: 'analyst', purpose: 'statistics' });
  const answer = await ask(dated, analyst);
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({ person: { taxAccount: { status: expect.any(String), arrears: null } } });
});

test('a department that cannot be reached is stood in for by nobody', async () => {
  await town.control.setFaults('tax', { refuseConnections: true });
  const answer = await ask(dated);
  expect(answer.data).toMatchObject({ person: { taxAccount: null } });
  expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['DEPARTMENT_UNAVAILABLE']);
});
