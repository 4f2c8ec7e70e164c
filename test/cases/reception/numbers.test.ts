import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { checkCode, checkDigit, openNumbers, partNumberWithin } from '../../../src/cases/reception/numbers.ts';
import { openStore } from '../../../src/store/pool.ts';
import { createDatabase } from '../../support/postgres.ts';

const { url } = await createDatabase({ migrated: true });
const store = openStore({ url });
afterAll(() => store.close());

const ITEM = '1135042800TE5T029H4000130031000';
const DAY = '2026-11-23';

async function drawnByAnotherProcess(day: string): Promise<readonly string[]> {
  const child = fork(fileURLToPath(new URL('./numbering-process.ts', import.meta.url)), [url, ITEM, day]);
  const [numbers] = (await once(child, 'message')) as [readonly string[]];
  return numbers;
}

test('numbers are never given twice, by whichever process, replica or transaction they are drawn', async () => {
  const replicas = [openNumbers(store), openNumbers(store)];
  const elsewhere = [drawnByAnotherProcess(DAY), drawnByAnotherProcess(DAY)];
  const drawn = Array.from({ length: 300 }, (_, turn) => replicas[turn % 2]?.partNumber(ITEM, DAY) ?? '');
  const within = Array.from({ length: 20 }, () => store.transaction((session) => partNumberWithin(session, ITEM, DAY)));
  const all = [...(await Promise.all([...drawn, ...within])), ...(await Promise.all(elsewhere)).flat()];
  expect(all.length).toBe(300 + 20 + 2 * 250);
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((number) => !/^[0-9A-Z]{31}20261123\d{6}$/.test(number))).toEqual([]);
});

test('a number that was drawn in a transaction that did not come about is a gap, and no repetition', async () => {
  const day = '2026-11-24';
  await expect(
    store.transaction(async (session) => {
      await partNumberWithin(session, ITEM, day);
      throw new Error('given up');
    }),
  ).rejects.toThrow('given up');
  const numbers = openNumbers(store);
  const [first, second] = [await numbers.partNumber(ITEM, day), await numbers.partNumber(ITEM, day)];
  expect(second).not.toBe(first);
});

test('a series of its own begins each day, and for each item', async () => {
  const numbers = openNumbers(store);
  expect((await numbers.partNumber(ITEM, '2026-12-01')).slice(-6)).toBe('000001');
  expect((await numbers.partNumber(ITEM, '2026-12-02')).slice(-6)).toBe('000001');
  expect((await numbers.partNumber(ITEM.replace('0031', '0041'), '2026-12-01')).slice(-6)).toBe('000001');
  expect(await numbers.caseNumber('2026-12-01')).toMatch(/^261201000001\d$/);
});

test('an item whose numbers of a day are used up gives none that are too long', async () => {
  const day = '2026-12-03';
  await store.run(`insert into number_series (series, next_number) values ($1, 999999)`, [`part ${ITEM} ${day}`]);
  const numbers = openNumbers(store);
  expect((await numbers.partNumber(ITEM, day)).slice(-6)).toBe('999999');
  await expect(numbers.partNumber(ITEM, day)).rejects.toThrow('has used up its 999999 part numbers of 2026-12-03');
});

describe('the check digit of a case number', () => {
  const body = fc.stringMatching(/^\d{12}$/);
  const isRight = (number: string) => checkDigit(number.slice(0, -1)) === number.slice(-1);

  test('finds every single wrong digit', () => {
    fc.assert(
      fc.property(body, fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, place, off) => {
        const number = digits + checkDigit(digits);
        const wrong = String((Number(number[place]) + off) % 10);
        expect(isRight(number)).toBe(true);
        expect(isRight(number.slice(0, place) + wrong + number.slice(place + 1))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('finds 99 of 100 swaps of neighbours that differ', () => {
    let swaps = 0;
    let found = 0;
    for (let serial = 0; serial < 20_000; serial += 7) {
      const digits = `261123${String(serial).padStart(6, '0')}`;
      const number = digits + checkDigit(digits);
      for (let place = 0; place < number.length - 1; place += 1) {
        const [left = '', right = ''] = number.slice(place, place + 2);
        if (left === right) continue;
        swaps += 1;
        if (!isRight(number.slice(0, place) + right + left + number.slice(place + 2))) found += 1;
      }
    }
    expect(swaps).toBeGreaterThan(10_000);
    console.info(`swaps of neighbours found: ${found} of ${swaps}`);
    expect(found / swaps).toBeGreaterThan(0.99);
  });

  test('is that of ISO 7064 MOD 11,10', () => {
    // Example of the standard.
    expect(checkDigit('0794')).toBe('5');
  });
});

test('a check code has nothing in it that is misread', () => {
  const codes = Array.from({ length: 500 }, checkCode);
  expect(codes.filter((code) => !/^[2-9A-HJ-NP-Z]{8}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(500);
});
