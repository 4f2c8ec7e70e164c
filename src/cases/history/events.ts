// What can happen to a case, and how it is told to people.

import type { Text } from '../../catalogue/text.ts';
import type { JsonObject, ProgressKind } from '../../departments/port.ts';

/** What the centre itself does; departments' kinds are those of their progress. */
export type OwnKind =
  | 'CASE_RECEIVED'
  | 'DELIVERY_ACKNOWLEDGED'
  | 'DELIVERY_HELD'
  | 'DELIVERY_UNKNOWN'
  | 'DELIVERY_REFUSED'
  | 'DEEMED_ACCEPTED'
  | 'RESUBMITTED'
  | 'MATERIAL_RECEIVED'
  | 'WITHDRAWAL_REQUESTED'
  | 'CASE_WITHDRAWAL_REQUESTED'
  | 'CASE_LAPSED'
  | 'TASK_OPENED'
  | 'TASK_SETTLED'
  | 'LATE_DEFECT_NOTICED'
  | 'RESULT_SET_ASIDE'
  | 'LICENCES_RELEASED'
  | 'HANDED_OVER'
  | 'EXPEDITED'
  | 'WORK_ORDER_LINKED'
  | 'WORK_ORDER_URGED'
  | 'WORK_ORDER_CLOSED'
  | 'RATED'
  | 'SITE_VISIT_CALLED'
  | 'SITE_VISIT_FOUND'
  | 'SITE_VISIT_MISSED'
  | 'SITE_VISIT_CANCELLED';

export type EventKind = OwnKind | ProgressKind;

export const OWN_SOURCE = 'centre';

/** An event as the fold reads it. `sourceSequence`: see `case_events.source_sequence`. */
export interface CaseEvent {
  readonly kind: EventKind;
  readonly part: string | null;
  readonly at: Date;
  readonly source: string;
  readonly sourceId: string | null;
  readonly sourceSequence: number;
  /** Place in the case's own history, given under the case's lock: the order of our own events, whatever clocks say. */
  readonly sequence?: number;
  readonly data: EventData;
}

export interface EventData {
  readonly reason?: string | null;
  readonly reference?: string;
  readonly licences?: readonly { readonly kind: string; readonly number: string }[];
  readonly evidence?: JsonObject;
  /** Parts whose licences are released, or handed over. */
  readonly parts?: readonly string[];
  /** Why a withdrawal was requested: to end what is open, or to undo what was granted. */
  readonly remedy?: 'withdraw' | 'revoke';
  /** Kind of the task that was opened or settled, and its id. */
  readonly task?: string;
  readonly taskId?: string;
  /** The joint site visit that it tells of. */
  readonly visit?: VisitData;
  /** Of five levels, 5 the best 好差评. */
  readonly level?: number;
  /** From when a deemed acceptance counts, RFC 3339: the receipt of the materials, not the day on which the notice ran out. */
  readonly since?: string;
  /** Ids of the mandates under which a clerk acted for departments. */
  readonly mandates?: readonly string[];
  /** Who did what applicants do, where it was not the applicant. */
  readonly by?: 'AGENT';
  /** Codes of deferred materials that came in. */
  readonly materials?: readonly string[];
  /** Source id of the department's step that is set aside, because it contradicts one that stood. */
  readonly contradiction?: string;
}

/** What an applicant does, or an agent in the applicant's name. */
const BY_APPLICANT: ReadonlySet<EventKind> = new Set<EventKind>([
  'CASE_RECEIVED',
  'RESUBMITTED',
  'MATERIAL_RECEIVED',
  'CASE_WITHDRAWAL_REQUESTED',
  'HANDED_OVER',
  'RATED',
]);

/** Who brought it about. */
export function partyOf({ kind, source, data }: Pick<CaseEvent, 'kind' | 'source' | 'data'>) {
  if (source !== OWN_SOURCE) return 'DEPARTMENT';
  if (data.by) return data.by;
  return BY_APPLICANT.has(kind) ? 'APPLICANT' : 'CENTRE';
}

