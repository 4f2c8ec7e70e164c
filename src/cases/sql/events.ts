// Statements over a case's events and the feed of all cases.
import type { Session } from '../../store/pool.ts';
import type { CaseEvent, EventData, EventKind } from '../events.ts';

export interface EventRow extends CaseEvent {
  readonly sequence: number;
  readonly state: string;
  readonly position: number | null;
}

const EVENT_COLUMNS = `kind, part, at, source, source_id as "sourceId", source_sequence as "sourceSequence", data,
  sequence, state, position`;

export interface NewEvent extends CaseEvent {
  readonly sequence: number;
  readonly state: string;
}

export async function insertEvents(session: Session, caseId: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await session.run(
    `insert into case_events (case_id, sequence, at, kind, part, source, source_id, source_sequence, state, data)
     select $1, event.* from unnest($2::integer[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::integer[], $9::text[], $10::jsonb[])
       as event (sequence, at, kind, part, source, source_id, source_sequence, state, data)`,
    [
      caseId,
      events.map(({ sequence }) => sequence),
      events.map(({ at }) => at),
      events.map(({ kind }) => kind),
      events.map(({ part }) => part),
      events.map(({ source }) => source),
      events.map(({ sourceId }) => sourceId),
      events.map(({ sourceSequence }) => sourceSequence),
      events.map(({ state }) => state),
      events.map(({ data }) => JSON.stringify(data)),
    ],
    'insert-events',
  );
}

export async function eventsOfCase(session: Session, caseId: number): Promise<EventRow[]> {
  return session.query<EventRow>(
    `select ${EVENT_COLUMNS} from case_events where case_id = $1 order by sequence`,
    [caseId],
    'events-of-case',
  );
}

export interface FeedRow {
  readonly caseNumber: string;
  readonly kind: EventKind;
  readonly part: string | null;
  readonly at: Date;
  readonly data: EventData;
  readonly sequence: number;
  readonly state: string;
  readonly position: number;
}

/** Events after a place in the feed, in its order. */
export async function feedAfter(session: Session, position: number, max: number): Promise<FeedRow[]> {
  return session.query<FeedRow>(
    `select cases.number as "caseNumber", event.kind, event.part, event.at, event.data, event.sequence, event.state,
       event.position
     from case_events event join cases on cases.id = event.case_id
     where event.position > $1 order by event.position limit $2`,
    [position, max],
    'feed-after',
  );
}

/**
 * Gives committed events their place in the feed; how many. Only one session may do this at a time. An event that commits
 * late gets a later place, so that a reader who has passed a place has missed nothing before it.
 */
export async function placeEvents(session: Session, max: number): Promise<number> {
  return session.run(
    `with unplaced as (select id from case_events where position is null order by id limit $1),
     numbered as (
       select id, (select coalesce(max(position), 0) from case_events where position is not null)
         + row_number() over (order by id) as position
       from unplaced)
     update case_events set position = numbered.position from numbered where case_events.id = numbered.id`,
    [max],
    'place-events',
  );
}
