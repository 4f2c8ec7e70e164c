// What a reader sees is what counts: characters must be drawn, not only be found by search.
import { readFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { renderPdf } from '../../src/documents/pdf.ts';
import { embeddedFont, withoutOutlines } from './embedded-font.ts';
import { drawPages } from './page-image.ts';
import { marks, notice, renderedAt } from './sample-notice.ts';

const reference = PNG.sync.read(await readFile(new URL('acceptance-notice.png', import.meta.url)));
/** Of the page's pixels, what may differ: a stroke, not a character. */
const TOLERANCE = 0.00003;

async function difference(pdf: Uint8Array): Promise<number> {
  const [page] = await drawPages(pdf);
  if (!page) throw new Error('no page');
  const { width, height, data } = page;
  expect([width, height]).toEqual([reference.width, reference.height]);
  return pixelmatch(data, reference.data, undefined, width, height, { threshold: 0.2 }) / (width * height);
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

test('the page as drawn is the reference, to the pixel', async () => {
  expect(await difference(await renderPdf(notice, marks, renderedAt))).toBeLessThan(TOLERANCE);
});

test('a page whose characters have no outlines is told from it, and so is one other character', async () => {
  const blank = await withoutOutlines(await renderPdf(notice, marks, renderedAt));
  expect(await difference(blank)).toBeGreaterThan(100 * TOLERANCE);
  const other = await renderPdf({ ...notice, addressee: '许䶮某' }, marks, renderedAt);
  expect(await difference(other)).toBeGreaterThan(TOLERANCE);
});

test('the same notice gives the same bytes', async () => {
  const [first, second] = await Promise.all([
    renderPdf(notice, marks, renderedAt),
    renderPdf(notice, marks, renderedAt),
  ]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});
