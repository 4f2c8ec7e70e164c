import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { compare, type IntakeSource, type OffSystemDependencies } from '../../src/supervision/off-system.ts';
import { ruleBook } from '../../src/supervision/rules.ts';
import { at, catalogue, course } from '../cases/clocks/centre.ts';
import { type Ledger, openLedger } from './ledger.ts';

const MONDAY = '2026-11-23 09:00';

let ledger: Ledger;
let dependencies: OffSystemDependencies;
beforeAll(async () => {
  ledger = await openLedger();
  const book = ruleBook(catalogue.supervision.rules);
  dependencies = { store: ledger.store, sources: [], book, now: () => at(MONDAY), log: openLog('silent') };
});
afterAll(() => ledger.store.close());

/** A department's list, in pages of two; `asked` are the places from which it was read. */
function listOf(keys: readonly string[]) {
  const asked: (string | null)[] = [];
  const source: IntakeSource = {
    code: 'land',
    intake: async ({ after }) => {
      asked.push(after);
      const start = Number(after ?? 0);
      const items = keys.slice(start, start + 2).map((key) => ({ key, at: at(MONDAY).toISOString() }));
      return { items, next: items.length === 2 ? String(start + 2) : null };
    },
  };
  return { source, asked };
}

async function readWhole(source: IntakeSource): Promise<void> {
  while (await compare(source, dependencies));
}

test('An application that no case has is a finding, once, and reading goes on where it ended', async () => {
  const { key } = await ledger.put('home-transfer', MONDAY, course('transfer', MONDAY));
  const foreign = 'F'.repeat(45);
  const keys = [key('transfer'), foreign, key('identity')];
  const { source, asked } = listOf(keys);
  await readWhole(source);
  await readWhole(source);
  expect(await ledger.findings()).toEqual([`JC-201 ${foreign}`]);
  expect(asked).toEqual([null, '2', '2']);
  keys.push('G'.repeat(45));
  await readWhole(source);
  expect(await ledger.findings()).toEqual([`JC-201 ${foreign}`, `JC-201 ${'G'.repeat(45)}`]);
});

test('A department that does not answer is asked again from the same place', async () => {
  const silent: IntakeSource = { code: 'tax', intake: async () => undefined };
  expect(await compare(silent, dependencies)).toBe(false);
  const rows = await ledger.store.query(`select 1 from intake_cursors where department = 'tax'`);
  expect(rows).toEqual([]);
});

test('Two processes do not read the same list at once', async () => {
  let reading = 0;
  let most = 0;
  const slow: IntakeSource = {
    code: 'police',
    intake: async () => {
      reading += 1;
      most = Math.max(most, reading);
      await new Promise((resolve) => setTimeout(resolve, 100));
      reading -= 1;
      return { items: [], next: null };
    },
  };
  await Promise.all([compare(slow, dependencies), compare(slow, dependencies), compare(slow, dependencies)]);
  expect(most).toBe(1);
});
