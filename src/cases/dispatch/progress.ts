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
import { casesByPartKeys, duePolls, takePartsToPoll } from '../sql/parts.ts';

export interface ProgressDependencies {
  readonly store: Store;
  readonly departments: Departments;
  readonly changes: Changes;
  readonly log: Log;
}

type PartOwner = Awaited<ReturnType<typeof casesByPartKeys>>[number];

/** What recording steps needs: whose they are, asked together with others who ask. */
interface Recording extends ProgressDependencies {
  readonly ownersOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, PartOwner>>;
}

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
  const { departments, store, log } = dependencies;
  const ownersOf = openGroups<readonly string[], ReadonlyMap<string, PartOwner>>(async (groups) => {
    const owners = await casesByPartKeys(store, [...new Set(groups.flat())]);
    const byKey = new Map(owners.map((owner) => [owner.key, owner]));
    return groups.map(() => byKey);
  }, ASKED_TOGETHER);
  const recording = { ...dependencies, ownersOf };
  const rounds = departments.all.flatMap((department) => {
    const capability = department.progressCapability;
    if (!capability) return [];
    const { batchMax, everyMs } = capability;
    // One answer that cannot be read must not hide those that travel with it for longer than it takes to part them.
    let size = batchMax;
    return openWatchedRounds({
      name: `progress ${department.code}`,
      store,
      due: { query: duePolls, values: () => [department.code], everyMs: Math.min(everyMs, LOOK_EVERY_MS) },
      placesMax: Math.max(1, Math.floor(department.concurrency / 2)),
      log,
      take: async (places) => {
        const due = await takePartsToPoll(store, department.code, everyMs, size * places);
        return batches(due, size);
      },
      work: async (batch, answered) => {
        const readable = await ask(department, batch, recording, answered);
        size = readable ? Math.min(batchMax, size * 2) : Math.max(1, Math.floor(batch.length / 2));
      },
    });
  });
  return {
    take: (department, steps) => recordSteps(department, steps, recording),
    close: async () => {
      await Promise.all(rounds.map((round) => round.close()));
    },
  };
}

/** False where the department's answer could not be read. `answered` is told once only writing it down is left. */
async function ask(
  department: Department,
  batch: readonly { readonly key: string; readonly stepsApplied: number }[],
  recording: Recording,
  answered: () => void,
): Promise<boolean> {
  const keys = batch.map(({ key }) => key);
  try {
    const steps = await department.progress(keys, { purpose: PURPOSE, traceId: `progress ${department.code}` });
    answered();
    const known = new Map(batch.map(({ key, stepsApplied }) => [key, stepsApplied]));
    const fresh = steps.filter(({ key, sequence }) => sequence > (known.get(key) ?? 0));
    await recordSteps(department.code, fresh, recording);
    return true;
  } catch (error) {
    // Its turn comes again; the department's state shows why it has not answered.
    if (!(error instanceof DepartmentFault)) throw error;
    return error.kind !== 'broken';
  }
}

async function recordSteps(
  department: string,
  steps: readonly Progress[],
  { ownersOf, changes }: Recording,
): Promise<void> {
  if (steps.length === 0) return;
  const owners = await ownersOf(steps.map(({ key }) => key));
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
