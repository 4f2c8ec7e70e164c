// Documents: a record first, a document second. Rendered and sealed once, on first demand, then kept: a reprint is the same bytes.
import { countiesOf } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { centreDay } from '../cases/clocks/centre-time.ts';
import { parseNoticeNumber } from '../cases/reception/notice-numbers.ts';
import type { Store } from '../store/pool.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import { countiesIn } from '../values/county-of.ts';
import { type Lead, type Notice, noticeOf, oneTimeNoticeOf } from './notice.ts';
import { renderHtml } from './page.ts';
import { digestOf, type SealKey, seal, sealFor } from './seal.ts';
import { documentByNumber, insertDocument, type StoredDocument } from './sql.ts';

export interface Documents {
  /** Undefined where the number names nothing that is on record. */
  readonly find: (number: string) => Promise<FoundDocument | undefined>;
}

export interface FoundDocument {
  readonly checkCode: string;
  readonly applicantNumber: string;
  /** In which its matter lies, as far as is known. */
  readonly counties: readonly string[];
  /** For whoever may have it: it may have to be drawn and sealed first. Undefined where the act is not on record. */
  readonly document: () => Promise<StoredDocument | undefined>;
}

export interface DocumentsDependencies {
  readonly store: Store;
  readonly cases: Cases;
  readonly workingTime: WorkingTime;
  readonly seals: readonly SealKey[];
  readonly publicUrl: string;
  readonly now: () => Date;
}

export function openDocuments(dependencies: DocumentsDependencies): Documents {
  return {
    find: async (number) => {
      const act = await actOf(number, dependencies);
      return act && { ...act.owner, document: () => documentOf(number, act, dependencies) };
    },
  };
}

async function documentOf(number: string, { caseId, notice }: Act, dependencies: DocumentsDependencies) {
  const { store } = dependencies;
  const known = await documentByNumber(store, number);
  if (known) return known;
  const made = await notice();
  // Whoever was first has rendered it; everybody gets that one.
  return made && insertDocument(store, { ...(await render(made, dependencies)), caseId });
}

interface Act {
  readonly owner: Omit<FoundDocument, 'document'>;
  readonly caseId: number | null;
  /** Undefined where the act is not on record. */
  readonly notice: () => Promise<Notice | undefined>;
}

/** Whose act it is that the number names, and how it is told; undefined where the number names nothing. */
async function actOf(number: string, { cases, workingTime }: DocumentsDependencies): Promise<Act | undefined> {
  const name = parseNoticeNumber(number);
  if (!name) return undefined;
  if (name.kind === 'ONE_TIME') {
    const row = await cases.oneTimeNotice(number);
    if (!row) return undefined;
    const { checkCode, applicantNumber } = row;
    const owner = { checkCode, applicantNumber, counties: countiesIn(applicantNumber) };
    return { owner, caseId: null, notice: async () => oneTimeNoticeOf(row) };
  }
  const record = await ('partKey' in name ? cases.byPartKey(name.partKey) : cases.byNumber(number));
  if (!record) return undefined;
  const { checkCode, applicantNumber, id } = record.row;
  return {
    owner: { checkCode, applicantNumber, counties: countiesOf(record.row) },
    caseId: id,
    notice: async () => noticeOf(name, { number, record, particulars: await record.particulars(), time: workingTime }),
  };
}

/** What draws a document is loaded when the first one is asked for: it takes as long as all the rest of a start. */
function drawing() {
  return Promise.all([import('qrcode'), import('./pdf.ts')]);
}

/** What became no case cannot be followed. */
function leadOf({ number, caseNumber }: Notice, publicUrl: string): Lead {
  if (caseNumber === null) return { label: '文书核验', url: `${publicUrl}/verify?number=${number}` };
  return { label: '办理进度', url: `${publicUrl}/track/${caseNumber}` };
}

async function render(notice: Notice, { seals, publicUrl, now }: DocumentsDependencies) {
  const renderedAt = now();
  const lead = leadOf(notice, publicUrl);
  const key = notice.department ? sealFor(seals, notice.department.code, centreDay(renderedAt)) : undefined;
  const [{ default: QRCode }, { renderPdf }] = await drawing();
  const { modules } = QRCode.create(lead.url, { errorCorrectionLevel: 'M' });
  const qr = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => modules.get(row, column) === 1),
  );
  const sealName = key ? (notice.department?.name.zh ?? null) : null;
  const pdf = Buffer.from(await renderPdf(notice, { lead, qr, seal: sealName }, renderedAt));
  const digest = digestOf(pdf);
  const sealed = key && seal(digest, key);
  const svg = await QRCode.toString(lead.url, { type: 'svg', errorCorrectionLevel: 'M' });
  return {
    number: notice.number,
    kind: notice.kind,
    renderedAt,
    html: renderHtml(notice, lead, svg, sealed !== undefined),
    pdf,
    digest,
    sealKey: sealed?.key ?? null,
    signature: sealed?.signature ?? null,
  };
}
