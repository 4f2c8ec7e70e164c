// Cases that workers are at, as they were read or written last: of one that nobody else has changed since, nothing is read again.
// Asked before the asker writes anything, and told what was written after the commit: what is not committed must not become known.
import { LRUCache } from 'lru-cache';
import { bytesOf } from '../departments/size.ts';
import { inPassing } from '../in-passing.ts';
import type { Session } from '../store/pool.ts';
import { type CaseRow, type CaseVersion, casesByIds, caseVersions, lockVersions } from './sql/cases.ts';
import { type EventRow, eventsOfCases, eventsSince } from './sql/events.ts';
import { type PartRow, partsOfCases } from './sql/parts.ts';

/** All that is on record of a case; its events in their own order. */
export interface CaseContent {
  readonly row: CaseRow;
  readonly parts: readonly PartRow[];
  readonly events: readonly EventRow[];
}

/** Cases in any order, without those that are not on record. */
export type ReadCases = (session: Session, ids: readonly number[]) => Promise<readonly CaseContent[]>;

export interface KnownCases {
  /** Places in the feed are as they were when an event was read, and absent where it was written here. */
  readonly of: ReadCases;
  /** The same under the locks of their rows, taken in the order of their ids; and what names the transaction to `wrote`. */
  readonly locked: (
    session: Session,
    ids: readonly number[],
  ) => Promise<{ readonly cases: readonly CaseContent[]; readonly transaction: string }>;
  /** Cases as a transaction left them that had them locked and is committed. */
  readonly wrote: (transaction: string, cases: readonly CaseContent[]) => void;
}

interface Known extends CaseContent {
  /** The transaction that wrote the case's row: a change of the case, or of its parts, writes it. */
  readonly version: string;
  readonly eventBytes: number;
  readonly otherBytes: number;
}

const CASES_MAX = 4_000;
const BYTES_MAX = 16 * 1024 * 1024;
/** A history that is longer is read anew each time: there are few of them. */
const CASE_BYTES_MAX = 512 * 1024;
/** A case of which nothing was heard for so long has ended, or waits for days. */
const UNHEARD_MAX_MS = 60_000;

export function openKnownCases(): KnownCases {
  const known = new LRUCache<number, Known>({
    max: CASES_MAX,
    maxSize: BYTES_MAX,
    maxEntrySize: CASE_BYTES_MAX,
    sizeCalculation: ({ eventBytes, otherBytes }) => eventBytes + otherBytes,
    ttl: UNHEARD_MAX_MS,
    updateAgeOnGet: true,
  });
  const forget = inPassing(UNHEARD_MAX_MS, () => known.purgeStale());

  /** Their versions were read before: what is read now may be newer, and then is not what a later asker is told the version of. */
  const contents = async (session: Session, versions: readonly CaseVersion[]): Promise<readonly CaseContent[]> => {
    forget();
    const found = versions.map((version) => ({ version, before: believable(known.get(version.id), version) }));
    const unread = found.filter(({ version, before }) => before?.version !== version.version);
    const fresh = unread.length === 0 ? new Map<number, Known>() : await read(session, unread);
    for (const [id, content] of fresh) known.set(id, content);
    return found.flatMap(({ version, before }) => fresh.get(version.id) ?? before ?? []);
  };
  return {
    of: async (session, ids) => contents(session, await caseVersions(session, ids)),
    locked: async (session, ids) => {
      const versions = await lockVersions(session, ids);
      return { cases: await contents(session, versions), transaction: versions[0]?.transaction ?? '' };
    },
    wrote: (transaction, cases) => {
      for (const content of cases) {
        const before = known.get(content.row.id);
        // Where it is known no more, or somebody has read what came later, that stands.
        if (!before || before.events.length > content.events.length) continue;
        const eventBytes = before.eventBytes + bytesOfAll(content.events.slice(before.events.length));
        known.set(content.row.id, { ...content, version: transaction, eventBytes, otherBytes: before.otherBytes });
      }
    },
  };
}

/** With more events than there are, a database was put in the place of the one that it is known from. */
function believable(known: Known | undefined, { lastSequence }: CaseVersion): Known | undefined {
  return (known?.events.at(-1)?.sequence ?? 0) > lastSequence ? undefined : known;
}

/** Events are only ever appended: of a case that was known before, those are read that have come since. */
async function read(
  session: Session,
  unread: readonly { readonly version: CaseVersion; readonly before: Known | undefined }[],
): Promise<ReadonlyMap<number, Known>> {
  const ids = unread.map(({ version }) => version.id);
  const since = unread.map(({ version, before }) => ({
    caseId: version.id,
    after: before?.events.at(-1)?.sequence ?? 0,
  }));
  const [rows, parts, events] = await Promise.all([
    casesByIds(session, ids),
    partsOfCases(session, ids),
    eventsSince(session, since),
  ]);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const partsOf = Map.groupBy(parts, ({ caseId }) => caseId);
  const eventsOf = Map.groupBy(events, ({ caseId }) => caseId);
  return new Map(
    unread.flatMap(({ version: { id, version }, before }): [number, Known][] => {
      const row = rowOf.get(id);
      if (!row) return [];
      const [own, come] = [partsOf.get(id) ?? [], eventsOf.get(id) ?? []];
      const history = before ? [...before.events, ...come] : come;
      const eventBytes = (before?.eventBytes ?? 0) + bytesOfAll(come);
      return [[id, { row, parts: own, events: history, version, eventBytes, otherBytes: bytesOfAll([row, ...own]) }]];
    }),
  );
}

function bytesOfAll(values: readonly unknown[]): number {
  return values.reduce<number>((sum, value) => sum + bytesOf(value), 0);
}

/** For those who look at a case once, or whose change of it is told to nobody here. */
export const readCases: ReadCases = async (session, ids) => contentsOf(session, await casesByIds(session, ids));

/** What the rows' cases consist of now. */
export async function contentsOf(
  session: Session,
  rows: readonly CaseRow[],
  readParts: typeof partsOfCases = partsOfCases,
): Promise<readonly CaseContent[]> {
  const ids = rows.map(({ id }) => id);
  const [parts, events] = await Promise.all([readParts(session, ids), eventsOfCases(session, ids)]);
  const partsOf = Map.groupBy(parts, ({ caseId }) => caseId);
  const eventsOf = Map.groupBy(events, ({ caseId }) => caseId);
  return rows.map((row) => ({ row, parts: partsOf.get(row.id) ?? [], events: eventsOf.get(row.id) ?? [] }));
}
