// Statements over statistics_cells and the working times that belong to them.
import type { Session } from '../../store/pool.ts';
import type { CellChange, Series } from '../cells.ts';

/** Times in a piece, about: it fits into a row. A full one is not rewritten any more. */
const PIECE = 450;

/** Adds changes to their cells; a cell for which nothing is left is removed. */
export async function changeCells(session: Session, changes: readonly CellChange[]): Promise<void> {
  if (changes.length === 0) return;
  const timed = await addSums(session, changes);
  const pieces = changes.flatMap(({ series, id, times }) => {
    const before = (timed.get(series + id) ?? 0) - times.length;
    return times.length > 0 ? [{ series, id, piece: Math.floor(before / PIECE), seconds: packed(times) }] : [];
  });
  if (pieces.length > 0) await addTimes(session, pieces);
  const shrunk = changes.filter(({ counted }) => counted < 0);
  if (shrunk.length > 0) await removeEmpty(session, shrunk);
}

/** How many times each cell was given so far, by series and id. */
async function addSums(session: Session, changes: readonly CellChange[]): Promise<ReadonlyMap<string, number>> {
  const rows = await session.query<{ series: string; id: string; timed: number }>(
    `insert into statistics_cells as cell (series, id, starts_on, region, bundle, departments, items, channel, kind,
       state, light, counted, promised, kept, supplemented, rated, satisfied, timed)
     select series, id, "startsOn", region, bundle, departments, items, channel, kind, state, light, counted, promised,
       kept, supplemented, rated, satisfied, timed
     from json_to_recordset($1::json) as change (series text, id uuid, "startsOn" date, region text, bundle text,
       departments text[], items text[], channel text, kind text, state text, light text, counted integer,
       promised integer, kept integer, supplemented integer, rated integer, satisfied integer, timed integer)
     on conflict (series, id) do update set
       counted = cell.counted + excluded.counted, promised = cell.promised + excluded.promised,
       kept = cell.kept + excluded.kept, supplemented = cell.supplemented + excluded.supplemented,
       rated = cell.rated + excluded.rated, satisfied = cell.satisfied + excluded.satisfied,
       timed = cell.timed + excluded.timed
     returning series, replace(id::text, '-', '') as id, timed`,
    [JSON.stringify(changes.map(({ times, ...sums }) => ({ ...sums, timed: times.length })))],
    'add-cells',
  );
  return new Map(rows.map(({ series, id, timed }) => [series + id, timed]));
}

async function addTimes(
  session: Session,
  pieces: readonly {
    readonly series: Series;
    readonly id: string;
    readonly piece: number;
    readonly seconds: Buffer;
  }[],
): Promise<void> {
  await session.run(
    `insert into statistics_times as known (series, cell_id, piece, seconds)
     select * from unnest($1::text[], $2::uuid[], $3::integer[], $4::bytea[])
     on conflict (series, cell_id, piece) do update set seconds = known.seconds || excluded.seconds`,
    [
      pieces.map(({ series }) => series),
      pieces.map(({ id }) => id),
      pieces.map(({ piece }) => piece),
      pieces.map(({ seconds }) => seconds),
    ],
    'add-times',
  );
}

async function removeEmpty(session: Session, cells: readonly CellChange[]): Promise<void> {
  await session.run(
    `with emptied as (
       delete from statistics_cells cell using unnest($1::text[], $2::uuid[]) as change (series, id)
       where cell.series = change.series and cell.id = change.id and cell.counted = 0
       returning cell.series, cell.id)
     delete from statistics_times known using emptied
     where known.series = emptied.series and known.cell_id = emptied.id`,
    [cells.map(({ series }) => series), cells.map(({ id }) => id)],
    'remove-empty-cells',
  );
}

/** Four bytes each, the highest first. */
export function packed(times: readonly number[]): Buffer {
  const bytes = Buffer.alloc(times.length * 4);
  for (const [index, time] of times.entries()) bytes.writeInt32BE(time, index * 4);
  return bytes;
}
