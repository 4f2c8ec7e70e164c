// Tells other platforms of cases 数据上报: each receiver gets, batch by batch, the cases that changed since its last batch, as they
// are when the batch is made. A batch that was made never changes, and is sent again until its receiver has acknowledged it.
import { createHash } from 'node:crypto';
import type { Cases } from '../cases/cases.ts';
import { casesByIds } from '../cases/sql/cases.ts';
import { endOfFeed } from '../cases/sql/events.ts';
import type { ExportProfile } from '../catalogue/export-rules.ts';
import type { Store } from '../store/pool.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import { exportRecord } from './record.ts';
import {
  acknowledgeBatch,
  applicantsOf,
  type BatchRow,
  batchByNumber,
  changedCases,
  forgetContents,
  insertBatch,
  type LastBatch,
  lastBatch,
  openBatch,
} from './sql.ts';

export type { BatchRow } from './sql.ts';

export interface Standing {
  readonly open: BatchRow | undefined;
  readonly lastNumber: number | null;
  readonly lastAcknowledgedAt: Date | null;
  /** Events that no batch holds yet. */
  readonly waitingEvents: number;
}

export type Acknowledgement =
  | { readonly kind: 'acknowledged'; readonly batch: BatchRow }
  | { readonly kind: 'absent' }
  /** What the receiver holds is not what was sent. */
  | { readonly kind: 'damaged' };

export interface CaseExports {
  /** The batch that waits for its acknowledgement, or a new one of at most `max` cases; undefined where nothing is new. */
  readonly take: (profile: ExportProfile, max: number) => Promise<BatchRow | undefined>;
  readonly batch: (profile: ExportProfile, number: number) => Promise<BatchRow | undefined>;
  /** Repeated, it changes nothing. */
  readonly acknowledge: (profile: ExportProfile, number: number, sha256: string) => Promise<Acknowledgement>;
  readonly standing: (profile: ExportProfile) => Promise<Standing>;
  readonly applicants: (batch: BatchRow) => ReturnType<typeof applicantsOf>;
}

export interface CaseExportsDependencies {
  readonly store: Store;
  readonly cases: Pick<Cases, 'records'>;
  readonly workingTime: WorkingTime;
  readonly now: () => Date;
}

/** A case has fewer events than this from its receipt to its end, as a rule; more make the batch smaller, and nothing is left out. */
const EVENTS_PER_CASE = 50;
/** Whoever makes a batch at the same time as somebody else takes the other's. */
const ATTEMPTS_MAX = 5;
const DAY_MS = 86_400_000;

export function openCaseExports(dependencies: CaseExportsDependencies): CaseExports {
  const { store, now } = dependencies;
  return {
    take: async (profile, max) => {
      for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
        const last = await lastBatch(store, profile.code);
        if (last && last.acknowledgedAt === null) {
          const open = await openBatch(store, profile.code);
          if (open) return open;
        } else {
          const made = await makeBatch(profile, max, last, dependencies);
          if (!made) return undefined;
          await insertBatch(store, profile.code, made);
        }
      }
      throw new Error(`Batches of ${profile.code} are made and acknowledged faster than one can be taken.`);
    },
    batch: ({ code }, number) => batchByNumber(store, code, number),
    acknowledge: async ({ code, keepDays }, number, sha256) => {
      const batch = await batchByNumber(store, code, number);
      if (!batch) return { kind: 'absent' };
      if (batch.sha256 !== sha256) return { kind: 'damaged' };
      await acknowledgeBatch(store, code, number, now());
      await forgetContents(store, code, new Date(now().getTime() - keepDays * DAY_MS));
      return { kind: 'acknowledged', batch: (await batchByNumber(store, code, number)) ?? batch };
    },
    standing: async ({ code }) => {
      const [open, last, end] = await Promise.all([openBatch(store, code), lastBatch(store, code), endOfFeed(store)]);
      return {
        open,
        lastNumber: last?.number ?? null,
        lastAcknowledgedAt: await lastAcknowledgement(code, open, dependencies),
        waitingEvents: end - (last?.toPosition ?? 0),
      };
    },
    applicants: ({ caseIds }) => applicantsOf(store, caseIds),
  };
}

async function lastAcknowledgement(
  code: string,
  open: BatchRow | undefined,
  { store }: CaseExportsDependencies,
): Promise<Date | null> {
  const last = open ? await batchByNumber(store, code, open.number - 1) : await lastBatch(store, code);
  return last?.acknowledgedAt ?? null;
}

/** What follows the last batch as it was found: whoever looked anew would take what another has just made for the end. */
async function makeBatch(
  profile: ExportProfile,
  max: number,
  last: LastBatch | undefined,
  dependencies: CaseExportsDependencies,
): Promise<Omit<BatchRow, 'acknowledgedAt'> | undefined> {
  const { store, cases, workingTime, now } = dependencies;
  const fromPosition = last?.toPosition ?? 0;
  const { caseIds, toPosition } = upTo(max, await changedCases(store, fromPosition, max * EVENTS_PER_CASE));
  if (toPosition === undefined) return undefined;
  const rows = await casesByIds(store, caseIds);
  const records = await cases.records(rows.sort((one, other) => one.id - other.id));
  const told = await Promise.all(records.map((record) => exportRecord(record, profile, workingTime)));
  const content = told.map((each) => `${JSON.stringify(each)}\n`).join('');
  return {
    number: (last?.number ?? 0) + 1,
    fromPosition,
    toPosition,
    caseIds,
    profile: profile.version,
    sha256: createHash('sha256').update(content).digest('hex'),
    content,
    madeAt: now(),
  };
}

/** The events from the first on that belong to at most `max` cases. */
function upTo(max: number, changes: readonly { readonly caseId: number; readonly position: number }[]) {
  const ids = new Set<number>();
  let toPosition: number | undefined;
  for (const { caseId, position } of changes) {
    if (!ids.has(caseId) && ids.size === max) break;
    ids.add(caseId);
    toPosition = position;
  }
  return { caseIds: [...ids].sort((one, other) => one - other), toPosition };
}
