// A notice as PDF on A4. The font is cut down to the characters in use before it is embedded: pdf-lib's own subsetting leaves
// most hanzi blank although text extraction finds them.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import subsetFont from 'subset-font';
import type { Lead, Notice } from './notice.ts';

const A4 = { width: 595.28, height: 841.89 } as const;
const MARGIN = 62;
const BODY = 11.5;
const LEADING = 20;
const LABEL_WIDTH = 92;
/** Of the QR code and what stands beside it. */
const FOOT = 96;
/** What stands at the end: the department, the day, the seal. */
const SIGNATURE = 110;
const INK = rgb(0.1, 0.1, 0.1);
const SEAL_RED = rgb(0.78, 0.05, 0.05);
const PLAIN = {
  kern: false,
  palt: false,
  halt: false,
  pwid: false,
  hwid: false,
  fwid: false,
  liga: false,
  calt: false,
  locl: false,
};

let font: Promise<Buffer> | undefined;

function wholeFont(): Promise<Buffer> {
  font ??= readFile(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  );
  return font;
}

export interface PdfMarks {
  readonly lead: Lead;
  /** Rows of the QR code: true is dark. */
  readonly qr: readonly (readonly boolean[])[];
  /** Name on the electronic seal; null where the paper is to be stamped. */
  readonly seal: string | null;
}

/** Equal notices give equal pages; dates inside the file are those of the act, not of the rendering. */
export async function renderPdf(notice: Notice, marks: PdfMarks, renderedAt: Date): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  document.setTitle(notice.title);
  document.setSubject(notice.number);
  document.setCreator('一窗');
  document.setProducer('一窗');
  document.setCreationDate(renderedAt);
  document.setModificationDate(renderedAt);
  const subset = await subsetFont(await wholeFont(), charactersOf(notice, marks), { targetFormat: 'truetype' });
  // Without features the drawn widths are the measured ones, whatever script a line is taken to be in.
  const face = await document.embedFont(subset, { subset: false, features: PLAIN });
  const pen = new Pen(document, face);
  pen.right(`编号：${notice.number}`, 9);
  pen.centred(notice.title, 22);
  pen.line(`${notice.addressee}：`);
  for (const paragraph of notice.paragraphs) pen.paragraph(`　　${paragraph}`);
  pen.table(notice.rows);
  pen.signature();
  pen.right(notice.department?.name.zh ?? '政务服务中心', BODY);
  pen.right(notice.actDate, BODY);
  pen.seal(marks.seal);
  pen.footer(`校验码：${notice.checkCode}`, `${marks.lead.label}：${marks.lead.url}`, marks.qr);
  return document.save({ useObjectStreams: false });
}

function charactersOf(notice: Notice, { lead, seal }: PdfMarks): string {
  const { number, title, addressee, paragraphs, rows, department, actDate, checkCode } = notice;
  const labels = '编号：校验码政务服务中心（盖章处）电子印章　';
  return [
    labels,
    number,
    title,
    addressee,
    ...paragraphs,
    ...rows.flat(),
    department?.name.zh ?? '',
    actDate,
    checkCode,
    lead.label,
    lead.url,
    seal ?? '',
  ].join('');
}

/** Writes down the pages, one after the other; the foot of each is kept free for the QR code of the last. */
class Pen {
  readonly #document: PDFDocument;
  readonly #font: PDFFont;
  #page: PDFPage;
  #y = A4.height - MARGIN;

  constructor(document: PDFDocument, font: PDFFont) {
    this.#document = document;
    this.#font = font;
    this.#page = document.addPage([A4.width, A4.height]);
  }

  /** Goes on to another page where less than a height is left. */
  #room(height: number): void {
    if (this.#y - height >= MARGIN + FOOT) return;
    this.#page = this.#document.addPage([A4.width, A4.height]);
    this.#y = A4.height - MARGIN;
  }

