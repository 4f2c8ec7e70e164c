// Notices as projections of what is on record: nothing can be printed of what was not committed, and every time is the centre's.

import { acceptanceNotice } from '../cases/acceptance.ts';
import type { CaseParticulars, CaseRecord, PartRecord } from '../cases/cases.ts';
import { centreDateTime } from '../cases/centre-time.ts';
import { bundlePart } from '../cases/message.ts';
import type { Department } from '../catalogue/catalogue.ts';
import type { WorkingTime } from '../time/working-hours.ts';

export type NoticeKind = 'RECEIPT' | 'ACCEPTANCE' | 'NON_ACCEPTANCE' | 'DECISION';

export interface Notice {
  readonly kind: NoticeKind;
  readonly number: string;
  readonly caseNumber: string;
  readonly checkCode: string;
  readonly title: string;
  /** Who is spoken to. */
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** The department whose act it is; null for the centre's own receipt. */
  readonly department: Department | null;
  /** `yyyy年m月d日` of the act. */
  readonly actDate: string;
}

/** What a notice's number says of it: the receipt has the case's number, the others a letter and the part's key. */
export function parseNoticeNumber(
  number: string,
): { readonly kind: NoticeKind; readonly partKey: string | null } | undefined {
  if (/^\d{13,14}$/.test(number)) return { kind: 'RECEIPT', partKey: null };
  const match = /^([SBJ])([0-9A-Z]{45})$/.exec(number);
  const kind = ({ S: 'ACCEPTANCE', B: 'NON_ACCEPTANCE', J: 'DECISION' } as const)[match?.[1] ?? ''];
  return kind && match?.[2] ? { kind, partKey: match[2] } : undefined;
}

/** The notice, or undefined where the act it tells of is not on record. */
export function noticeOf(
  number: string,
  kind: NoticeKind,
  record: CaseRecord,
  part: PartRecord | undefined,
  particulars: CaseParticulars,
  time: WorkingTime,
): Notice | undefined {
  if (kind === 'RECEIPT') return receipt(record, particulars);
  if (!part) return undefined;
  switch (kind) {
    case 'ACCEPTANCE':
      return acceptance(number, record, part, time);
    case 'NON_ACCEPTANCE':
      return nonAcceptance(number, record, part);
    case 'DECISION':
      return decision(number, record, part);
  }
}

function common(record: CaseRecord, number: string) {
  const { row } = record;
  return { number, caseNumber: row.number, checkCode: row.checkCode, addressee: row.applicant.name };
}

function receipt(record: CaseRecord, { parts }: CaseParticulars): Notice {
  const { row, edition } = record;
  const items = parts.map((part) => itemOf(part));
  return {
    ...common(record, row.number),
    kind: 'RECEIPT',
    title: '收件凭证',
    paragraphs: [`你（单位）提交的“${edition.bundle.name.zh}”申请已收到，本中心将分送下列部门办理。`],
    rows: [
      ['办件编号', row.number],
      ['收件时间', written(row.receivedAt)],
      ...items.map((item, index) => [`事项 ${index + 1}`, `${item.name.zh}（${item.department.name.zh}）`] as const),
      ['材料份数', `${row.materials.length} 份`],
    ],
    department: null,
    actDate: dateOf(row.receivedAt),
  };
}

function acceptance(number: string, record: CaseRecord, part: PartRecord, time: WorkingTime): Notice | undefined {
  const act = acceptanceNotice(part, time);
  const at = part.fold.acceptedAt;
  if (!act || !at) return undefined;
  const item = itemOf(part);
  return {
    ...common(record, number),
    kind: 'ACCEPTANCE',
    title: '受理通知书',
    paragraphs: [
      `你（单位）申请的“${item.name.zh}”，经审查，符合受理条件，根据《中华人民共和国行政许可法》第三十二条，予以受理。`,
    ],
    rows: [
      ['办件编号', part.row.key],
      ['事项名称', item.name.zh],
      ['实施编码', item.implementationCode],
      ['设定依据', item.legalBasis.map(({ zh }) => zh).join('；')],
      ['受理时间', written(at)],
      ['承诺时限', limitOf(item.timeLimit)],
      ['承诺办结时间', act.promisedBy ? written(new Date(act.promisedBy)) : '该年度工作日历尚未公布，公布后另行告知'],
      ['收费', `${item.fee.amount} 元（${item.fee.note.zh}）`],
    ],
    department: item.department,
    actDate: dateOf(at),
  };
}

function nonAcceptance(number: string, record: CaseRecord, part: PartRecord): Notice | undefined {
  if (part.fold.state !== 'NOT_ACCEPTED') return undefined;
  const item = itemOf(part);
  const at = part.of.row.receivedAt;
  return {
    ...common(record, number),
    kind: 'NON_ACCEPTANCE',
    title: '不予受理通知书',
    paragraphs: [
      `你（单位）申请的“${item.name.zh}”，经审查，不予受理。理由：${part.fold.reason ?? '见部门说明'}。`,
      '如不服本决定，可以在收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。',
    ],
    rows: [
      ['办件编号', part.row.key],
      ['事项名称', item.name.zh],
      ['收件时间', written(at)],
    ],
    department: item.department,
    actDate: dateOf(at),
  };
}

function decision(number: string, record: CaseRecord, part: PartRecord): Notice | undefined {
  const { decidedAt, wasApproved, reason, licences } = part.fold;
  if (!decidedAt) return undefined;
  const item = itemOf(part);
  const granted = wasApproved ? '准予' : '不予';
  return {
    ...common(record, number),
    kind: 'DECISION',
    title: `${granted}许可决定书`,
    paragraphs: wasApproved
      ? [`你（单位）申请的“${item.name.zh}”，经审查，符合法定条件，决定准予。`]
      : [
          `你（单位）申请的“${item.name.zh}”，经审查，决定不予许可。理由：${reason ?? '见部门说明'}。`,
          '如不服本决定，可以在收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。',
        ],
    rows: [
      ['办件编号', part.row.key],
      ['事项名称', item.name.zh],
      ['决定时间', written(decidedAt)],
      ...(part.released ? licences.map(({ kind, number: licence }) => [kind, licence] as const) : []),
    ],
    department: item.department,
    actDate: dateOf(decidedAt),
  };
}

function itemOf(part: PartRecord) {
  return bundlePart({ edition: part.edition }, part.row.code).item;
}

const UNITS = { WORKING_DAY: '个工作日', WORKING_HOUR: '个工作小时', CALENDAR_DAY: '日' } as const;

function limitOf({ amount, unit }: { amount: number; unit: keyof typeof UNITS }): string {
  return `${amount} ${UNITS[unit]}`;
}

function written(at: Date): string {
  const [date = '', time = ''] = centreDateTime(at).split('T');
  return `${dateText(date)} ${time.slice(0, 5)}`;
}

function dateOf(at: Date): string {
  return dateText(centreDateTime(at).slice(0, 10));
}

function dateText(date: string): string {
  const [year, month, day] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}
