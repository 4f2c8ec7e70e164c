// Two gateways that break the promise, each in its own way. The checker must catch both, or its silence means nothing.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { followToTheEnd, lookAtEverything } from './aftermath.ts';
import { type Clients, submitUntilAnswered } from './client.ts';
import type { Received } from './crowd.ts';
import { drawsFor } from './draws.ts';
import { judge } from './judge.ts';
import { BUNDLES } from './plan.ts';
import { NO_EFFECT_DOUBLED } from './rules/effects.ts';
import type { Finding, Verdict } from './rules/finding.ts';
import { NO_RECEIPT_LOST } from './rules/receipts.ts';
import { openScene, type Scene } from './scene.ts';

export interface Control {
  readonly name: string;
  /** The rule that must be found broken. */
  readonly rule: string;
  /** What the rule found; empty where the checker was blind. */
  readonly run: (folder: string, seed: number) => Promise<readonly Finding[]>;
}

const CASES = 40;

export const controls: readonly Control[] = [
  { name: 'blind retry', rule: NO_EFFECT_DOUBLED, run: blindRetry },
  { name: 'lost commits', rule: NO_RECEIPT_LOST, run: lostCommits },
];

/** Of these departments neither drops a second submission under the same key. */
const FORGETFUL = ['tax', 'police'];
const LOST_REPLY_RATE = 0.5;
/** Long enough for several rounds of sending what was sent already. */
const LOST_FOR_MS = 10_000;

async function blindRetry(folder: string, seed: number): Promise<readonly Finding[]> {
  const settings = { folder: join(folder, 'blind-retry'), seed, cases: CASES, replicas: 1 };
  return onStage(
    await openScene({ ...settings, gateway: 'chaos/blind-retry.ts' }),
    async (scene, clients, received) => {
      for (const department of FORGETFUL) await scene.control.setFaults(department, { lostReplyRate: LOST_REPLY_RATE });
      await submitSamples(scene, clients, received, seed, 0, CASES);
      await sleep(LOST_FOR_MS);
      await scene.control.clearFaults();
      await followToTheEnd(clients, received, () => true);
      await lookAtEverything(clients, received, seed);
      return NO_EFFECT_DOUBLED;
    },
  );
}

const UNSAFE = { synchronous_commit: 'off', wal_writer_delay: '10s' };
const BURSTS = 5;

async function lostCommits(folder: string, seed: number): Promise<readonly Finding[]> {
  const settings = { folder: join(folder, 'lost-commits'), seed, cases: CASES, replicas: 1, database: UNSAFE };
  return onStage(await openScene({ ...settings, gateway: 'src/main.ts' }), async (scene, clients, received) => {
    const size = CASES / BURSTS;
    await submitSamples(scene, clients, received, seed, 0, size);
    // What a gateway writes when it starts, and with its first case, is safe: only what clients are told later is at stake.
    await scene.database.checkpoint();
    for (let burst = 1; burst < BURSTS; burst += 1) {
      await submitSamples(scene, clients, received, seed, burst * size, size);
      await scene.database.kill('all');
      await scene.database.up();
    }
    // One that remembers nothing of what was lost answers for what is left.
    await Promise.all(scene.replicas.map((replica) => replica.kill(0)));
    await Promise.all(scene.replicas.map((replica) => replica.serving()));
    await lookAtEverything(clients, received, seed);
    return NO_RECEIPT_LOST;
  });
}

const OVER_AFTER_MS = 60_000;

async function onStage(
  scene: Scene,
  act: (scene: Scene, clients: Clients, received: Received) => Promise<string>,
): Promise<readonly Finding[]> {
  try {
    const overAt = Date.now() + OVER_AFTER_MS;
    const clients: Clients = { desk: scene.desk, history: scene.history, over: () => Date.now() > overAt };
    const broken = await act(scene, clients, new Map());
    const { log, journal } = await scene.evidence();
    return findingsOf(judge(log, journal), broken);
  } finally {
    await scene.close();
  }
}

function findingsOf(verdicts: readonly Verdict[], broken: string): readonly Finding[] {
  return verdicts.filter(({ rule }) => rule === broken).flatMap(({ findings }) => findings);
}

/** All of them at once, each until it is answered. */
async function submitSamples(
  { control }: Scene,
  clients: Clients,
  received: Received,
  seed: number,
  first: number,
  count: number,
): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, offset) => {
      const index = first + offset;
      const bundle = BUNDLES[index % BUNDLES.length] ?? BUNDLES[0];
      const input = await control.sample(bundle, Math.floor(index / BUNDLES.length));
      const sender = `${index} only`;
      const draws = drawsFor(seed, `sender ${sender}`);
      const number = await submitUntilAnswered(clients, { sender, input, through: 0, draws });
      if (number !== undefined) received.set(number, input);
    }),
  );
}
