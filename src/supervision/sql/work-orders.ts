// Statements over the hotline's work orders.
import type { Session } from '../../store/pool.ts';
import type { CivilDate } from '../../values/civil-date.ts';

export interface WorkOrderRow {
  /** The hotline's own number. */
  readonly number: string;
  readonly caseId: number;
  readonly part: string | null;
  readonly content: string;
  readonly dueOn: CivilDate;
  readonly linkedAt: Date;
  readonly urgedAt: Date | null;
  /** What the supervisor wants done. */
  readonly instruction: string | null;
  readonly closedAt: Date | null;
  readonly reply: string | null;
}

const COLUMNS = `number, case_id as "caseId", part, content, due_on as "dueOn", linked_at as "linkedAt",
  urged_at as "urgedAt", instruction, closed_at as "closedAt", reply`;

export interface NewWorkOrder
  extends Pick<WorkOrderRow, 'number' | 'caseId' | 'part' | 'content' | 'dueOn' | 'linkedAt'> {
  readonly by: string;
}

/** False where the number is on record. */
export async function insertWorkOrder(session: Session, order: NewWorkOrder): Promise<boolean> {
  const written = await session.run(
    `insert into work_orders (number, case_id, part, content, due_on, linked_at, linked_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (number) do nothing`,
    [order.number, order.caseId, order.part, order.content, order.dueOn, order.linkedAt, order.by],
    'insert-work-order',
  );
  return written === 1;
}

export async function workOrderByNumber(session: Session, number: string): Promise<WorkOrderRow | undefined> {
  const [row] = await session.query<WorkOrderRow>(
    `select ${COLUMNS} from work_orders where number = $1`,
    [number],
    'work-order-by-number',
  );
  return row;
}

/** Open ones first, each group by the day on which it is due. */
export async function workOrdersOfCase(session: Session, caseId: number): Promise<WorkOrderRow[]> {
  return session.query<WorkOrderRow>(
    `select ${COLUMNS} from work_orders where case_id = $1 order by closed_at is not null, due_on, number`,
    [caseId],
    'work-orders-of-case',
  );
}

/** As above; `open` null: all. */
export async function workOrderList(session: Session, open: boolean | null, max: number): Promise<WorkOrderRow[]> {
  return session.query<WorkOrderRow>(
    `select ${COLUMNS} from work_orders where $1::boolean is null or (closed_at is null) = $1
     order by closed_at is not null, due_on, number limit $2`,
    [open, max],
    'work-order-list',
  );
}

interface Word {
  readonly number: string;
  readonly words: string;
  readonly at: Date;
  readonly by: string;
}

/** False where no order of this number is open. */
export async function urgeWorkOrder(session: Session, { number, words, at, by }: Word): Promise<boolean> {
  const written = await session.run(
    `update work_orders set urged_at = $2, urged_by = $3, instruction = $4 where number = $1 and closed_at is null`,
    [number, at, by, words],
    'urge-work-order',
  );
  return written === 1;
}

/** False where no order of this number is open. */
export async function closeWorkOrder(session: Session, { number, words, at, by }: Word): Promise<boolean> {
  const written = await session.run(
    `update work_orders set closed_at = $2, closed_by = $3, reply = $4 where number = $1 and closed_at is null`,
    [number, at, by, words],
    'close-work-order',
  );
  return written === 1;
}
