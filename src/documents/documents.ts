// Documents: a record first, a document second. Rendered and sealed once, on first demand, then kept: a reprint is the same bytes.
import type { Cases } from '../cases/cases.ts';
import { centreDay } from '../cases/centre-time.ts';
import { parseNoticeNumber } from '../cases/notice-numbers.ts';
import type { Store } from '../store/pool.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import { type Notice, noticeOf, oneTimeNoticeOf } from './notice.ts';
import { renderHtml } from './page.ts';
import { digestOf, type SealKey, seal, sealFor } from './seal.ts';
import { documentByNumber, insertDocument, type StoredDocument } from './sql.ts';

export interface Documents {
  /** Undefined where no act under that number is on record. */
  readonly find: (number: string) => Promise<FoundDocument | undefined>;
}

export interface FoundDocument extends StoredDocument {
  readonly checkCode: string;
  readonly applicantNumber: string;
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
  const { store } = dependencies;
  return {
    find: async (number) => {
      const act = await actOf(number, dependencies);
      if (!act) return undefined;
      const { owner, caseId, notice } = act;
      const known = await documentByNumber(store, number);
      if (known) return { ...known, ...owner };
      const made = await notice();
      // Whoever was first has rendered it; everybody gets that one.
      return made && { ...(await insertDocument(store, { ...(await render(made, dependencies)), caseId })), ...owner };
    },
  };
}

interface Act {
  readonly owner: Pick<FoundDocument, 'checkCode' | 'applicantNumber'>;
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
    return row && { owner: row, caseId: null, notice: async () => oneTimeNoticeOf(row) };
  }
  const record = await ('partKey' in name ? cases.byPartKey(name.partKey) : cases.byNumber(number));
  if (!record) return undefined;
  const { checkCode, applicantNumber, id } = record.row;
  return {
    owner: { checkCode, applicantNumber },
    caseId: id,
    notice: async () => noticeOf(name, { number, record, particulars: await record.particulars(), time: workingTime }),
  };
}

/** What draws a document is loaded when the first one is asked for: it takes as long as all the rest of a start. */
function drawing() {
  return Promise.all([import('qrcode'), import('./pdf.ts')]);
}

async function render(notice: Notice, { seals, publicUrl, now }: DocumentsDependencies) {
  const renderedAt = now();
  const trackUrl = `${publicUrl}/track/${notice.caseNumber ?? notice.number}`;
  const key = notice.department ? sealFor(seals, notice.department.code, centreDay(renderedAt)) : undefined;
  const [{ default: QRCode }, { renderPdf }] = await drawing();
  const { modules } = QRCode.create(trackUrl, { errorCorrectionLevel: 'M' });
  const qr = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => modules.get(row, column) === 1),
  );
  const sealName = key ? (notice.department?.name.zh ?? null) : null;
  const pdf = Buffer.from(await renderPdf(notice, { trackUrl, qr, seal: sealName }, renderedAt));
  const digest = digestOf(pdf);
  const sealed = key && seal(digest, key);
  const svg = await QRCode.toString(trackUrl, { type: 'svg', errorCorrectionLevel: 'M' });
  return {
    number: notice.number,
    kind: notice.kind,
    renderedAt,
    html: renderHtml(notice, trackUrl, svg, sealed !== undefined),
    pdf,
    digest,
    sealKey: sealed?.key ?? null,
    signature: sealed?.signature ?? null,
  };
}
