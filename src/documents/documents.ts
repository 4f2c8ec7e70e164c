// Documents: a record first, a document second. Rendered and sealed once, on first demand, then kept: a reprint is the same bytes.
import QRCode from 'qrcode';
import type { Cases } from '../cases/cases.ts';
import { centreDay } from '../cases/centre-time.ts';
import type { Store } from '../store/pool.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import { noticeOf, parseNoticeNumber } from './notice.ts';
import { renderHtml } from './page.ts';
import { renderPdf } from './pdf.ts';
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
  const { store, cases } = dependencies;
  return {
    find: async (number) => {
      const parsed = parseNoticeNumber(number);
      if (!parsed) return undefined;
      const record = parsed.partKey === null ? await cases.byNumber(number) : await cases.byPartKey(parsed.partKey);
      if (!record) return undefined;
      const owner = { checkCode: record.row.checkCode, applicantNumber: record.row.applicantNumber };
      const known = await documentByNumber(store, number);
      if (known) return { ...known, ...owner };
      const particulars = await record.particulars();
      const part = particulars.parts.find(({ row }) => row.key === parsed.partKey);
      const notice = noticeOf(number, parsed.kind, record, part, particulars, dependencies.workingTime);
      if (!notice) return undefined;
      const rendered = await render(notice, dependencies);
      // Whoever was first has rendered it; everybody gets that one.
      return { ...(await insertDocument(store, { ...rendered, caseId: record.row.id })), ...owner };
    },
  };
}

async function render(
  notice: NonNullable<ReturnType<typeof noticeOf>>,
  { seals, publicUrl, now }: DocumentsDependencies,
) {
  const renderedAt = now();
  const trackUrl = `${publicUrl}/track/${notice.caseNumber}`;
  const key = notice.department ? sealFor(seals, notice.department.code, centreDay(renderedAt)) : undefined;
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
