// Notices as projections of what is on record: nothing can be printed of what was not committed, and every time is the centre's.

import type { CaseParticulars, CaseRecord, PartRecord } from '../cases/case-record.ts';
import { acceptanceNotice } from '../cases/clocks/acceptance.ts';
import { centreDateTime } from '../cases/clocks/centre-time.ts';
import { bundlePart, type Edition } from '../cases/editions.ts';
import { deficienciesOf, type NoticeKind, type NoticeName } from '../cases/reception/notice-numbers.ts';
import type { MaterialRecord } from '../cases/sql/cases.ts';
import type { OneTimeNoticeRow } from '../cases/sql/one-time-notices.ts';
import type { Department, Item } from '../catalogue/catalogue.ts';
import type { WorkingTime } from '../time/working-hours.ts';

export interface Notice {
  readonly kind: NoticeKind;
  readonly number: string;
  /** Null for a notice of an application that became no case. */
  readonly caseNumber: string | null;
  readonly checkCode: string;
  readonly title: string;
  /** Who is spoken to. */
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** The department whose act it is; null for the centre's own. */
  readonly department: Department | null;
  /** `yyyy年m月d日` of the act. */
  readonly actDate: string;
}

/** Where the QR code leads. */
export interface Lead {
  readonly label: string;
  readonly url: string;
}

/** What a notice of a case is made of. */
interface Sources {
  readonly number: string;
  readonly record: CaseRecord;
  readonly particulars: CaseParticulars;
  readonly time: WorkingTime;
}

const APPEAL = '如不服本决定，可以在收到之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。';

/** The notice, or undefined where the act it tells of is not on record. */
export function noticeOf(name: NoticeName, sources: Sources): Notice | undefined {
  if (!('partKey' in name)) return name.kind === 'RECEIPT' ? receipt(sources) : undefined;
  const part = sources.particulars.parts.find(({ row }) => row.key === name.partKey);
  if (!part) return undefined;
  switch (name.kind) {
    case 'DEFICIENCY':
      return deficiency(part, name.ordinal, sources);
    case 'ACCEPTANCE':
      return acceptance(part, sources);
    case 'NON_ACCEPTANCE':
      return nonAcceptance(part, sources);
    case 'DECISION':
      return decision(part, sources);
  }
}

/** Everything that was wrong with an application that was not taken in. */
export function oneTimeNoticeOf(row: OneTimeNoticeRow & { readonly edition: Edition }): Notice {
  const { bundle } = row.edition;
  const placeOf = (code: string | null) => {
    const item = bundle.parts.find((part) => part.code === code)?.item;
    return item ? `（${item.department.name.zh}：${item.name.zh}）` : '';
  };
  return {
    kind: 'ONE_TIME',
    number: row.number,
    caseNumber: null,
    checkCode: row.checkCode,
    title: '一次性告知单',
    addressee: row.applicantName,
    paragraphs: [
      `你（单位）申请的“${bundle.name.zh}”，经审查，申请材料不齐全或者不符合法定形式。根据《中华人民共和国行政许可法》第三十二条，现将需要补正的全部内容一次告知如下，请补正后重新提交。`,
    ],
    rows: row.deficiencies.map(({ part, problem, remedy }, index) => [
      `第 ${index + 1} 项`,
      `${problem.zh}${placeOf(part)}。${remedy.zh}。`,
    ]),
    department: null,
    actDate: dateOf(row.issuedAt),
  };
}

function common({ row }: CaseRecord, number: string) {
  return { number, caseNumber: row.number, checkCode: row.checkCode, addressee: row.applicant.name };
}

function receipt({ record, particulars }: Sources): Notice {
  const { row, edition } = record;
  const items = particulars.parts.map((part) => itemOf(part));
  return {
    ...common(record, row.number),
    kind: 'RECEIPT',
    title: '收件凭证',
    paragraphs: [
      `你（单位）提交的“${edition.bundle.name.zh}”申请已收到，本中心将分送下列部门办理。是否受理以各部门的通知为准。`,
    ],
    rows: [
      ['办件编号', row.number],
      ['收件时间', written(row.receivedAt)],
      ...items.map((item, index) => [`事项 ${index + 1}`, `${item.name.zh}（${item.department.name.zh}）`] as const),
      ['收件材料', materialsOf(edition, row.materials) || '无'],
      ...(row.agent ? [['代办人', row.agent.name] as const] : []),
    ],
    department: null,
    actDate: dateOf(row.receivedAt),
  };
}

