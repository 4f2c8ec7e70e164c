// Messages that are made up with what makes their parts ready, and begun with their leases.
import { expect, test } from 'vitest';
import type { Store } from '../../../src/store/pool.ts';
import { PRESENCE_LOCKS } from '../../../src/store/presence.ts';
import { application, openEmptiedDatabase, openReplica, openWorkingReplica } from '../replica.ts';
import { delayed, enterInRegister, openScriptedTown, type ScriptedDepartment, taken } from '../scripted-departments.ts';

const url = await openEmptiedDatabase();
/** Of messages that come one by one: those that the department takes at once, and those that are at hand meanwhile. */
const BEGUN_MAX = 8 + 4;

const submissionsTo = (store: Store, department: string) =>
  store.query<{ state: string; attempts: number; message: object | null; submit: string | null }>(
    `select state, attempts, message, submit from deliveries where department = $1 order by id`,
    [department],
  );

const unreadable = (department: ScriptedDepartment) => {
  department.reads = async () => {
    throw new Error('it is asked');
  };
};

test('A first message is on record with its case, and its attempt with the lease', async () => {
  const { departments } = await openScriptedTown();
  const replica = await openReplica(url, departments);
  const number = await replica.receive(application('enterprise-closing'));
  const { keys, parts } = await replica.onRecord(number);
  expect(parts['clearance']).toBe('IN_REVIEW/QUEUED');
  const message = expect.objectContaining({ key: keys['clearance'], caseNumber: number });
  const made = { message, submit: 'enterpriseClearance' };
  expect(await submissionsTo(replica.store, 'tax')).toEqual([{ state: 'QUEUED', attempts: 0, ...made }]);
  const { id } = await replica.lease('tax');
  expect(await submissionsTo(replica.store, 'tax')).toEqual([{ state: 'SENT', attempts: 1, ...made }]);
  expect((await replica.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/SENT');
  expect(await replica.store.query(`select attempt from delivery_attempts where delivery_id = $1`, [id])).toEqual([
    { attempt: 1 },
  ]);
});

test('What a part says that became ready by another is made of the other’s evidence', async () => {
  const town = await openScriptedTown();
  const replica = await openWorkingReplica(url, town.departments);
  const answer = delayed(town.police, 'take');
  const number = await replica.receive(application('enterprise-closing'));
  await replica.until(number, ({ parts }) => parts['seal-cancellation'] === 'IN_REVIEW/SENT');
  const [submission] = await submissionsTo(replica.store, 'police');
  expect(JSON.stringify(submission?.message)).toContain('deregistration-');
  answer();
  await replica.until(number, ({ state }) => state === 'ISSUED');
});

test('What was asked for the receipt is told as it was answered then', async () => {
  const town = await openScriptedTown();
  const given = application('home-transfer');
  enterInRegister(town, given.form);
  const replica = await openReplica(url, town.departments);
  await replica.receive(given);
  const [submission] = await submissionsTo(replica.store, 'tax');
  expect(submission?.message).toMatchObject({ payload: { address: '某路 1 号' } });
});

test('What could not be asked for the receipt is asked before it is told', async () => {
  const town = await openScriptedTown();
  const given = application('home-transfer');
  enterInRegister(town, given.form);
  town.land.closed = true;
  const replica = await openWorkingReplica(url, town.departments);
  const number = await replica.receive(given);
  expect(await submissionsTo(replica.store, 'tax')).toMatchObject([{ message: null, submit: null }]);
  town.land.closed = false;
  await replica.until(number, ({ parts }) => parts['clearance'] === 'APPROVED/ACKNOWLEDGED');
  const [submission] = await submissionsTo(replica.store, 'tax');
  expect(submission?.message).toMatchObject({ payload: { address: '某路 1 号' } });
});

test('What only the check of an application wanted to know is not asked again', async () => {
  const town = await openScriptedTown();
  const replica = await openReplica(url, town.departments);
  const number = await replica.receive(application('enterprise-closing'));
  for (const department of [town.tax, town.land, town.licensing, town.police]) unreadable(department);
  const working = await openWorkingReplica(url, town.departments);
  await working.until(number, ({ state }) => state === 'ISSUED');
});

test('A department that turns a first message away has it once more, as it was', async () => {
  const town = await openScriptedTown();
  const replica = await openWorkingReplica(url, town.departments);
  town.tax.fates.push('unreachable');
  const number = await replica.receive(application('enterprise-closing'));
  await replica.until(number, ({ state }) => state === 'ISSUED');
  const attempts = await replica.store.query<{ outcome: string }>(
    `select outcome from delivery_attempts join deliveries on id = delivery_id where department = 'tax' order by attempt`,
  );
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['not-sent', 'acknowledged']);
  expect(town.tax.journal).toHaveLength(1);
});

test('What an earlier release made up without saying as what it is handed in is sent as it is', async () => {
  const town = await openScriptedTown();
  const replica = await openReplica(url, town.departments);
  const number = await replica.receive(application('enterprise-closing'));
  expect(await replica.store.run(`update deliveries set submit = null where submit is not null`)).toBe(1);
  const working = await openWorkingReplica(url, await town.departmentsAgain());
  await working.until(number, ({ state }) => state === 'ISSUED');
  expect(town.tax.journal).toHaveLength(1);
});

test('What waits to be said is made up anew after a supplement', async () => {
  const town = await openScriptedTown();
  const replica = await openWorkingReplica(url, town.departments);
  const given = application('home-transfer');
  enterInRegister(town, given.form);
  const answers = Array.from({ length: BEGUN_MAX }, () => delayed(town.police, 'take'));
  for (let place = 0; place < BEGUN_MAX; place += 1) {
    const number = await replica.receive({ ...given, idempotencyKey: `before ${place}` });
    await replica.until(number, ({ parts }) => parts['identity'] === 'IN_REVIEW/SENT');
  }
  town.tax.usual = ['DEFICIENT'];
  const number = await replica.receive(given);
  await replica.until(number, ({ state }) => state === 'DEFICIENT');
  const waiting = async () => (await submissionsTo(replica.store, 'police')).filter(({ state }) => state === 'QUEUED');
  expect(await waiting()).toMatchObject([{ message: { caseNumber: number } }]);
  await replica.supplement(await replica.record(number), {
    ...{ idempotencyKey: 'supplement', part: null, form: { price: '1117001.00' }, materials: [] },
    submittedBy: { role: 'window', subject: 'clerk' },
  });
  expect(await waiting()).toMatchObject([{ message: null, submit: null }]);
  for (const answer of answers) answer();
  await replica.until(number, ({ parts }) => parts['identity'] === 'APPROVED/ACKNOWLEDGED');
});

test('What was begun with its lease is found at once when its worker is gone, and is not sent again', async () => {
  const town = await openScriptedTown();
  const replica = await openWorkingReplica(url, town.departments);
  await openWorkingReplica(url, await town.departmentsAgain());
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  town.tax.fates.push(async (takeIn) => {
    takeIn();
    await answered;
    return taken('tax');
  });
  const number = await replica.receive(application('enterprise-closing'));
  await replica.until(number, () => town.tax.journal.length === 1);
  const begunMs = performance.now();
  await endPresence(replica.store);
  await replica.until(number, ({ parts }) => parts['clearance']?.endsWith('/ACKNOWLEDGED') === true);
  expect(performance.now() - begunMs).toBeLessThan(3_000);
  answer();
  await replica.until(number, ({ state }) => state === 'ISSUED');
  expect(town.tax.journal).toHaveLength(1);
});

/** The database holds whoever sends something now for dead. */
async function endPresence(store: Store): Promise<void> {
  const ended = await store.query(
    `select pg_terminate_backend(pid) from pg_locks join deliveries on objid = leased_by::oid
     where locktype = 'advisory' and classid = $1::integer::oid and state = 'SENT'
     and database = (select oid from pg_database where datname = current_database())`,
    [PRESENCE_LOCKS],
  );
  expect(ended).toHaveLength(1);
}
