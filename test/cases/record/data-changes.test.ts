import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDataChanges } from '../../../src/cases/record/data-changes.ts';
import { openSealer } from '../../../src/crypto/sealed.ts';
import type { DataChange } from '../../../src/departments/facts.ts';
import { openLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/pool.ts';
import { createDatabase } from '../../support/postgres.ts';

const { url } = await createDatabase();
const key = new Uint8Array(32).fill(7);
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function replica(sealingKey = key) {
  const store = openStore({ url });
  closing.push(() => store.close());
  const heard: DataChange[] = [];
  const { tell } = await openDataChanges({
    store,
    sealer: openSealer(sealingKey, 'data changes'),
    log: openLog('silent'),
    forget: (change) => heard.push(change),
    forgetAll: () => undefined,
  });
  return { store, tell, heard };
}

const number = '350428190001010015';

test('A change is told to every replica, to its own at once, and nobody else can read whom it concerns', async () => {
  const [one, other, stranger] = [await replica(), await replica(), await replica(new Uint8Array(32))];
  const notices: (string | undefined)[] = [];
  await one.store.listen('department_data', (notice) => notices.push(notice));
  one.tell({ departments: ['land'], numbers: [number] });
  expect(one.heard).toEqual([{ departments: ['land'], numbers: [number] }]);
  await expect.poll(() => other.heard).toEqual([expect.objectContaining({ departments: ['land'], numbers: [number] })]);
  await expect.poll(() => notices).toHaveLength(1);
  expect(Buffer.from(notices[0] ?? '', 'base64').toString('latin1')).not.toContain(number);
  await sleep(50);
  expect([one.heard.length, stranger.heard.length]).toEqual([1, 0]);
});

test('Many changes at one time go in few notices, none of which is too long', async () => {
  const [one, other] = [await replica(), await replica()];
  const numbers = Array.from({ length: 1_000 }, (_, n) => `350428001002GB00003F${String(n).padStart(8, '0')}`);
  for (const each of numbers) one.tell({ departments: ['land'], numbers: [each] });
  await expect.poll(() => new Set(other.heard.flatMap((change) => change.numbers)).size).toBe(numbers.length);
  expect(other.heard.length).toBeLessThan(20);
});
