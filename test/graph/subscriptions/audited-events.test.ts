// Every event that is told stands in the audit trail before; whoever catches up on thousands does not pay a commit for each.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { follow, socketClient, until } from './collecting.ts';
import { cursorAt, runReplicas, tokenOf } from './replicas.ts';

const EVENTS = 2_000;
const town = await runReplicas(1);
for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
const number = await town.receive(0);
const [window, supervisor] = await Promise.all([
  bearer({ role: 'window', purpose: 'acceptance' }),
  bearer({ role: 'supervisor', purpose: 'supervision' }),
]);

async function bearer(claims: { role: string; purpose: string }) {
  return { authorization: `Bearer ${await tokenOf(claims)}` };
}

async function entered(role: string): Promise<{ events: number; commits: number }> {
  const { rows } = await town.sql.query(
    `select count(*)::int as events, count(distinct xmin::text)::int as commits from audit_entries
     where kind = 'event' and role = $1`,
    [role],
  );
  return rows[0];
}

/** Whether an event of the case's own may still come, or get its place behind others that were given theirs. */
async function isUnderWay(): Promise<boolean> {
  const { rows } = await town.sql.query(
    `select exists (select from deliveries where state <> 'ACKNOWLEDGED')
       or exists (select from case_events where position is null) as "underWay"`,
  );
  return rows[0].underWay;
}

test(`${EVENTS} events that lie behind are entered in groups, each before it is told`, async () => {
  while (await isUnderWay()) await sleep(10);
  await town.commitEvents(number, EVENTS);
  const told = follow(socketClient(town.socketUrl, window), number, cursorAt(0));
  await until(() => told.events.length > 0);
  const toldBefore = told.events.length;
  expect((await entered('window')).events).toBeGreaterThanOrEqual(toldBefore);
  await until(() => told.events.length >= EVENTS, 60_000);
  const { events, commits } = await entered('window');
  expect(events).toBeGreaterThanOrEqual(told.events.length);
  expect(commits).toBeLessThan(events / 10);
  expect(told.events.map(({ sequence }) => sequence)).toEqual(told.events.map((_, index) => index + 1));
});

test('An event that comes by itself is told at once', async () => {
  const told = follow(socketClient(town.socketUrl, supervisor), number, await town.endOfFeed());
  await town.commitEvents(number, 1);
  await until(() => told.events.length === 1);
  expect((await entered('supervisor')).events).toBe(1);
});