function deficiency(part: PartRecord, ordinal: number, { number, record, particulars }: Sources): Notice | undefined {
  const event = deficienciesOf(part, particulars.history)[ordinal - 1];
  if (!event) return undefined;
  const item = itemOf(part);
  return {
    ...common(record, number),
    kind: 'DEFICIENCY',
    title: '补正告知书',
    paragraphs: [
      `你（单位）申请的“${item.name.zh}”，经审查，需要补正。根据《中华人民共和国行政许可法》第三十二条，现将需要补正的全部内容一次告知如下。`,
    ],
    rows: [
      ['办件编号', part.row.key],
      ['事项名称', item.name.zh],
      ['告知时间', written(event.at)],
      ['需要补正', event.data.reason ?? '见部门说明'],
      ['办理时限', '补正期间不计入承诺时限'],
      ['咨询电话', item.department.hotline],
    ],
    department: item.department,
    actDate: dateOf(event.at),
  };
}

function acceptance(part: PartRecord, { number, record, time }: Sources): Notice | undefined {
  const act = acceptanceNotice(part, time);
  const at = part.fold.acceptedAt;
  if (!act || !at) return undefined;
  const item = itemOf(part);
  const own = new Set(item.materials.map(({ code }) => code));
  const materials = record.row.materials.filter(({ code }) => own.has(code));
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
      ['受理材料', materialsOf(record.edition, materials) || '无'],
      ['受理时间', written(at)],
      ['承诺时限', limitOf(item.timeLimit)],
      ['承诺办结时间', act.promisedBy ? written(new Date(act.promisedBy)) : '该年度工作日历尚未公布，公布后另行告知'],
      ['收费', `${item.fee.amount} 元（${item.fee.note.zh}）`],
      ['咨询电话', item.department.hotline],
    ],
    department: item.department,
    actDate: dateOf(at),
  };
}

const NON_ACCEPTANCES: ReadonlySet<string> = new Set(['NOT_ACCEPTED', 'DELIVERY_REFUSED']);

function nonAcceptance(part: PartRecord, { number, record, particulars }: Sources): Notice | undefined {
  if (part.fold.state !== 'NOT_ACCEPTED') return undefined;
  const item = itemOf(part);
  const act = particulars.history.findLast((event) => event.part === part.row.code && NON_ACCEPTANCES.has(event.kind));
  const at = act?.at ?? part.of.row.receivedAt;
  return {
    ...common(record, number),
    kind: 'NON_ACCEPTANCE',
    title: '不予受理通知书',
    paragraphs: [
      `你（单位）申请的“${item.name.zh}”，经审查，根据《中华人民共和国行政许可法》第三十二条，不予受理。理由：${part.fold.reason ?? '见部门说明'}。`,
      APPEAL,
    ],
    rows: [
      ['办件编号', part.row.key],
      ['事项名称', item.name.zh],
      ['收件时间', written(part.of.row.receivedAt)],
      ['决定时间', written(at)],
      ['咨询电话', item.department.hotline],
    ],
    department: item.department,
    actDate: dateOf(at),
  };
}

function decision(part: PartRecord, { number, record }: Sources): Notice | undefined {
  const { decidedAt, wasApproved, reason, licences } = part.fold;
  if (!decidedAt) return undefined;
  const item = itemOf(part);
  return {
    ...common(record, number),
    kind: 'DECISION',
    title: wasApproved ? '准予许可决定书' : '不予许可决定书',
    paragraphs: wasApproved
      ? [
          `你（单位）申请的“${item.name.zh}”，经审查，符合法定条件，决定准予。证照自决定之日起十个工作日内送达（行政许可法第四十四条）。`,
        ]
      : [`你（单位）申请的“${item.name.zh}”，经审查，决定不予许可。理由：${reason ?? '见部门说明'}。`, APPEAL],
    rows: [
      ['办件编号', part.row.key],
      ['事项名称', item.name.zh],
      ['设定依据', item.legalBasis.map(({ zh }) => zh).join('；')],
      ['决定时间', written(decidedAt)],
      ...(part.released ? licences.map(({ kind, number: licence }) => [kind, licence] as const) : []),
      ['咨询电话', item.department.hotline],
    ],
    department: item.department,
    actDate: dateOf(decidedAt),
  };
}

function itemOf(part: PartRecord): Item {
  return bundlePart({ edition: part.edition }, part.row.code).item;
}

const MANNERS = { file: '', inline: '', shared: '（部门共享）', deferred: '（容缺后补）' } as const;

function materialsOf({ bundle }: Edition, materials: readonly MaterialRecord[]): string {
  return materials
    .map(({ code, by }) => {
      const known = bundle.materials.find(({ material }) => material.code === code)?.material;
      return `${known?.name.zh ?? code}${MANNERS[by]}`;
    })
    .join('、');
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
