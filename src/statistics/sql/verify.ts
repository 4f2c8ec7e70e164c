// Statements by which facts and cells are looked through as a whole.
import type { Session } from '../../store/pool.ts';
import type { Series, Sums } from '../cells.ts';

/** Cases with events after a place in the feed, or without a place yet. */
export async function pendingCases(session: Session, position: number): Promise<number[]> {
  const rows = await session.query<{ caseId: number }>(
    `select case_id as "caseId" from case_events where position > $1
     union select case_id from case_events where position is null`,
    [position],
  );
  return rows.map(({ caseId }) => caseId);
}

/** Days of receipt of which there are facts or cells, ascending. */
export async function daysWithFacts(session: Session): Promise<string[]> {
  const rows = await session.query<{ day: string }>(
    `select received_on as day from statistics_facts
     union select starts_on from statistics_cells where series in ('case-day', 'part-day')
     order by day`,
  );
  return rows.map(({ day }) => day);
}

export interface CellRow extends Sums {
  readonly series: Series;
  readonly id: string;
  readonly startsOn: string;
  readonly seconds: Buffer;
}

/** Cells of a month and of its days, by its first day. */
export async function cellsOf(session: Session, month: string): Promise<CellRow[]> {
  return session.query<CellRow>(
    `select cell.series, replace(cell.id::text, '-', '') as id, cell.starts_on as "startsOn", cell.counted,
       cell.promised, cell.kept, cell.supplemented, cell.rated, cell.satisfied,
       coalesce(known.seconds, ''::bytea) as seconds
     from statistics_cells cell
     left join lateral (
       select string_agg(seconds, ''::bytea) as seconds from statistics_times
       where series = cell.series and cell_id = cell.id) known on true
     where cell.starts_on >= $1::date and cell.starts_on < $1::date + interval '1 month'`,
    [month],
    'cells-of-month',
  );
}
