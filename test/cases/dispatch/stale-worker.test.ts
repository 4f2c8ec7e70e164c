// A worker that was taken for dead, or was overtaken, and comes back with what it believes: nothing may be sent twice.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askAfter, declareLost, reclaim } from '../../../src/cases/dispatch/reconcile.ts';
import { leaseDeliveries } from '../../../src/cases/sql/deliveries.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Department } from '../../../src/departments/registry.ts';
import { PRESENCE_LOCKS } from '../../../src/store/presence.ts';
import { application, openEmptiedDatabase, openReplica, type Replica } from '../replica.ts';
import { openScriptedTown, taken } from '../scripted-departments.ts';
import { deliver } from './deliver.ts';
import { receiveAsking } from './unmade.ts';

const url = await openEmptiedDatabase();

async function twoReplicas() {
  const town = await openScriptedTown();
  const [stale, live] = await Promise.all([
    openReplica(url, town.departments),
    openReplica(url, await town.departmentsAgain()),
  ]);
  return { town, stale, live };
}

/** A door that somebody else opens. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: () => resolve() };
}

/** The replica goes on, but the database holds it for dead. */
async function endPresence({ store, presence }: Replica): Promise<void> {
  const worker = presence.worker();
  const ended = await store.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = $1::integer::oid
     and objid = $2::integer::oid and database = (select oid from pg_database where datname = current_database())`,
    [PRESENCE_LOCKS, worker],
  );
  expect(ended).toHaveLength(1);
  await until(async () => presence.worker() !== worker && presence.worker() !== null);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It did not come about within 5 s');
    await sleep(10);
  }
}

/** The department, reached only after the gate opens. */
function behind(department: Department, passed: Promise<void>): Department {
  return {
    ...department,
    submit: async (...message) => {
      await passed;
      return department.submit(...message);
    },
  };
}

const nothingIsDue = async ({ store, presence }: Replica, department: string) => {
  await sleep(600);
  expect(await leaseDeliveries(store, presence.worker() ?? 0, [{ department, max: 5 }])).toEqual([]);
};

test('a worker whose presence was lost does not send, and the message is sent by another', async () => {
  const { town, stale, live } = await twoReplicas();
  const number = await live.receive(application('enterprise-closing'));
  const { passed, open } = gate();
  const sending = deliver(await stale.lease('tax'), behind(stale.department('tax'), passed), stale.dependencies);
  await until(async () => (await live.onRecord(number)).parts['clearance']?.endsWith('/SENT') === true);
  await endPresence(stale);
  open();
  await sending;
  expect(town.journal()).toEqual([]);
  await until(async () => (await live.onRecord(number)).parts['clearance']?.endsWith('/QUEUED') === true);
  await sleep(600);
  await deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  expect(town.journal()).toHaveLength(1);
});

test('a worker that could not make up its message does not call back one that another is sending', async () => {
  const { town, stale, live } = await twoReplicas();
  const number = await receiveAsking(town, live);
  const read = gate();
  const refused = async () => {
    throw new DepartmentFault('unavailable', 'Connection refused.');
  };
  town.land.reads = () => read.passed.then(refused);
  const making = deliver(await stale.lease('tax'), stale.department('tax'), stale.dependencies);
  await sleep(50);
  town.land.reads = undefined;
  await endPresence(stale);
  await sweep(live);
  const reply = gate();
  town.tax.fates.push(async (takeIn) => {
    takeIn();
    await reply.passed;
    return taken('tax');
  });
  const sending = deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  await until(async () => town.journal().length === 1);
  town.land.reads = refused;
  read.open();
  await making;
  reply.open();
  await sending;
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/ACKNOWLEDGED');
  await nothingIsDue(live, 'tax');
});

test('a worker that did not send does not call back a later attempt', async () => {
  const { town, stale, live } = await twoReplicas();
  const number = await live.receive(application('enterprise-closing'));
  const { passed, open } = gate();
  const notSending = deliver(await stale.lease('tax'), behind(stale.department('tax'), passed), stale.dependencies);
  await until(async () => (await live.onRecord(number)).parts['clearance']?.endsWith('/SENT') === true);
  await endPresence(stale);
  await sweep(live);
  await passQuarantine(live);
  await settleByAsking(live);
  const reply = gate();
  town.tax.fates.push(async (takeIn) => {
    takeIn();
    await reply.passed;
    return taken('tax');
  });
  const sending = deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  await until(async () => town.journal().length === 1);
  open();
  await notSending;
  reply.open();
  await sending;
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/ACKNOWLEDGED');
  await nothingIsDue(live, 'tax');
});

/** Takes over what workers left behind that are gone. */
async function sweep({ dependencies }: Replica): Promise<void> {
  await declareLost(await reclaim(new Set(), dependencies), dependencies);
}

/** As if so much time had gone by that an absent key means that the message never arrived. */
async function passQuarantine({ store }: Replica): Promise<void> {
  await store.run(`update deliveries set quarantine_until = now()`);
}

/** Asks until the delivery is no longer of unknown fate. */
async function settleByAsking(replica: Replica): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const unknown = await replica.store.query(`select 1 from deliveries where state = 'UNKNOWN'`);
    if (unknown.length === 0) return;
    const [delivery] = await leaseDeliveries(replica.store, replica.presence.worker() ?? 0, [
      { department: 'tax', max: 1 },
    ]);
    if (delivery) await askAfter(delivery, replica.department('tax'), replica.dependencies);
    await sleep(50);
  }
  throw new Error('Its fate stayed unknown');
}

/** Asks, and is taken for gone while it waits for the answer. */
async function askThatTakesLong({ town, stale, live }: Awaited<ReturnType<typeof twoReplicas>>) {
  const answer = gate();
  town.tax.lookups = () => answer.passed;
  const asking = askAfter(await stale.lease('tax'), stale.department('tax'), stale.dependencies);
  await sleep(50);
  town.tax.lookups = undefined;
  await endPresence(stale);
  await sweep(live);
  return { answer, asking };
}

test('a question that took long does not make unknown what another is sending', async () => {
  const replicas = await twoReplicas();
  const { town, live } = replicas;
  const number = await live.receive(application('enterprise-closing'));
  town.tax.fates.push('lose-message');
  await deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  await sleep(300);
  const { answer, asking } = await askThatTakesLong(replicas);
  await passQuarantine(live);
  await settleByAsking(live);
  const reply = gate();
  town.tax.fates.push(async (takeIn) => {
    await reply.passed;
    takeIn();
    return taken('tax');
  });
  const sending = deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  await until(async () => (await live.onRecord(number)).parts['clearance']?.endsWith('/SENT') === true);
  answer.open();
  await asking;
  const [delivery] = await live.store.query<{ state: string }>(`select state from deliveries where department = 'tax'`);
  expect(delivery?.state).toBe('SENT');
  reply.open();
  await sending;
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/ACKNOWLEDGED');
});

test('an answer about an earlier attempt proves nothing about a later one', async () => {
  const replicas = await twoReplicas();
  const { town, live } = replicas;
  await live.receive(application('enterprise-closing'));
  town.tax.fates.push('lose-message');
  await deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  await sleep(1_300);
  const { answer, asking } = await askThatTakesLong(replicas);
  await settleByAsking(live);
  town.tax.fates.push('lose-reply');
  await deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  expect(town.journal()).toHaveLength(1);
  answer.open();
  await asking;
  const [delivery] = await live.store.query<{ state: string }>(`select state from deliveries where department = 'tax'`);
  expect(delivery?.state).toBe('UNKNOWN');
});

test('what is declared lost while its sender still lives is not sent again before that sender must have given up', async () => {
  const { town, stale, live } = await twoReplicas();
  const number = await live.receive(application('enterprise-closing'));
  town.tax.fates.push(async (takeIn) => {
    await sleep(2_500);
    takeIn();
    return taken('tax');
  });
  const sending = deliver(await stale.lease('tax'), stale.department('tax'), stale.dependencies);
  await until(async () => (await live.onRecord(number)).parts['clearance']?.endsWith('/SENT') === true);
  await endPresence(stale);
  await sweep(live);
  await settleByAsking(live);
  await sending;
  expect((await live.onRecord(number)).parts['clearance']).toBe('IN_REVIEW/ACKNOWLEDGED');
  expect(town.journal()).toHaveLength(1);
});

test('a withdrawn submission stays withdrawn, whatever the worker that had it in hand comes to', async () => {
  const { town, stale, live } = await twoReplicas();
  // Whoever sends it has not asked the registry before.
  const number = await receiveAsking(town, stale);
  const read = gate();
  town.land.reads = async () => {
    await read.passed;
    throw new DepartmentFault('unavailable', 'Connection refused.');
  };
  const making = deliver(await live.lease('tax'), live.department('tax'), live.dependencies);
  await sleep(50);
  await live.withdraw(number);
  const withdrawn = await live.onRecord(number);
  expect(withdrawn.parts['clearance']).toBe('WITHDRAWN/QUEUED');
  read.open();
  await making;
  expect(await live.onRecord(number)).toEqual(withdrawn);
  await nothingIsDue(live, 'tax');
});
