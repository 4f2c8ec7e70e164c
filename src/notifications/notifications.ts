// What an applicant is told of the own cases: read off the cases' events, so that nothing can be told that did not happen.
import type { EventKind } from '../cases/history/events.ts';
import type { Store } from '../store/pool.ts';
import { countNotifications, markRead, type NotificationRow, notificationPage } from './sql.ts';

export type { NotificationRow } from './sql.ts';

export type NotificationKind = 'ACCEPTANCE' | 'DEFICIENCY' | 'PROCEDURE' | 'DECISION' | 'ISSUE' | 'WITHDRAWAL';

/** What happens between the centre and the departments is nobody's notification. */
const kindOfEvent: Readonly<Partial<Record<EventKind, NotificationKind>>> = {
  ACCEPTED: 'ACCEPTANCE',
  DEEMED_ACCEPTED: 'ACCEPTANCE',
  DEFICIENT: 'DEFICIENCY',
  SUSPENDED: 'PROCEDURE',
  RESUMED: 'PROCEDURE',
  SITE_VISIT_CALLED: 'PROCEDURE',
  SITE_VISIT_CANCELLED: 'PROCEDURE',
  NOT_ACCEPTED: 'DECISION',
  APPROVED: 'DECISION',
  REFUSED: 'DECISION',
  REVOKED: 'DECISION',
  LICENCES_RELEASED: 'ISSUE',
  HANDED_OVER: 'ISSUE',
  WITHDRAWN: 'WITHDRAWAL',
  WITHDRAWAL_REFUSED: 'WITHDRAWAL',
};
const KINDS = Object.keys(kindOfEvent) as EventKind[];

export interface Notifications {
  /** The newest first, at most `max`. */
  readonly page: (question: {
    readonly applicantNumber: string;
    readonly unreadOnly: boolean;
    readonly before: number | undefined;
    readonly max: number;
  }) => Promise<readonly NotificationRow[]>;
  readonly count: (applicantNumber: string) => Promise<{ readonly all: number; readonly unread: number }>;
  /** Up to and including a place in the feed. Marks only move on. */
  readonly markRead: (applicantNumber: string, position: number) => Promise<void>;
}

export function openNotifications(store: Store, now: () => Date): Notifications {
  return {
    page: (question) => notificationPage(store, { ...question, kinds: KINDS }),
    count: (applicantNumber) => countNotifications(store, applicantNumber, KINDS),
    markRead: (applicantNumber, position) => markRead(store, { applicantNumber, kinds: KINDS, position, at: now() }),
  };
}

export function notificationKind(kind: EventKind): NotificationKind {
  const found = kindOfEvent[kind];
  if (found) return found;
  throw new Error(`An event of kind ${kind} is no notification.`);
}
