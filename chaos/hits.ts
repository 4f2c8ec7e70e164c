// Carries out what the plan has in store for gateways, database and departments, and keeps a record of it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayIncident, Plan } from './plan.ts';
import type { Drained, Replica } from './replica.ts';
import type { Scene } from './scene.ts';

export interface Hits {
  /** What was done, and when, a line each, for the history of a case that went wrong. */
  readonly record: { readonly at: number; readonly text: string }[];
  readonly counts: Record<'kill' | 'stop' | 'drain' | 'database', number>;
  readonly drained: Drained[];
}

export function noHits(): Hits {
  return { record: [], counts: { kill: 0, stop: 0, drain: 0, database: 0 }, drained: [] };
}

/** Resolves when all of the plan is done, everything that was stopped goes on, and no fault of a department is left. */
export async function carryOut(
  plan: Plan,
  { replicas, database, control }: Scene,
  reached: (atMs: number) => Promise<void>,
  hits: Hits,
): Promise<void> {
  const note = (text: string) => hits.record.push({ at: Date.now(), text });
  const gateways = replicas.map(async (replica, index) => {
    for (const incident of plan.gateways.filter((each) => each.replica === index)) {
      await reached(incident.atMs);
      note(`gateway ${index + 1}: ${incident.kind} for ${incident.forMs} ms`);
      await hit(replica, incident, hits);
      note(`gateway ${index + 1}: ${incident.kind} done`);
    }
  });
  const databases = async () => {
    for (const { atMs, kind } of plan.database) {
      await reached(atMs);
      await database.up();
      note(`database: kill of ${kind}`);
      if (await database.kill(kind)) hits.counts.database += 1;
      await database.up();
      note('database: up');
    }
  };
  const weather = async () => {
    for (const { atMs, department, faults } of plan.weather) {
      await reached(atMs);
      note(`${department}: ${JSON.stringify(faults)}`);
      await control.setFaults(department, { ...faults });
    }
  };
  await Promise.all([...gateways, databases(), weather()]);
  await reached(plan.stormMs);
  await control.clearFaults();
  await Promise.all(replicas.map((replica) => replica.serving()));
  note('calm');
}

async function hit(replica: Replica, { kind, forMs }: GatewayIncident, { counts, drained }: Hits): Promise<void> {
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
  if (kind !== 'stop') await sleep(forMs);
}
