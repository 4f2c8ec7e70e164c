// Statements over the queue as operators see it.
import type { Session } from '../../store/pool.ts';
import type { DeliveryState } from '../history/transitions.ts';
import type { DeliveryKind } from './deliveries.ts';

export interface QueuedDelivery {
  readonly key: string;
  readonly kind: DeliveryKind;
  readonly department: string;
  readonly caseNumber: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly queuedAt: Date;
  readonly nextAt: Date | null;
  readonly lastOutcome: string | null;
}

const QUEUED_COLUMNS = `delivery.key, delivery.kind, delivery.department, cases.number as "caseNumber", delivery.state,
  delivery.attempts, delivery.queued_at as "queuedAt", delivery.next_at as "nextAt", attempt.outcome as "lastOutcome"`;
const QUEUED_SOURCE = `deliveries delivery join cases on cases.id = delivery.case_id
  left join delivery_attempts attempt on attempt.delivery_id = delivery.id and attempt.attempt = delivery.attempts`;

/** Deliveries that are not settled, oldest first; every department and state where null. */
export async function unsettledDeliveries(
  session: Session,
  where: { readonly department: string | null; readonly state: DeliveryState | null },
  max: number,
): Promise<QueuedDelivery[]> {
  return session.query<QueuedDelivery>(
    `select ${QUEUED_COLUMNS} from ${QUEUED_SOURCE}
     where delivery.next_at is not null and ($1::text is null or delivery.department = $1)
       and ($2::text is null or delivery.state = $2)
     order by delivery.queued_at limit $3`,
    [where.department, where.state, max],
    'unsettled-deliveries',
  );
}

/** Makes an unsettled delivery due at once; undefined where there is none under the key. */
export async function hastenDelivery(session: Session, key: string): Promise<QueuedDelivery | undefined> {
  await session.run(
    `update deliveries set next_at = now() where key = $1 and next_at is not null and leased_by is null`,
    [key],
    'hasten-delivery',
  );
  const [row] = await session.query<QueuedDelivery>(
    `select ${QUEUED_COLUMNS} from ${QUEUED_SOURCE} where delivery.key = $1`,
    [key],
    'queued-delivery',
  );
  return row;
}

export async function backlogByDepartment(session: Session) {
  return session.query<{ department: string; depth: number; oldestAt: Date }>(
    `select department, count(*)::integer as depth, min(queued_at) as "oldestAt"
     from deliveries where next_at is not null and state in ('QUEUED', 'HELD') group by department`,
    [],
    'backlog-by-department',
  );
}
