// A case belongs to the day on which the centre received it, wherever the process and the database think they are.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { daysOf } from '../../src/statistics/periods.ts';
import type { Dimension } from '../../src/statistics/question.ts';
import { everything, openRecords, type Records } from './records.ts';

const NOW = new Date('2025-12-31T12:00:00+08:00');
const zone = process.env['TZ'];
let records: Records;

beforeAll(async () => {
  process.env['TZ'] = 'America/New_York';
  records = await openRecords();
  const [database] = await records.store.query<{ name: string }>('select current_database() as name');
  await records.store.run(`alter database ${database?.name} set timezone to 'America/New_York'`);
  await records.store.run(`set timezone to 'America/New_York'`);
  await records.load({ groups: [{ kind: 'ON_THE_SPOT', received: 2, completed: 0 }] });
  const ids = await records.store.query<{ id: number }>('select id from cases order by id');
  const instants = ['2025-03-31T15:59:59.999Z', '2025-03-31T16:00:00Z'];
  for (const [index, { id }] of ids.entries()) {
    await records.store.run('update cases set received_at = $2 where id = $1', [id, instants[index]]);
  }
  await records.level();
});

afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

test('The process runs in another zone than the centre', () => {
  expect(new Date('2025-03-31T16:00:00Z').getDate()).toBe(31);
});

test.each<[Dimension, string, string]>([
  ['DAY', '2025-03-31', '2025-04-01'],
  ['MONTH', '2025-03', '2025-04'],
])('By %s, a millisecond before midnight is %s and midnight is %s', async (dimension, before, after) => {
  const { rows } = await records.ask({ ...everything, by: [dimension] }, NOW);
  expect(rows.map(({ values, received }) => [values[0], received])).toEqual([
    [before, 1],
    [after, 1],
  ]);
});

test('A month’s filter lets in its own last moment and nothing of the next', async () => {
  const march = daysOf('MONTH', '2025-03');
  if (!march) throw new Error('March is a month.');
  const { rows } = await records.ask({ ...everything, by: ['DAY'], received: march }, NOW);
  expect(rows.map(({ values }) => values[0])).toEqual(['2025-03-31']);
});
