import { expect, test, vi } from 'vitest';
import type { Step } from '../../mocks/simulator.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { letter, openBooks } from './town-books.ts';

const told = (listener: ReturnType<typeof vi.fn>) =>
  listener.mock.calls.map(
    ([application, step]) => `${application.key} ${(step as Step).sequence} ${(step as Step).kind}`,
  );

test('listeners are told of each step in its order once it is visible', async () => {
  const { books, close } = await openBooks(await temporaryFolder());
  const listener = vi.fn();
  books['tax']?.onStep(listener);
  const started = Date.now();
  await books['tax']?.take(letter('K'));
  await vi.waitFor(() => expect(told(listener)).toEqual(['K 1 ACCEPTED', 'K 2 APPROVED']), { timeout: 5000 });
  expect(Date.now() - started).toBeGreaterThanOrEqual(149);
  const steps = listener.mock.calls.map(([, step]) => step as Step);
  expect(books['tax']?.find('K')?.steps).toEqual(steps);
  expect((steps[1]?.at.getTime() ?? 0) - (steps[0]?.at.getTime() ?? 0)).toBe(140);
  await close();
});

test('steps that fell due while nothing ran are told after the restart, and told ones are not repeated', async () => {
  const folder = await temporaryFolder();
  const before = await openBooks(folder);
  const first = vi.fn();
  before.books['tax']?.onStep(first);
  await before.books['tax']?.take(letter('K'));
  await vi.waitFor(() => expect(told(first)).toEqual(['K 1 ACCEPTED']), { interval: 5 });
  await before.close();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const after = await openBooks(folder);
  const second = vi.fn();
  after.books['tax']?.onStep(second);
  await vi.waitFor(() => expect(told(second)).toEqual(['K 2 APPROVED']));
  await after.close();
});

test('a step is told again where the listener failed, and the next one waits for it', async () => {
  const { books, problems, close } = await openBooks(await temporaryFolder());
  const listener = vi.fn().mockRejectedValueOnce(new Error('the register is closed')).mockResolvedValue(undefined);
  books['tax']?.onStep(listener);
  await books['tax']?.take(letter('K'));
  await vi.waitFor(() => expect(told(listener)).toEqual(['K 1 ACCEPTED', 'K 1 ACCEPTED', 'K 2 APPROVED']), {
    timeout: 5000,
  });
  expect(problems).toEqual(['tax could not be told of a step of K; it is told again later']);
  await close();
});

test('an order for a key acts at once where it is there, and waits where it is not', async () => {
  const { books, decisions, close } = await openBooks(await temporaryFolder());
  Object.assign(decisions['tax'] ?? {}, { usual: { outcome: 'hold', afterMs: 0, reason: null } });
  const listener = vi.fn();
  books['tax']?.onStep(listener);
  await books['tax']?.take(letter('there'));
  expect(books['tax']?.find('there')?.steps).toEqual([]);
  expect(await books['tax']?.decide('there', { outcome: 'approve', afterMs: 0, reason: null })).toEqual({
    arrived: true,
  });
  await vi.waitFor(() => expect(told(listener)).toEqual(['there 1 ACCEPTED', 'there 2 APPROVED']));
  expect(await books['tax']?.decide('coming', { outcome: 'refuse', afterMs: 0, reason: null })).toEqual({
    arrived: false,
  });
  await books['tax']?.take(letter('coming'));
  expect(books['tax']?.find('coming')?.steps.map(({ kind }) => kind)).toEqual(['ACCEPTED', 'REFUSED']);
  expect(await books['tax']?.decide('there', { outcome: 'refuse', afterMs: 0, reason: null })).toEqual({
    refused: 'it is APPROVED already',
  });
  expect(books['tax']?.find('there')?.steps).toHaveLength(2);
  await close();
});