  right(text: string, size: number): void {
    this.#draw(text, A4.width - MARGIN - this.#font.widthOfTextAtSize(text, size), size);
    this.#down(LEADING);
  }

  centred(text: string, size: number): void {
    this.#down(size);
    this.#draw(text, (A4.width - this.#font.widthOfTextAtSize(text, size)) / 2, size);
    this.#down(size * 2);
  }

  line(text: string): void {
    this.#room(LEADING);
    this.#draw(text, MARGIN, BODY);
    this.#down(LEADING);
  }

  paragraph(text: string): void {
    for (const line of this.#wrap(text, A4.width - 2 * MARGIN)) this.line(line);
  }

  table(rows: Notice['rows']): void {
    this.#down(LEADING / 2);
    for (const [label, value] of rows) {
      const lines = this.#wrap(value, A4.width - 2 * MARGIN - LABEL_WIDTH - 12);
      const height = Math.max(1, lines.length) * LEADING + 4;
      this.#room(height);
      const bottom = this.#y + LEADING - 6 - height;
      this.#box(MARGIN, bottom, LABEL_WIDTH, height);
      this.#box(MARGIN + LABEL_WIDTH, bottom, A4.width - 2 * MARGIN - LABEL_WIDTH, height);
      this.#draw(label, MARGIN + 6, BODY);
      for (const [index, line] of lines.entries()) {
        this.#page.drawText(line, { ...this.#style(BODY), x: MARGIN + LABEL_WIDTH + 6, y: this.#y - index * LEADING });
      }
      this.#y = bottom - LEADING + 6;
    }
    this.#down(LEADING);
  }

  /** Keeps what is signed together. */
  signature(): void {
    this.#room(SIGNATURE);
  }

  seal(name: string | null): void {
    const [x, y] = [A4.width - MARGIN - 62, this.#y + LEADING * 1.6];
    if (name === null) {
      this.right('（盖章处）', BODY);
      return;
    }
    this.#page.drawCircle({ x, y, size: 46, borderColor: SEAL_RED, borderWidth: 2, opacity: 0, borderOpacity: 0.85 });
    const width = this.#font.widthOfTextAtSize(name, 9);
    this.#page.drawText(name, { font: this.#font, size: 9, color: SEAL_RED, x: x - width / 2, y: y + 6 });
    const label = '电子印章';
    this.#page.drawText(label, {
      font: this.#font,
      size: 9,
      color: SEAL_RED,
      x: x - this.#font.widthOfTextAtSize(label, 9) / 2,
      y: y - 14,
    });
  }

  footer(check: string, lead: string, qr: PdfMarks['qr']): void {
    const size = 84;
    const cell = size / Math.max(1, qr.length);
    for (const [row, cells] of qr.entries()) {
      for (const [column, dark] of cells.entries()) {
        if (!dark) continue;
        this.#page.drawRectangle({
          x: MARGIN + column * cell,
          y: MARGIN + size - (row + 1) * cell,
          width: cell,
          height: cell,
          color: INK,
        });
      }
    }
    this.#page.drawText(check, { ...this.#style(BODY), x: MARGIN + size + 14, y: MARGIN + 46 });
    this.#page.drawText(lead, { ...this.#style(8.5), x: MARGIN + size + 14, y: MARGIN + 26 });
  }

  #wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const character of text) {
      if (this.#font.widthOfTextAtSize(line + character, BODY) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
    return [...lines, line];
  }

  #draw(text: string, x: number, size: number): void {
    this.#page.drawText(text, { ...this.#style(size), x, y: this.#y });
  }

  #box(x: number, y: number, width: number, height: number): void {
    this.#page.drawRectangle({ x, y, width, height, borderColor: INK, borderWidth: 0.6 });
  }

  #style(size: number) {
    return { font: this.#font, size, color: INK } as const;
  }

  #down(by: number): void {
    this.#y -= by;
  }
}
