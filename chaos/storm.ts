// The run itself: clients submit while gateways, database and departments are hit as the plan says; then everything calms
// down, the cases come to their ends, and the checker is given what clients and departments have written down.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { followFeed, followToTheEnd, lookAtEverything } from './aftermath.ts';
import type { Clients } from './client.ts';
import { openCourse } from './course.ts';
import { type Received, submitAll } from './crowd.ts';
import type { Entry, JournalLine } from './history.ts';
import { carriedOut, carryOut, type Hits, noHits } from './hits.ts';
import { judge, SETTLED_WITHIN_MS } from './judge.ts';
import { hitsOf, type Plan, REPLICAS } from './plan.ts';
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

/** `until`: the last moment at which the storm may still rage, where the machine is too slow for all of it. */
export async function runStorm(plan: Plan, folder: string, until: number, say: (text: string) => void): Promise<Run> {
  const settings = { folder: join(folder, 'storm'), seed: plan.seed, cases: plan.submissions.length };
  const scene = await openScene({ ...settings, replicas: REPLICAS, gateway: 'src/main.ts' });
  const received: Received = new Map();
  const hits = noHits();
  const progress = setInterval(() => say(progressOf(plan, received, hits)), PROGRESS_EVERY_MS);
  try {
    await warmUp(scene);
    await letItRage(scene, plan, { received, hits, until, say });
    const { log, journal } = await scene.evidence();
    const verdicts = [...judge(log, journal), ...ownVerdicts(scene, hits), carriedOut(plan, hits)];
    return { verdicts, log, journal, hits };
  } finally {
    clearInterval(progress);
    await writeFile(
      join(settings.folder, 'hits.ndjson'),
      hits.record.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
    await scene.close();
  }
}

/** A gateway writes what it has compiled where the next ones find it, when it ends in good order; most of them will not. */
async function warmUp({ replicas }: Scene): Promise<void> {
  const [first] = replicas;
  await first?.drain(0);
  await first?.serving();
}

interface Storm {
  readonly received: Received;
  readonly hits: Hits;
  readonly until: number;
  readonly say: (text: string) => void;
}

async function letItRage(scene: Scene, plan: Plan, { received, hits, until, say }: Storm): Promise<void> {
  const { desk, history, control } = scene;
  let calmAt: number | undefined;
  let ended = false;
  const course = openCourse(hitsOf(plan));
  const over = () => calmAt !== undefined && Date.now() > calmAt + OVER_AFTER_MS;
  const clients: Clients = { desk, history, over };
  const feed = followFeed(clients, 'live', () => ended);
  const crowd = submitAll({ clients, control, seed: plan.seed, submissions: plan.submissions, course, received });
  // Neither ends before the storm unless it fails.
  const failed = Promise.all([feed, crowd]).then(() => undefined);
  await Promise.race([carryOut(plan, scene, course, hits, until), failed]);
  calmAt = history.note({ kind: 'calm' });
  let allSubmitted = false;
  const submitted = crowd.then(() => {
    allSubmitted = true;
  });
  await Promise.all([submitted, followToTheEnd(clients, received, () => allSubmitted)]);
  say(`${received.size} cases settled or given up ${Math.round((Date.now() - calmAt) / 1000)} s after the last fault`);
  ended = true;
  await feed;
  const lookedAtBy = Date.now() + LOOKED_AT_WITHIN_MS;
  await lookAtEverything({ ...clients, over: () => Date.now() > lookedAtBy }, received, plan.seed);
  await sleep(Math.max(0, calmAt + JOURNAL_AFTER_MS - Date.now()));
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

function progressOf(plan: Plan, received: Received, { counts }: Hits): string {
  const hit = `${counts.kill} kills, ${counts.stop} stops and ${counts.drain} drains of gateways, ${counts.database} kills of PostgreSQL`;
  return `${received.size} of ${plan.submissions.length} received; ${hit}`;
}
