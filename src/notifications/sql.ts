// Statements over what happened in an applicant's cases, and up to where it was read.
import type { EventKind } from '../cases/history/events.ts';
import type { FeedRow } from '../cases/sql/events.ts';
import type { Session } from '../store/pool.ts';

export interface NotificationQuestion {
  readonly applicantNumber: string;
  readonly kinds: readonly EventKind[];
  readonly unreadOnly: boolean;
  /** Place in the feed before which they are wanted. */
  readonly before: number | undefined;
  readonly max: number;
}

export interface NotificationRow extends FeedRow {
  readonly read: boolean;
}

const OWN = `cases join case_events event on event.case_id = cases.id
  left join notification_marks mark on mark.applicant_number = cases.applicant_number
  where cases.applicant_number = $1 and event.kind = any($2) and event.position is not null`;
const IS_READ = `event.position <= coalesce(mark.position, 0)`;

/** The newest first. */
export async function notificationPage(session: Session, question: NotificationQuestion): Promise<NotificationRow[]> {
  const { applicantNumber, kinds, unreadOnly, before, max } = question;
  return session.query<NotificationRow>(
    `select cases.number as "caseNumber", event.kind, event.part, event.at, event.data, event.sequence, event.state,
       event.position, ${IS_READ} as read
     from ${OWN} and not ($3 and ${IS_READ}) and ($4::bigint is null or event.position < $4)
     order by event.position desc limit $5`,
    [applicantNumber, kinds, unreadOnly, before ?? null, max],
    'notification-page',
  );
}

export async function countNotifications(session: Session, applicantNumber: string, kinds: readonly EventKind[]) {
  const [row] = await session.query<{ all: number; unread: number }>(
    `select count(*)::int as all, count(*) filter (where not ${IS_READ})::int as unread from ${OWN}`,
    [applicantNumber, kinds],
    'count-notifications',
  );
  return row ?? { all: 0, unread: 0 };
}

/** Up to what has happened, and never back. */
export async function markRead(
  session: Session,
  { applicantNumber, kinds, position, at }: MarkQuestion,
): Promise<void> {
  await session.run(
    `insert into notification_marks (applicant_number, position, marked_at)
     select $1, max(event.position), $4 from ${OWN} and event.position <= $3 having max(event.position) is not null
     on conflict (applicant_number) do update set position = excluded.position, marked_at = excluded.marked_at
     where notification_marks.position < excluded.position`,
    [applicantNumber, kinds, position, at],
    'mark-notifications',
  );
}

export interface MarkQuestion {
  readonly applicantNumber: string;
  readonly kinds: readonly EventKind[];
  readonly position: number;
  readonly at: Date;
}
