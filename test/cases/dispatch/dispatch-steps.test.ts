// The steps of dispatch one by one over a real database: each repeated, none done twice.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { settleTask } from '../../../src/cases/actions/settle-task.ts';
import { askAfter, declareLost, reclaim } from '../../../src/cases/dispatch/reconcile.ts';
import { openReconciliation, settle } from '../../../src/cases/dispatch/settle.ts';
import { deliveryStates, moveDelivery } from '../../../src/cases/history/transitions.ts';
import { beginAttempts } from '../../../src/cases/sql/attempts.ts';
import { type DeliveryRow, leaseDeliveries } from '../../../src/cases/sql/deliveries.ts';
import { eventsOfCases } from '../../../src/cases/sql/events.ts';
import { tasksOfCase } from '../../../src/cases/sql/tasks.ts';
import { interruptPostgres } from '../interrupted-postgres.ts';
import { application, openEmptiedDatabase, openReplica, type Replica, rowOf } from '../replica.ts';
import { openScriptedTown, taken } from '../scripted-departments.ts';
import { deliver } from './deliver.ts';
import { receiveUnmade } from './unmade.ts';

const url = await openEmptiedDatabase();
const postgres = await interruptPostgres(url);

async function receivedCase(): Promise<{
  replica: Replica;
  number: string;
  town: Awaited<ReturnType<typeof openScriptedTown>>;
}> {
  const town = await openScriptedTown();
  const replica = await openReplica(url, town.departments);
  return { town, replica, number: await receiveUnmade(replica) };
}

const attempt = async ({ presence, store }: Replica, { id }: Pick<DeliveryRow, 'id'>, number = 1) =>
  (
    await beginAttempts(store, [{ id, attempt: number, worker: presence.worker() ?? 0, message: '{}', submit: null }])
  ).has(id);

const actingFor = ({ store, dependencies: { recorder } }: Replica) => ({ store, recorder, changed: () => undefined });

const kindsOf = async ({ store }: Replica, number: string) =>
  (await eventsOfCases(store, [(await rowOf(store, number)).id])).map(({ kind }) => kind);

test('two replicas that empty one queue together lease nothing twice and leave nothing', async () => {
  const { town, replica } = await receivedCase();
  const other = await openReplica(url, await town.departmentsAgain());
  for (let more = 0; more < 39; more += 1) await replica.receive(application('enterprise-closing'));
  const empty = async ({ store, presence }: Replica) => {
    const leased: number[] = [];
    // More rounds than it can take, so that a queue that never empties fails the test.
    for (let round = 0; round < 40; round += 1) {
      const batch = await leaseDeliveries(store, presence.worker() ?? 0, [{ department: 'tax', max: 3 }]);
      leased.push(...batch.map(({ id }) => id));
    }
    return leased;
  };
  const leased = await Promise.all([empty(replica), empty(other), empty(replica), empty(other)]);
  expect(new Set(leased.flat()).size).toBe(40);
  expect(leased.flat()).toHaveLength(40);
});

test('an attempt is begun once, and only by whoever has the delivery leased', async () => {
  const { town, replica } = await receivedCase();
  const other = await openReplica(url, await town.departmentsAgain());
  const delivery = await replica.lease('tax');
  expect(await attempt(other, delivery)).toBe(false);
  expect(await attempt(replica, delivery)).toBe(true);
  expect(await attempt(replica, delivery)).toBe(false);
  expect(await attempt(replica, delivery, 2)).toBe(false);
});

test.each(deliveryStates)(
  'an attempt is begun on what is %s exactly where the table of moves says so',
  async (state) => {
    const { replica } = await receivedCase();
    const delivery = await replica.lease('tax');
    await replica.store.run('update deliveries set state = $2 where id = $1', [delivery.id, state]);
    expect(await attempt(replica, delivery)).toBe(moveDelivery(state, 'send') !== undefined);
  },
);

test('an attempt is not begun on a submission that was taken out of the queue', async () => {
  const { replica, number } = await receivedCase();
  const delivery = await replica.lease('tax');
  await replica.withdraw(number);
  expect(await attempt(replica, delivery)).toBe(false);
});

test('a message that was acknowledged twice is acknowledged once', async () => {
  const { replica, number } = await receivedCase();
  const delivery = await replica.lease('tax');
  await attempt(replica, delivery);
  const acknowledge = () => settle(delivery, replica.department('tax'), taken('tax'), 1, replica.dependencies);
  await Promise.all([acknowledge(), acknowledge()]);
  await acknowledge();
  expect(await kindsOf(replica, number)).toEqual(['CASE_RECEIVED', 'DELIVERY_ACKNOWLEDGED']);
});

