// Statements over how far the facts follow the feed.
import type { Session } from '../../store/pool.ts';

export interface Progress {
  readonly position: number;
  readonly basis: string;
  /** Cases up to this one were derived again under a changed basis; null where all were. */
  readonly refreshedTo: number | null;
}

export async function readProgress(session: Session): Promise<Progress> {
  const [row] = await session.query<Progress>(
    `select position, basis, refreshed_to as "refreshedTo" from statistics_progress`,
    [],
    'statistics-progress',
  );
  if (!row) throw new Error('statistics_progress has no row; the database was not migrated whole.');
  return row;
}

/** Whether the feed has events that no fact knows of, or facts are being derived again. */
export const BEHIND = `select 1 from case_events where position > (select position from statistics_progress)
  union all select 1 from statistics_progress where refreshed_to is not null`;

export async function writeProgress(session: Session, progress: Progress): Promise<void> {
  await session.run(
    `update statistics_progress set position = $1, basis = $2, refreshed_to = $3`,
    [progress.position, progress.basis, progress.refreshedTo],
    'write-statistics-progress',
  );
}

/** Looked at where facts are behind; later ones were told later. */
const UNKNOWN_MAX = 1_000;

/** When the centre was told the first event that no fact knows of; null where facts know of every one. */
export async function firstUnknown(session: Session, position: number): Promise<Date | null> {
  const [row] = await session.query<{ told: Date | null }>(
    `select min(observed_at) as told from (
       (select observed_at from case_events where position > $1 order by position limit ${UNKNOWN_MAX})
       union all
       (select observed_at from case_events where position is null order by id limit ${UNKNOWN_MAX})) as unknown`,
    [position],
    'first-unknown-event',
  );
  return row?.told ?? null;
}

/** How many places of the feed lie behind a position. */
export async function placesBehind(session: Session, position: number): Promise<number> {
  const [row] = await session.query<{ behind: number }>(
    `select coalesce(max(position), $1) - $1 as behind from case_events where position is not null`,
    [position],
    'places-behind',
  );
  return row?.behind ?? 0;
}