export interface VisitData {
  readonly id: string;
  /** When it is to begin, RFC 3339. */
  readonly at: string;
  readonly place: string | null;
  /** The visit that a department had missed. */
  readonly followUpOf: string | null;
}

export const messages: Readonly<Record<EventKind, Text>> = {
  CASE_RECEIVED: { zh: '已收件', en: 'Received by the centre' },
  DELIVERY_ACKNOWLEDGED: { zh: '部门已接收', en: 'The department has it' },
  DELIVERY_HELD: {
    zh: '部门系统维护中，申请已暂存，收件时间不变',
    en: 'The department is closed; held, the time of receipt stands',
  },
  DELIVERY_UNKNOWN: { zh: '是否送达待核实，正在向部门查询', en: 'Whether it arrived is being asked of the department' },
  DELIVERY_REFUSED: { zh: '部门退件', en: 'The department would not take it in' },
  DEEMED_ACCEPTED: { zh: '逾期未告知，视为受理', en: 'Deemed accepted: no notice came in time' },
  RESUBMITTED: { zh: '已补正', en: 'The deficiency was answered' },
  MATERIAL_RECEIVED: { zh: '容缺材料已补齐', en: 'Deferred materials came in' },
  WITHDRAWAL_REQUESTED: { zh: '已申请撤件', en: 'Withdrawal was requested' },
  CASE_LAPSED: { zh: '逾期未补正，终止办理', en: 'A deficiency was not answered in time' },
  CASE_WITHDRAWAL_REQUESTED: { zh: '申请人申请撤件', en: 'The applicant asked to withdraw' },
  TASK_OPENED: { zh: '已转专人办理', en: 'Handed to a person' },
  TASK_SETTLED: { zh: '专人已办结', en: 'Settled by a person' },
  LATE_DEFECT_NOTICED: {
    zh: '再次要求补正：此前已可发现的问题未一次性告知',
    en: 'A second notice: the defect had been visible before',
  },
  RESULT_SET_ASIDE: {
    zh: '部门反馈与已有结果矛盾，已转人工核实',
    en: 'The department contradicts itself; a person looks into it',
  },
  LICENCES_RELEASED: { zh: '已统一出件', en: 'Licences are released' },
  HANDED_OVER: { zh: '已送达', en: 'Licences are handed over' },
  EXPEDITED: { zh: '列入绿色通道', en: 'Goes ahead in the green channel' },
  WORK_ORDER_LINKED: { zh: '已关联12345工单', en: 'An order of the hotline concerns it' },
  WORK_ORDER_URGED: { zh: '12345工单已督办', en: 'The order of the hotline is supervised' },
  WORK_ORDER_CLOSED: { zh: '12345工单已办结', en: 'The order of the hotline is closed' },
  RATED: { zh: '申请人已评价', en: 'Rated by the applicant' },
  SITE_VISIT_CALLED: { zh: '已通知联合踏勘', en: 'Called to a joint site visit' },
  SITE_VISIT_FOUND: { zh: '联合踏勘已完成', en: 'The joint site visit took place' },
  SITE_VISIT_MISSED: { zh: '部门未参加联合踏勘', en: 'The department was absent from the joint site visit' },
  SITE_VISIT_CANCELLED: { zh: '联合踏勘已取消', en: 'The joint site visit was cancelled' },
  ACCEPTED: { zh: '部门已受理', en: 'Accepted by the department' },
  NOT_ACCEPTED: { zh: '部门不予受理', en: 'Not accepted by the department' },
  DEFICIENT: { zh: '需要补正', en: 'Something is missing or wrong' },
  SUSPENDED: { zh: '特别程序开始', en: 'A special procedure began' },
  RESUMED: { zh: '特别程序结束', en: 'The special procedure ended' },
  APPROVED: { zh: '准予许可', en: 'Approved' },
  REFUSED: { zh: '不予许可', en: 'Refused' },
  WITHDRAWN: { zh: '已撤件', en: 'Withdrawn' },
  WITHDRAWAL_REFUSED: { zh: '部门不同意撤件', en: 'The department refused the withdrawal' },
  REVOKED: { zh: '许可已撤销', en: 'Revoked' },
};
