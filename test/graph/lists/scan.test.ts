import { expect, test } from 'vitest';
import { type ListQuestion, listed, SCAN_MAX } from '../../../src/graph/lists/department-list.ts';
import type { ReadPage } from '../../../src/graph/lists/scan.ts';

const key = (number: number) => String(number).padStart(6, '0');

/** A department with so many entries that counts how often it is asked. */
function department(count: number, pageSize = 100) {
  let asked = 0;
  const read: ReadPage<number> = async (after) => {
    asked += 1;
    const from = after === null ? 0 : Number(after) + 1;
    const items = Array.from({ length: Math.max(0, Math.min(pageSize, count - from)) }, (_, index) => from + index);
    return { items, next: from + pageSize < count ? key(from + items.length - 1) : null };
  };
  return { read, asked: () => asked };
}

function question(read: ReadPage<number>, more: Partial<ListQuestion<number>> = {}): ListQuestion<number> {
  return { sources: [read], keyOf: key, keep: null, order: null, size: 50, after: null, known: null, ...more };
}

test('A page asks for no more than it needs', async () => {
  const { read, asked } = department(1_000, 50);
  const page = await listed(question(read));
  expect([page.items.length, page.hasNextPage, asked()]).toEqual([50, true, 1]);
});

test('A filter that few pass ends a page at the bound, and the next page goes on behind it', async () => {
  const { read, asked } = department(3 * SCAN_MAX);
  const keep = (entry: number) => entry === 10 || entry === 2 * SCAN_MAX + 1;
  const first = await listed(question(read, { keep }));
  expect([first.items, first.hasNextPage, asked()]).toEqual([[10], true, SCAN_MAX / 100]);
  const second = await listed(question(read, { keep, after: first.endCursor }));
  expect([second.items, second.hasNextPage]).toEqual([[], true]);
  const third = await listed(question(read, { keep, after: second.endCursor }));
  expect([third.items, third.hasNextPage]).toEqual([[2 * SCAN_MAX + 1], false]);
});

test('A total, or another order, of a list that is too long is refused; of one that just is not, told', async () => {
  const long = department(SCAN_MAX + 1).read;
  const page = await listed(question(long, { keep: () => true }));
  await expect(page.totalCount()).rejects.toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
  const order = { name: 'size', valueOf: key, descending: true };
  await expect(listed(question(long, { order }))).rejects.toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
  const fits = await listed(question(department(SCAN_MAX).read, { keep: () => true, order }));
  expect([fits.items[0], await fits.totalCount()]).toEqual([SCAN_MAX - 1, SCAN_MAX]);
});

test('What the department says of its length is not counted again', async () => {
  const { read, asked } = department(10 * SCAN_MAX);
  const page = await listed(question(read, { known: () => 10 * SCAN_MAX }));
  expect([await page.totalCount(), asked()]).toEqual([10 * SCAN_MAX, 1]);
});