test('a message whose worker died between sending it and writing that down is looked for, and found', async () => {
  const town = await openScriptedTown();
  const doomed = await openReplica(postgres.url, town.departments);
  const live = await openReplica(url, await town.departmentsAgain());
  const number = await live.receive(application('enterprise-closing'));
  let restore: () => void = () => undefined;
  town.tax.fates.push(async (takeIn) => {
    takeIn();
    restore = postgres.block();
    return taken('tax');
  });
  await expect(deliver(await doomed.lease('tax'), doomed.department('tax'), doomed.dependencies)).rejects.toThrow();
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/SENT');
  await sweep(live);
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/UNKNOWN');
  await sleep(300);
  await askAfter(await live.lease('tax'), live.department('tax'), live.dependencies);
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/ACKNOWLEDGED');
  expect(town.journal()).toHaveLength(1);
  restore();
});

async function sweep({ dependencies }: Replica, underWay: ReadonlySet<number> = new Set()): Promise<void> {
  await declareLost(await reclaim(underWay, dependencies), dependencies);
}

test('leases of the living are left alone, and those of the dead come free, once', async () => {
  const { town, replica } = await receivedCase();
  const other = await openReplica(url, await town.departmentsAgain());
  const delivery = await replica.lease('tax');
  await sweep(other);
  expect(await leaseDeliveries(other.store, other.presence.worker() ?? 0, [{ department: 'tax', max: 1 }])).toEqual([]);
  await replica.presence.close();
  await sweep(other);
  await sweep(other);
  expect((await other.lease('tax')).id).toBe(delivery.id);
});

test('what its own worker is at work on is not taken from it, and what it left behind is', async () => {
  const { replica, number } = await receivedCase();
  const delivery = await replica.lease('tax');
  await attempt(replica, delivery);
  await sweep(replica, new Set([delivery.id]));
  expect((await replica.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/SENT');
  await sweep(replica);
  expect((await replica.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/UNKNOWN');
});

test('a sweep that ended before it wrote down what was lost is made up for by the next one', async () => {
  const { replica, number } = await receivedCase();
  await attempt(replica, await replica.lease('tax'));
  expect(await reclaim(new Set(), replica.dependencies)).toHaveLength(1);
  await sweep(replica);
  expect((await replica.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/UNKNOWN');
});

test('a sweep that finds more lost makes up for the one before it all the same', async () => {
  const { replica, number } = await receivedCase();
  await attempt(replica, await replica.lease('tax'));
  expect(await reclaim(new Set(), replica.dependencies)).toHaveLength(1);
  const another = await receiveUnmade(replica);
  await attempt(replica, await replica.lease('tax'));
  await sweep(replica);
  for (const lost of [number, another]) {
    expect((await replica.onRecord(lost)).parts['clearance']).toBe('IN_REVIEW/UNKNOWN');
  }
});

test('what is lost with a worker is written down together, however much it is', async () => {
  const { replica } = await receivedCase();
  for (let more = 0; more < 9; more += 1) await receiveUnmade(replica);
  for (let lost = 0; lost < 10; lost += 1) await attempt(replica, await replica.lease('tax'));
  await sweep(replica);
  const written = await replica.store.query<{ lost: number }>(
    `select count(*)::integer as lost from deliveries where state = 'UNKNOWN' group by xmin::text`,
  );
  expect(written).toEqual([{ lost: 10 }]);
});

test('an unknown fate is handed to a person once, and once more where it is unknown again after that', async () => {
  const { replica, number } = await receivedCase();
  const delivery = await replica.lease('tax');
  const { id } = await rowOf(replica.store, number);
  const handOver = () => openReconciliation(delivery, replica.dependencies);
  await Promise.all([handOver(), handOver()]);
  await handOver();
  const [task, ...more] = await tasksOfCase(replica.store, id);
  expect([task?.kind, more.length]).toEqual(['RECONCILE_DELIVERY', 0]);
  const acting = actingFor(replica);
  const settlement = {
    id: task?.id ?? '',
    outcome: 'ABSENT',
    note: '部门未收到',
    by: 'operator',
    role: 'operator',
  } as const;
  await settleTask(settlement, acting);
  await handOver();
  expect(await tasksOfCase(replica.store, id)).toHaveLength(2);
});

test.each([
  ['FOUND', 'IN_REVIEW/ACKNOWLEDGED'],
  ['ABSENT', 'IN_REVIEW/QUEUED'],
] as const)('what is of unknown fate ends by a person’s word: %s', async (outcome, end) => {
  const { town, replica, number } = await receivedCase();
  town.tax.fates.push('lose-reply');
  const delivery = await replica.lease('tax');
  await deliver(delivery, replica.department('tax'), replica.dependencies);
  await openReconciliation(delivery, replica.dependencies);
  const [task] = await tasksOfCase(replica.store, (await rowOf(replica.store, number)).id);
  const settlement = { id: task?.id ?? '', outcome, note: '已核实', by: 'operator', role: 'operator' };
  await settleTask(settlement, actingFor(replica));
  await settleTask(settlement, actingFor(replica));
  expect((await replica.onRecord(number)).parts['clearance']).toBe(end);
  await expect(settleTask({ ...settlement, note: '另一结论' }, actingFor(replica))).rejects.toThrow('settled before');
});
