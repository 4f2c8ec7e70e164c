// Orders of the citizens' hotline 12345 that concern a case: linked, supervised 督办, closed with a reply. Each step is in the
// history of the case.

import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import type { EventKind } from '../cases/history/events.ts';
import { ownEvent } from '../cases/history/own-event.ts';
import type { Clock } from '../clock.ts';
import { badInput } from '../errors.ts';
import type { Session, Store } from '../store/pool.ts';
import type { CivilDate } from '../values/civil-date.ts';
import {
  closeWorkOrder,
  insertWorkOrder,
  urgeWorkOrder,
  type WorkOrderRow,
  workOrderByNumber,
  workOrderList,
  workOrdersOfCase,
} from './sql/work-orders.ts';

export interface NewOrder {
  /** The hotline's own number. */
  readonly number: string;
  readonly part: string | null;
  readonly content: string;
  readonly dueOn: CivilDate;
  /** Subject of the token of whoever links it. */
  readonly by: string;
}

export interface WorkOrders {
  /** The same order may be linked again, to no effect. Throws BAD_USER_INPUT where its number belongs to another case. */
  readonly link: (record: CaseRecord, order: NewOrder) => Promise<WorkOrderRow>;
  /** A supervisor says what is to be done. Throws BAD_USER_INPUT where no such order is open. */
  readonly urge: (number: string, words: string, by: string) => Promise<WorkOrderRow>;
  /** Throws BAD_USER_INPUT where no such order is open, or it is supervised and somebody else closes it. */
  readonly close: (number: string, words: string, by: string, supervisor: boolean) => Promise<WorkOrderRow>;
  readonly ofCase: (record: CaseRecord) => Promise<readonly WorkOrderRow[]>;
  readonly list: (open: boolean | null, max: number) => Promise<readonly WorkOrderRow[]>;
}

export interface WorkOrdersDependencies {
  readonly store: Store;
  readonly cases: Pick<Cases, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function openWorkOrders({ store, cases, clock }: WorkOrdersDependencies): WorkOrders {
  const known = async (number: string): Promise<WorkOrderRow> => {
    const row = await workOrderByNumber(store, number);
    if (row) return row;
    throw badInput('There is no work order of this number; link it to its case first.');
  };
  const step = async (number: string, kind: EventKind, change: (session: Session, at: Date) => Promise<boolean>) => {
    const { caseId, part } = await known(number);
    await cases.append(caseId, async ({ fold }, session) => {
      const at = clock.now();
      if (!(await change(session, at))) throw badInput('This work order is closed already.');
      return [ownEvent(kind, part, fold, at)];
    });
    return known(number);
  };
  return {
    link: async ({ row: { id, number: caseNumber } }, order) => {
      await cases.append(id, async ({ fold, parts }, session) => {
        if (order.part !== null && !parts.some(({ code }) => code === order.part)) {
          throw badInput(`Case ${caseNumber} has no part "${order.part}".`);
        }
        const linkedAt = clock.now();
        if (await insertWorkOrder(session, { ...order, caseId: id, linkedAt })) {
          return [ownEvent('WORK_ORDER_LINKED', order.part, fold, linkedAt)];
        }
        if ((await workOrderByNumber(session, order.number))?.caseId === id) return [];
        throw badInput('This work order belongs to another case; check its number.');
      });
      return known(order.number);
    },
    urge: (number, words, by) =>
      step(number, 'WORK_ORDER_URGED', (session, at) => urgeWorkOrder(session, { number, words, at, by })),
    close: async (number, words, by, supervisor) => {
      const { urgedAt } = await known(number);
      if (urgedAt && !supervisor) throw badInput('This work order is supervised; a supervisor closes it.');
      return step(number, 'WORK_ORDER_CLOSED', (session, at) => closeWorkOrder(session, { number, words, at, by }));
    },
    ofCase: ({ row }) => workOrdersOfCase(store, row.id),
    list: (open, max) => workOrderList(store, open, max),
  };
}
