// Statements over statistics_facts.
import type { Session } from '../../store/pool.ts';
import type { Fact } from '../facts.ts';

const COLUMNS = `case_id as "caseId", position, received_on as "receivedOn", region, bundle, departments, items, channel,
  kind, state, settled, light, promised, kept, supplemented, rating, seconds,
  (extract(epoch from warning_at) * 1000)::bigint as "warningAt",
  (extract(epoch from yellow_at) * 1000)::bigint as "yellowAt",
  (extract(epoch from red_at) * 1000)::bigint as "redAt",
  (extract(epoch from open_since) * 1000)::bigint as "openSince"`;

export async function factsOfCases(session: Session, ids: readonly number[]): Promise<Fact[]> {
  return session.query<Fact>(
    `select ${COLUMNS} from statistics_facts where case_id = any($1) order by case_id, position`,
    [ids],
    'facts-of-cases',
  );
}

/** Facts of cases received on a day. */
export async function factsOfDay(session: Session, day: string): Promise<Fact[]> {
  return session.query<Fact>(
    `select ${COLUMNS} from statistics_facts where received_on = $1 order by case_id, position`,
    [day],
    'facts-of-day',
  );
}

export async function writeFacts(session: Session, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  await session.run(
    `insert into statistics_facts (case_id, position, received_on, region, bundle, departments, items, channel, kind,
       state, settled, light, warning_at, yellow_at, red_at, open_since, promised, kept, supplemented, rating, seconds)
     select "caseId", position, "receivedOn", region, bundle, departments, items, channel, kind, state, settled, light,
       to_timestamp("warningAt" / 1000.0), to_timestamp("yellowAt" / 1000.0), to_timestamp("redAt" / 1000.0),
       to_timestamp("openSince" / 1000.0), promised, kept, supplemented, rating, seconds
     from json_to_recordset($1::json) as fact ("caseId" bigint, position smallint, "receivedOn" date, region text,
       bundle text, departments text[], items text[], channel text, kind text, state text, settled boolean, light text,
       "warningAt" bigint, "yellowAt" bigint, "redAt" bigint, "openSince" bigint, promised boolean, kept boolean,
       supplemented boolean, rating smallint, seconds integer)
     on conflict (case_id, position) do update set
       received_on = excluded.received_on, region = excluded.region, bundle = excluded.bundle,
       departments = excluded.departments, items = excluded.items, channel = excluded.channel, kind = excluded.kind,
       state = excluded.state, settled = excluded.settled, light = excluded.light, warning_at = excluded.warning_at,
       yellow_at = excluded.yellow_at, red_at = excluded.red_at, open_since = excluded.open_since,
       promised = excluded.promised, kept = excluded.kept, supplemented = excluded.supplemented,
       rating = excluded.rating, seconds = excluded.seconds`,
    [JSON.stringify(facts)],
    'write-facts',
  );
}
