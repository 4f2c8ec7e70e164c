// The run itself: clients submit while gateways, database and departments are hit as the plan says; then everything calms
// down, the cases come to their ends, and the checker is given what clients and departments have written down.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { followFeed, followToTheEnd, lookAtEverything } from './aftermath.ts';
import type { Clients } from './client.ts';
import { type Received, submitAll } from './crowd.ts';
import type { Entry, JournalLine } from './history.ts';
import { carryOut, type Hits, noHits } from './hits.ts';
import { judge, SETTLED_WITHIN_MS } from './judge.ts';
import { type Plan, REPLICAS } from './plan.ts';
import { DRAINED_WITHIN_MS } from './replica.ts';
import type { Verdict } from './rules/finding.ts';
import { openScene, type Scene } from './scene.ts';

export interface Run {
  readonly verdicts: readonly Verdict[];
  readonly log: readonly Entry[];
  readonly journal: readonly JournalLine[];
  readonly hits: Hits;
}

const PROGRESS_EVERY_MS = 10_000;
/** Beyond the time within which everything settles: those who then still wait are told that it is over. */
const OVER_AFTER_MS = SETTLED_WITHIN_MS + 5_000;
const LOOKED_AT_WITHIN_MS = 60_000;
/** What a gateway had begun to send is applied by then, and stands in the journal. */
const JOURNAL_AFTER_MS = 13_000;

export async function runStorm(plan: Plan, folder: string, say: (text: string) => void): Promise<Run> {
  const settings = { folder: join(folder, 'storm'), seed: plan.seed, cases: plan.submissions.length };
  const scene = await openScene({ ...settings, replicas: REPLICAS, gateway: 'src/main.ts' });
  try {
    return await runOn(scene, plan, say);
  } finally {
    await scene.close();
  }
}

async function runOn(scene: Scene, plan: Plan, say: (text: string) => void): Promise<Run> {
  const { desk, history, control } = scene;
  const startedMs = Date.now();
  const reached = (atMs: number) => sleep(Math.max(0, startedMs + atMs - Date.now()));
  let calmAt: number | undefined;
  const over = () => calmAt !== undefined && Date.now() > calmAt + OVER_AFTER_MS;
  const clients: Clients = { desk, history, over };
  const received: Received = new Map();
  const hits = noHits();
  const progress = setInterval(() => say(progressOf(plan, startedMs, received, hits, calmAt)), PROGRESS_EVERY_MS);
  let ended = false;
  const feed = followFeed(clients, 'live', () => ended);
  feed.catch(() => undefined);
  const crowd = submitAll({ clients, control, seed: plan.seed, submissions: plan.submissions, reached, received });
  try {
    await Promise.race([carryOut(plan, scene, reached, hits), crowd.then(() => new Promise(() => undefined)), feed]);
    calmAt = history.note({ kind: 'calm' });
    await crowd;
    await followToTheEnd(clients, received, calmAt + OVER_AFTER_MS);
    say(`everything settled, or given up, ${Math.round((Date.now() - calmAt) / 1000)} s after the last fault`);
    ended = true;
    await feed;
    const lookedAtBy = Date.now() + LOOKED_AT_WITHIN_MS;
    await lookAtEverything({ ...clients, over: () => Date.now() > lookedAtBy }, received, plan.seed);
    await sleep(Math.max(0, calmAt + JOURNAL_AFTER_MS - Date.now()));
  } finally {
    clearInterval(progress);
  }
  const { log, journal } = await scene.evidence();
  return { verdicts: [...judge(log, journal), ...ownVerdicts(scene, hits)], log, journal, hits };
}

/** What the harness alone can know: how its processes ended. */
function ownVerdicts({ replicas }: Scene, { drained }: Hits): Verdict[] {
  const longestMs = Math.max(0, ...drained.map(({ tookMs }) => tookMs));
  return [
    {
      rule: `SIGTERM ends a gateway in good order within ${DRAINED_WITHIN_MS / 1000} s`,
      examined: drained.length,
      of: 'drains',
      findings: drained
        .filter(({ exit, tookMs }) => exit !== 0 || tookMs > DRAINED_WITHIN_MS)
        .map(({ exit, tookMs }) => ({ text: `Ended with ${exit} after ${tookMs} ms` })),
      note: `the longest took ${(longestMs / 1000).toFixed(1)} s`,
    },
    {
      rule: 'No gateway ends by itself',
      examined: replicas.length,
      of: 'gateways',
      findings: replicas.flatMap((replica) => replica.uncalledEnds()).map((text) => ({ text })),
    },
  ];
}

function progressOf(
  plan: Plan,
  startedMs: number,
  received: Received,
  { counts }: Hits,
  calmAt: number | undefined,
): string {
  const seconds = (ms: number) => Math.round(ms / 1000);
  const where =
    calmAt === undefined ? `storm ${seconds(Date.now() - startedMs)} of ${seconds(plan.stormMs)} s` : 'calm';
  const hit = `${counts.kill} kills, ${counts.stop} stops, ${counts.drain} drains, ${counts.database} kills of PostgreSQL`;
  return `${where}: ${received.size} of ${plan.submissions.length} received; ${hit}`;
}
