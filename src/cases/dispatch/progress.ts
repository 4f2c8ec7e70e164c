// What departments say of applications, whether asked or told: both ways feed one path, which drops repetitions and minds no order.

import { DepartmentFault } from '../../departments/fault.ts';
import type { Progress } from '../../departments/port.ts';
import type { Department, Departments } from '../../departments/registry.ts';
import type { Log } from '../../log.ts';
import { openGroups } from '../../store/groups.ts';
import type { Store } from '../../store/pool.ts';
import { openWatchedRounds } from '../../store/rounds.ts';
import type { CaseEvent } from '../history/events.ts';
import type { Changes } from '../record/changes.ts';
import { casesByPartKeys, duePolls, type PartOwner, takePartsToPoll } from '../sql/parts.ts';

export interface ProgressDependencies {
  readonly store: Store;
  readonly departments: Departments;
  readonly changes: Changes;
  readonly log: Log;
}

type Owners = ReadonlyMap<string, PartOwner>;

const PURPOSE = 'acceptance';
const LOOK_EVERY_MS = 250;
const ASKED_TOGETHER = { max: 100, atOnce: 1, rests: true } as const;

export interface ProgressWatch {
  /** Steps that a department told by itself; true once they are committed. Keys that no case has are left out. */
  readonly take: (department: string, steps: readonly Progress[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Asks every department about the applications it has, each at its own pace and batch size. */
export function watchProgress(dependencies: ProgressDependencies): ProgressWatch {
  const { departments, store, changes, log } = dependencies;
  /** Whose the keys are, asked together with others who ask. */
  const ownersOf = openGroups<readonly string[], Owners>(async (groups) => {
    const byKey = ownersByKey(await casesByPartKeys(store, [...new Set(groups.flat())]));
    return groups.map(() => byKey);
  }, ASKED_TOGETHER);
  const rounds = departments.all.flatMap((department) => {
    const capability = department.progressCapability;
    if (!capability) return [];
    const { batchMax, everyMs } = capability;
    const placesMax = Math.max(1, Math.floor(department.concurrency / 2));
    // One answer that cannot be read must not hide those that travel with it for longer than it takes to part them.
    let size = batchMax;
    return openWatchedRounds({
      name: `progress ${department.code}`,
      store,
      due: { query: duePolls, values: () => [department.code], everyMs: Math.min(everyMs, LOOK_EVERY_MS) },
      placesMax,
      inHandMax: placesMax,
      log,
      take: async (places, besides) => {
        const due = await takePartsToPoll(store, department.code, everyMs, size * (places + besides));
        return batches(due, size);
      },
      work: async (batch, place) => {
        await place.take();
        const readable = await ask(department, batch, changes, place.leave);
        size = readable ? Math.min(batchMax, size * 2) : Math.max(1, Math.floor(batch.length / 2));
      },
    });
  });
  return {
    take: async (department, steps) => {
      if (steps.length > 0) await recordSteps(department, steps, await ownersOf(steps.map(({ key }) => key)), changes);
    },
    close: async () => {
      await Promise.all(rounds.map((round) => round.close()));
    },
  };
}

/** False where the department's answer could not be read. `answered` is told once only writing it down is left. */
async function ask(
  department: Department,
  batch: Awaited<ReturnType<typeof takePartsToPoll>>,
  changes: Changes,
  answered: () => void,
): Promise<boolean> {
  const keys = batch.map(({ key }) => key);
  try {
    const steps = await department.progress(keys, { purpose: PURPOSE, traceId: `progress ${department.code}` });
    answered();
    const known = new Map(batch.map(({ key, stepsApplied }) => [key, stepsApplied]));
    const fresh = steps.filter(({ key, sequence }) => sequence > (known.get(key) ?? 0));
    await recordSteps(department.code, fresh, ownersByKey(batch), changes);
    return true;
  } catch (error) {
    // Its turn comes again; the department's state shows why it has not answered.
    if (!(error instanceof DepartmentFault)) throw error;
    return error.kind !== 'broken';
  }
}

function ownersByKey(owners: readonly PartOwner[]): Owners {
  return new Map(owners.map((owner) => [owner.key, owner]));
}

async function recordSteps(
  department: string,
  steps: readonly Progress[],
  owners: Owners,
  changes: Changes,
): Promise<void> {
  const byCase = Map.groupBy(
    steps.filter(({ key }) => owners.has(key)),
    ({ key }) => owners.get(key)?.caseId,
  );
  await Promise.all(
    [...byCase].map(async ([caseId, ofCase]) => {
      if (caseId === undefined) return;
      const events = stepEvents(department, ofCase).map((event, index) => {
        const key = ofCase[index]?.key ?? '';
        return { ...event, part: owners.get(key)?.code ?? null };
      });
      await changes.change({ caseId, decide: () => ({ events }) });
    }),
  );
}

/** Steps as events, in the given order, without their parts. */
export function stepEvents(department: string, steps: readonly Progress[]): CaseEvent[] {
  return steps.map(({ kind, at, sourceId, sequence, reason, licences, evidence }) => ({
    kind,
    part: null,
    at: new Date(at),
    source: department,
    sourceId,
    sourceSequence: sequence,
    data: { reason, licences, evidence },
  }));
}

function batches<Item>(items: readonly Item[], size: number): Item[][] {
  const result: Item[][] = [];
  for (let start = 0; start < items.length; start += size) result.push(items.slice(start, start + size));
  return result;
}
