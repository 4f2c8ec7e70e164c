// Statements for a database that was restored from a back-up and does not know what happened since.
import type { Session } from '../../store/pool.ts';

/** What waits to be sent may have been sent since the back-up: it is asked after before anything is sent. */
export async function doubtDeliveries(session: Session): Promise<number> {
  return session.run(
    `update deliveries set state = 'UNKNOWN', leased_by = null, next_at = now(), unknown_since = now(), quarantine_until = null
     where next_at is not null and state in ('QUEUED', 'HELD', 'SENT')`,
  );
}

/** Parts that were not queued yet may have been sent since the back-up too: they will be asked after when their turn comes. */
export async function doubtWaitingParts(session: Session): Promise<void> {
  await session.run(
    `update parts set doubtful = true
     where not exists (select 1 from deliveries where part_id = parts.id and kind = 'submission')`,
  );
}

/** Parts show what their deliveries are. Leaves their cases' rows alone, by which gateways know of a change: none is running. */
export async function doubtParts(session: Session): Promise<void> {
  await session.run(
    `update parts set delivery = 'UNKNOWN' from deliveries
     where deliveries.part_id = parts.id and deliveries.kind = 'submission' and deliveries.state = 'UNKNOWN'`,
  );
}

/** Raises a series above a number that is in use. */
export async function raiseSeries(session: Session, series: string, usedUpTo: number): Promise<void> {
  await session.run(
    `insert into number_series (series, next_number) values ($1, $2 + 1)
     on conflict (series) do update set next_number = greatest(number_series.next_number, excluded.next_number)`,
    [series, usedUpTo],
  );
}

/** Leaves room in every series for numbers given out since the back-up that nobody else remembers. */
export async function skipNumbers(session: Session, prefix: string, count: number): Promise<void> {
  await session.run(`update number_series set next_number = next_number + $2 where series like $1 || '%'`, [
    prefix,
    count,
  ]);
}

/** Places of the feed go on above every cursor that readers can hold; returns its new end. */
export async function raiseFeed(session: Session, by: number): Promise<number> {
  const [row] = await session.query<{ position: number }>(
    `update feed_end set position = position + $1 returning position`,
    [by],
  );
  if (!row) throw new Error('The feed has no end on record.');
  return row.position;
}

/** Which of these keys no part has. */
export async function keysWithoutPart(session: Session, keys: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ key: string }>(
    `select asked.key from unnest($1::text[]) as asked (key)
     where not exists (select 1 from parts where parts.key = asked.key)
       and not exists (select 1 from deliveries where deliveries.key = asked.key)`,
    [keys],
  );
  return rows.map(({ key }) => key);
}
