import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { load } from '../../../src/catalogue/load.ts';
import { shownStatistics } from '../../../src/graph/parents/statistics-rows.ts';
import type { Row } from '../../../src/statistics/question.ts';

const loaded = load(fileURLToPath(new URL('../../../catalogue', import.meta.url)));
if (loaded.kind === 'faulty') throw new Error('The shipped catalogue is faulty.');
const context = { catalogue: loaded.catalogue, text: ({ zh }: { zh: string }) => zh, principal: null };
const floor = loaded.catalogue.statistics.measures.get('satisfaction')?.floor ?? 0;

const nothing: Row = {
  values: [],
  received: 0,
  completed: 0,
  onTheSpot: 0,
  onTheSpotCompleted: 0,
  promised: 0,
  kept: 0,
  refusals: 0,
  supplements: 0,
  overdue: 0,
  backlog: 0,
  oldestOpenAt: null,
  rated: 0,
  satisfied: 0,
  medianWorkingHours: null,
  p90WorkingHours: null,
};

function shown(row: Partial<Row>, by: readonly ('DEPARTMENT' | 'REGION' | 'KIND')[] = []) {
  const question = { by, received: { from: null, before: null }, where: { every: [] } };
  return shownStatistics(question, { cutOff: new Date(0), rows: [{ ...nothing, ...row }] }, context).rows[0];
}

test('So few ratings that persons would show are withheld; the counts beside them are not', () => {
  expect(floor).toBeGreaterThan(1);
  expect(shown({ received: 9, rated: floor - 1, satisfied: 1 })).toMatchObject({ received: 9, satisfaction: null });
  expect(shown({ rated: floor, satisfied: floor - 1 })?.satisfaction).toMatchObject({ denominator: floor });
  expect(shown({})?.satisfaction).toMatchObject({ numerator: 0, denominator: 0, percent: null });
});

test('Values carry the names that people use', () => {
  const row = shown({ values: ['land', '350428', null] }, ['DEPARTMENT', 'REGION', 'KIND']);
  expect(row?.keys).toEqual([
    { dimension: 'DEPARTMENT', value: 'land', label: '不动产登记中心' },
    { dimension: 'REGION', value: '350428', label: '将乐县' },
    { dimension: 'KIND', value: null, label: '' },
  ]);
});

test('A department that the catalogue no longer has goes by its code', () => {
  expect(shown({ values: ['gone'] }, ['DEPARTMENT'])?.keys[0]?.label).toBe('gone');
});
