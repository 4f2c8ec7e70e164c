// Carries out what the plan has in store for gateways, database and departments, and keeps a record of it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Course } from './course.ts';
import type { Moment } from './judge.ts';
import { type GatewayHit, hitsOf, type Plan } from './plan.ts';
import type { Drained, Replica } from './replica.ts';
import type { Verdict } from './rules/finding.ts';
import type { Scene } from './scene.ts';

export interface Hits {
  /** What was done, and when, for the history of a case that went wrong. */
  readonly record: Moment[];
  readonly counts: Record<'kill' | 'stop' | 'drain' | 'database', number>;
  readonly drained: Drained[];
}

export function noHits(): Hits {
  return { record: [], counts: { kill: 0, stop: 0, drain: 0, database: 0 }, drained: [] };
}

/**
 * Resolves when the storm has run its course, or its last moment has come; then everything that was stopped goes on, all
 * gateways serve, and no fault of a department is left.
 */
export async function carryOut(plan: Plan, scene: Scene, course: Course, hits: Hits, until: number): Promise<void> {
  const { replicas, database, control } = scene;
  const note = (what: string, text: string) => void hits.record.push({ at: Date.now(), what, text });
  const late = setTimeout(course.end, Math.max(0, until - Date.now()));
  const gateways = replicas.map(async (replica, index) => {
    for (const hit of plan.gateways[index] ?? []) {
      if (course.share() === 1) return;
      await (hit.whileStarting ? replica.running() : replica.serving());
      await sleep(hit.afterMs);
      note(`gateway ${index + 1}`, `${hit.kind} for ${hit.forMs} ms`);
      await strike(replica, hit, hits);
      note(`gateway ${index + 1}`, `${hit.kind} done`);
      course.advance();
    }
  });
  const strikeDatabase = async () => {
    for (const { share, afterMs, kind } of plan.database) {
      await course.reach(share);
      if (course.share() === 1) return;
      await sleep(afterMs);
      note('database', `kill of ${kind}`);
      await database.kill(kind);
      hits.counts.database += 1;
      course.advance();
      await database.up();
      note('database', 'up');
    }
  };
  const weather = [...plan.weather].map(async ([department, spells]) => {
    for (let turn = 0; course.share() < 1; turn += 1) {
      const spell = spells[turn % spells.length];
      if (!spell) return;
      note('weather', `${department} ${JSON.stringify(spell.faults)}`);
      await control.setFaults(department, { ...spell.faults });
      await Promise.race([sleep(spell.lastsMs), course.reach(1)]);
    }
  });
  await Promise.all([...gateways, strikeDatabase(), ...weather]);
  clearTimeout(late);
  course.end();
  await control.clearFaults();
  await database.up();
  await Promise.all(replicas.map((replica) => replica.serving()));
  note('calm', 'all faults have ended, everything serves');
}

async function strike(replica: Replica, { kind, forMs }: GatewayHit, { counts, drained }: Hits): Promise<void> {
  switch (kind) {
    case 'kill':
      await replica.kill(forMs);
      break;
    case 'stop':
      await replica.stop(forMs);
      break;
    case 'drain':
      drained.push(await replica.drain(forMs));
      break;
  }
  counts[kind] += 1;
}

/** A storm that was cut short has shown less than it says. */
export function carriedOut(plan: Plan, { counts }: Hits): Verdict {
  const planned = hitsOf(plan);
  const missed = planned - counts.kill - counts.stop - counts.drain - counts.database;
  const what = `${counts.kill} kills, ${counts.stop} stops and ${counts.drain} drains of gateways, ${counts.database} kills of PostgreSQL`;
  const findings = missed > 0 ? [{ text: `Time was up after ${what}; give it more minutes or a faster machine` }] : [];
  return { rule: 'The storm ran its course', examined: planned, of: 'hits', findings, note: what };
}
