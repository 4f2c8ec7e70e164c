// Every step of a case's way, cut off from the database just before it is done and just after: whatever the replica then believes,
// the case comes to its end, and each department has each message once.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holdFeed } from '../../src/cases/sql/events.ts';
import { openStore } from '../../src/store/pool.ts';
import { type Cut, interruptPostgres } from './interrupted-postgres.ts';
import { application, openEmptiedDatabase, openWorkingReplica, type WorkingReplica } from './replica.ts';
import { openScriptedTown, type ScriptedTown } from './scripted-departments.ts';

const url = await openEmptiedDatabase();
const postgres = await interruptPostgres(url);

interface Way {
  readonly name: string;
  /** Another one than a closing. */
  readonly bundle?: string;
  /** Named statements that it takes, in about this order. */
  readonly statements: readonly string[];
  readonly script: (town: ScriptedTown) => void;
  /** What people do on it; each action may be repeated. */
  readonly go: (replica: WorkingReplica, number: string) => Promise<void>;
  readonly end: string;
  readonly messages: number;
}

const ways: readonly Way[] = [
  {
    name: 'approved by every department',
    statements: [
      'insert-cases',
      'lease-deliveries',
      'lock-versions',
      'lock-deliveries',
      'update-deliveries',
      'insert-events',
      'end-attempts',
      'update-parts',
      'queue-submissions',
      'update-cases',
      'take-parts-to-poll',
      'place-events',
      'commit',
    ],
    script: () => undefined,
    go: async () => undefined,
    end: 'ISSUED',
    messages: 3,
  },
  {
    name: 'of which a message is made up as it is sent',
    bundle: 'enterprise-relocation',
    statements: ['lease-deliveries', 'begin-attempts', 'commit'],
    script: () => undefined,
    go: async () => undefined,
    end: 'ISSUED',
    messages: 3,
  },
  {
    name: 'of which the first message has to be said again',
    statements: ['lease-deliveries', 'update-deliveries', 'commit'],
    script: ({ tax }) => tax.fates.push('unreachable'),
    go: async () => undefined,
    end: 'ISSUED',
    messages: 3,
  },
  {
    name: 'of which the first message is lost',
    statements: ['defer-lookup', 'lease-deliveries', 'lock-deliveries', 'commit'],
    script: ({ tax }) => tax.fates.push('lose-message'),
    go: async () => undefined,
    end: 'ISSUED',
    messages: 3,
  },
  {
    name: 'handed over',
    statements: ['insert-hand-over', 'commit'],
    script: () => undefined,
    go: async (replica, number) => {
      await replica.until(number, ({ state }) => state === 'ISSUED');
      const recipient = { name: '张三', number: '350428190001010015' };
      await persistently(async () =>
        replica.handOver(await replica.record(number), { recipient, channel: 'WINDOW', by: 'clerk' }),
      );
    },
    end: 'DELIVERED',
    messages: 3,
  },
  {
    name: 'withdrawn while it is in review',
    statements: [
      'lock-cases',
      'action-fingerprint',
      'insert-action',
      'reserve-numbers',
      'queue-amendment',
      'lease-deliveries',
      'commit',
    ],
    script: ({ tax }) => {
      tax.usual = ['ACCEPTED'];
    },
    go: async (replica, number) => {
      await replica.until(number, ({ parts }) => parts['clearance'] === 'ACCEPTED/ACKNOWLEDGED');
      await persistently(async () =>
        replica.withdraw(await replica.record(number), { idempotencyKey: 'withdrawal', reason: '不再办理' }),
      );
    },
    end: 'WITHDRAWN',
    messages: 2,
  },
  {
    name: 'of which a person must undo what was granted',
    statements: ['insert-task', 'settle-task', 'commit'],
    script: ({ tax, police }) => {
      tax.withdrawals = 'WITHDRAWAL_REFUSED';
      police.withdrawals = 'WITHDRAWAL_REFUSED';
    },
    go: async (replica, number) => {
      await replica.until(number, ({ state }) => state === 'ISSUED');
      const request = { idempotencyKey: 'withdrawal', reason: '不再办理' };
      await persistently(async () => replica.withdraw(await replica.record(number), request));
      const open = async () =>
        (await replica.tasksOf(await replica.record(number))).filter(({ settledAt }) => settledAt === null);
      const settle = (id: string) =>
        replica.settleTask({ id, outcome: 'DONE', note: '已收回', by: 'clerk', role: 'window' });
      for (let settled = 0; settled < 3; ) {
        for (const { id } of await persistently(open)) {
          await persistently(() => settle(id));
          settled += 1;
        }
        await sleep(20);
      }
    },
    end: 'REVOKED',
    messages: 5,
  },
];

describe.each(ways)('a case $name', ({ bundle = 'enterprise-closing', statements, script, go, end, messages }) => {
  test('comes to its end, wherever on its way its replica is cut off', async () => {
    const town = await openScriptedTown();
    const replica = await openWorkingReplica(postgres.url, town.departments);
    const cuts = statements.flatMap((statement) => (['before', 'after'] as const).map((when) => ({ statement, when })));
    const under: { readonly cut: Cut; readonly number: string; readonly going: Promise<void> }[] = [];
    for (const cut of cuts) {
      script(town);
      const given = application(bundle);
      const wasCut = postgres.cutAt(cut);
      // The sequencer is wanted only where somebody else held the end of the feed.
      const release = cut.statement === 'place-events' ? await holdEndOfFeed() : undefined;
      const number = await persistently(() => replica.receive(given));
      await release?.();
      const going = go(replica, number);
      // Whoever waits for it below is told.
      going.catch(() => undefined);
      under.push({ cut, number, going });
      await within(10_000, wasCut, `the cut just ${cut.when} ${cut.statement}`);
    }
    const passing = setInterval(() => passQuarantines(replica).catch(() => undefined), 250);
    onTestFinished(() => clearInterval(passing));
    for (const { cut, number, going } of under) {
      await going;
      await replica
        .until(number, ({ state }) => state === end)
        .catch((error: Error) => {
          throw new Error(`Cut off just ${cut.when} ${cut.statement}: ${error.message}`);
        });
      const { events } = await (await replica.record(number)).particulars();
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
      expect(events.filter(({ kind }) => kind === 'RESULT_SET_ASIDE')).toEqual([]);
    }
    const keys = town.journal().map(({ key, kind }) => `${kind} ${key}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys).toHaveLength(cuts.length * messages);
  }, 60_000);
});

/** Until the result is called. */
async function holdEndOfFeed(): Promise<() => Promise<void>> {
  const store = openStore({ url });
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const holding = store.transaction(async (session) => {
    await holdFeed(session);
    held.resolve();
    await over.promise;
  });
  await held.promise;
  return async () => {
    over.resolve();
    await holding;
    await store.close();
  };
}

/** Who was cut off sends nothing more: what they left on its way need not be waited for. */
async function passQuarantines({ store }: WorkingReplica): Promise<void> {
  await store.run(`update deliveries set quarantine_until = now() where state = 'UNKNOWN'`);
}

/** As a client does whose connection was cut: once more. */
async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  return work().catch(work);
}

async function within(timeoutMs: number, awaited: Promise<void>, what: string): Promise<void> {
  const late = sleep(timeoutMs, undefined, { ref: false }).then(() => {
    throw new Error(`${what} did not come within ${timeoutMs} ms`);
  });
  await Promise.race([awaited, late]);
}
