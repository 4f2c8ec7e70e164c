// Statements over a case's events and the feed of all cases.
import { given } from '../../store/given.ts';
import type { Session } from '../../store/pool.ts';
import type { CaseEvent, EventData, EventKind } from '../history/events.ts';

/** Where it is told that events were given their place. */
export const FEED_CHANNEL = 'case_feed';

/** The end of the feed, held until the commit; no row where somebody else holds it. */
export const END_OF_FEED = `feed as materialized (select position from feed_end for update skip locked)`;

/** Moves the end of the feed that is held as `feed` on by a number of events, and tells every replica; its new position. */
export function moveFeed(by: string): string {
  return `update feed_end set position = feed_end.position + ${by} from feed
    returning feed_end.position, pg_notify('${FEED_CHANNEL}', '')`;
}

export interface EventRow extends CaseEvent {
  readonly sequence: number;
  readonly state: string;
  readonly position: number | null;
  /** When the centre learned of it; `at` is what its source claims. */
  readonly observedAt: Date;
}

const EVENT_COLUMNS = `kind, part, at, source, source_id as "sourceId", source_sequence as "sourceSequence", data,
  sequence, state, position, observed_at as "observedAt"`;

export interface NewEvent extends CaseEvent {
  readonly sequence: number;
  readonly state: string;
  readonly observedAt: Date;
}

/**
 * Written at the end of the transaction, and given their place in the feed with it: the end of the feed is held from then until the
 * commit, so that places are in the order of commits. Where somebody else holds it, nobody waits: the sequencer gives them theirs;
 * and so it does where earlier events of the same case still wait for theirs, whom these must not overtake.
 */
export async function insertEvents(
  session: Session,
  events: readonly (NewEvent & { readonly caseId: number })[],
): Promise<void> {
  if (events.length === 0) return;
  await session.last(
    `with ${END_OF_FEED},
     late as materialized (select distinct case_id from case_events where position is null),
     event as materialized (
       select event.*, late.case_id is null as in_order
       from unnest(${given('$1::bigint[]')}, $2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::integer[], $9::text[], $10::jsonb[], $11::timestamptz[]) with ordinality
           as event (case_id, sequence, at, kind, part, source, source_id, source_sequence, state, data, observed_at, nth)
         left join late using (case_id)),
     moved as (${moveFeed('(select count(*) from event where in_order)')})
     insert into case_events (case_id, sequence, at, kind, part, source, source_id, source_sequence, state, data,
       observed_at, position)
     select event.case_id, event.sequence, event.at, event.kind, event.part, event.source, event.source_id,
       event.source_sequence, event.state, event.data, event.observed_at,
       case when in_order then moved.position + 1 - row_number() over (partition by in_order order by event.nth desc) end
     from event left join moved on true
     order by event.nth`,
    [
      events.map(({ caseId }) => caseId),
      events.map(({ sequence }) => sequence),
      events.map(({ at }) => at),
      events.map(({ kind }) => kind),
      events.map(({ part }) => part),
      events.map(({ source }) => source),
      events.map(({ sourceId }) => sourceId),
      events.map(({ sourceSequence }) => sourceSequence),
      events.map(({ state }) => state),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ observedAt }) => observedAt),
    ],
    'insert-events',
  );
}

/** Each case's events in its own order. */
export async function eventsOfCases(session: Session, caseIds: readonly number[]) {
  return session.query<EventRow & { readonly caseId: number }>(
    `select case_id as "caseId", ${EVENT_COLUMNS} from case_events where case_id = any(${given('$1::bigint[]')}) order by case_id, sequence`,
    [caseIds],
    'events-of-cases',
  );
}

/** Events of cases after a sequence number of each; each case's in its own order. */
export async function eventsSince(
  session: Session,
  since: readonly { readonly caseId: number; readonly after: number }[],
) {
  return session.query<EventRow & { readonly caseId: number }>(
    `select event.case_id as "caseId", ${EVENT_COLUMNS}
     from unnest(${given('$1::bigint[]')}, $2::integer[]) as known (case_id, after)
       join case_events event on event.case_id = known.case_id and event.sequence > known.after
     order by event.case_id, event.sequence`,
    [since.map(({ caseId }) => caseId), since.map(({ after }) => after)],
    'events-since',
  );
}

export interface FeedRow {
  readonly caseNumber: string;
  readonly kind: EventKind;
  readonly part: string | null;
  readonly at: Date;
  readonly source: string;
  readonly data: EventData;
  readonly sequence: number;
  readonly state: string;
  readonly position: number;
}

const FEED_ROWS = `select cases.number as "caseNumber", event.kind, event.part, event.at, event.source, event.data,
  event.sequence, event.state, event.position from case_events event join cases on cases.id = event.case_id`;

/** Events after a place in the feed, in its order. */
export async function feedAfter(session: Session, position: number, max: number): Promise<FeedRow[]> {
  return session.query<FeedRow>(
    `${FEED_ROWS} where event.position > $1 order by event.position limit $2`,
    [position, max],
    'feed-after',
  );
}

/** Events of one case after a place in the feed, in its order. */
export async function feedOfCase(session: Session, caseId: number, position: number, max: number): Promise<FeedRow[]> {
  return session.query<FeedRow>(
    `${FEED_ROWS} where event.case_id = $1 and event.position > $2 order by event.position limit $3`,
    [caseId, position, max],
    'feed-of-case',
  );
}

/** Every later event gets a place above this, and every earlier one has had one up to it. */
export async function endOfFeed(session: Session): Promise<number> {
  const [last] = await session.query<{ position: number }>(`select position from feed_end`, [], 'end-of-feed');
  return last?.position ?? 0;
}

/** Events that have no place yet. */
export const UNPLACED = `select 1 from case_events where position is null`;

/**
 * Gives committed events their place in the feed that got none when they were written, and tells every replica that there is more;
 * how many. Only one session may do this at a time, and it must hold the end of the feed. An event that commits late gets a later
 * place, so that a reader who has passed a place has missed nothing before it.
 */
export async function placeEvents(session: Session, max: number): Promise<number> {
  const [row] = await session.query<{ placed: number }>(
    `with ${END_OF_FEED},
     unplaced as (select id from case_events where position is null order by id limit $1),
     moved as (${moveFeed('(select count(*) from unplaced)')}),
     numbered as (select id, row_number() over (order by id desc) - 1 as before_last from unplaced),
     placed as (
       update case_events set position = moved.position - numbered.before_last from numbered, moved
       where case_events.id = numbered.id
       returning case_events.id)
     select count(*)::integer as placed from placed`,
    [max],
    'place-events',
  );
  return row?.placed ?? 0;
}

/** Waits for the end of the feed and holds it until the commit. A statement after this one sees all that is placed. */
export async function holdFeed(session: Session): Promise<void> {
  await session.query(`select position from feed_end for update`, [], 'hold-feed');
}
