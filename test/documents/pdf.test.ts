// What a reader sees is what counts: characters that are in the font must have outlines in the file, not only be found by search.
import { inflateSync } from 'node:zlib';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, PDFRawStream } from 'pdf-lib';
import { expect, test } from 'vitest';
import type { Notice } from '../../src/documents/notice.ts';
import { renderPdf } from '../../src/documents/pdf.ts';

const notice: Notice = {
  kind: 'ACCEPTANCE',
  number: 'S1135042800TE5T030N400011503100020261122000001',
  caseNumber: '2611220000013',
  checkCode: 'Y66ERDA4',
  title: '受理通知书',
  addressee: '许䶮㛃',
  paragraphs: ['你（单位）申请的“存量房转移登记”，经审查，符合受理条件，予以受理。'],
  rows: [['办件编号', '1135042800TE5T030N400011503100020261122000001']],
  department: null,
  actDate: '2026年11月22日',
};
const marks = { trackUrl: 'http://127.0.0.1/track/2611220000013', qr: [[true]], seal: null };
const renderedAt = new Date('2026-11-22T00:00:00Z');

const TRUETYPE = Buffer.from([0, 1, 0, 0]);

/** The embedded font, as a viewer finds it. */
async function embeddedFont(pdf: Uint8Array) {
  const document = await PDFDocument.load(pdf);
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    const bytes = object instanceof PDFRawStream ? inflated(object.contents) : undefined;
    if (bytes?.subarray(0, 4).equals(TRUETYPE)) return fontkit.create(bytes);
  }
  throw new Error('The file holds no font.');
}

function inflated(contents: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(contents);
  } catch {
    return undefined;
  }
}

test('every character of a notice has an outline in the embedded font, rare ones included', async () => {
  const font = await embeddedFont(await renderPdf(notice, marks, renderedAt));
  const { title, addressee, paragraphs, actDate, checkCode } = notice;
  const written = [...new Set([title, addressee, ...paragraphs, actDate, checkCode].join(''))];
  const blank = written.filter(
    (character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0).path.toSVG() === '',
  );
  expect(written.length).toBeGreaterThan(30);
  expect(blank).toEqual([]);
});

test('the same notice gives the same bytes', async () => {
  const [first, second] = await Promise.all([
    renderPdf(notice, marks, renderedAt),
    renderPdf(notice, marks, renderedAt),
  ]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});
