// Figures that a county and a city published, each with its base: loaded as histories and counted again.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Profile, readProfile } from '../../commands/history/profile.ts';
import { percentOf } from '../../src/statistics/share.ts';
import { everything, openRecords, type Records } from './records.ts';

const NOW = new Date('2025-12-31T12:00:00+08:00');
const total = (profile: Profile, of: 'received' | 'completed', kind?: string) =>
  profile.groups.filter((group) => !kind || group.kind === kind).reduce((sum, group) => sum + group[of], 0);

/** A history of the same shares with fewer cases. */
function scaled(profile: Profile, by: number): Profile {
  const groups = profile.groups.map(({ kind, received, completed }) => ({
    kind,
    received: Math.round(received / by),
    completed: Math.round(completed / by),
  }));
  return { ...profile, groups };
}

test('The profiles that ship hold the figures as they were published', () => {
  const county = readProfile('county');
  expect(total(county, 'received')).toBe(196_579);
  expect(total(county, 'received', 'ON_THE_SPOT')).toBe(191_756);
  expect(total(county, 'received', 'PROMISED')).toBe(4_823);
  expect(percentOf(total(county, 'completed'), total(county, 'received'))).toBe(98);
  const city = readProfile('city');
  expect([total(city, 'received'), total(city, 'completed')]).toEqual([133_000, 130_400]);
  expect(total(city, 'received', 'ON_THE_SPOT')).toBe(66_400);
});

describe('A city’s ten months, at one two-hundredth of their size', () => {
  let records: Records;
  beforeAll(async () => {
    records = await openRecords();
    await records.load(scaled(readProfile('city'), 200));
    await records.level();
  });

  test('have two shares on the spot, and each says of what', async () => {
    const { rows } = await records.ask(everything, NOW);
    expect(rows).toMatchObject([{ received: 665, completed: 652, onTheSpot: 332, onTheSpotCompleted: 332 }]);
    expect([percentOf(332, 665), percentOf(332, 652)]).toEqual([49.92, 50.92]);
  });

  test('add up to the same by month, and what is open is the backlog', async () => {
    const { rows } = await records.ask({ ...everything, by: ['MONTH'] }, NOW);
    expect(rows.map(({ values }) => values[0])).toEqual(
      Array.from({ length: 10 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}`),
    );
    const sum = (of: 'received' | 'completed' | 'backlog') => rows.reduce((all, row) => all + row[of], 0);
    expect([sum('received'), sum('completed'), sum('backlog')]).toEqual([665, 652, 13]);
  });
});

test('A county’s eleven months, at one three-hundred-and-seventy-first of their size, are 97.55% on the spot', async () => {
  const records = await openRecords();
  const county = readProfile('county');
  await records.load(scaled(county, 371));
  await records.level();
  const { rows } = await records.ask({ ...everything, by: ['KIND'] }, NOW);
  const counted = new Map(rows.map(({ values, received }) => [values[0], received]));
  const onTheSpot = counted.get('ON_THE_SPOT') ?? 0;
  const received = [...counted.values()].reduce((sum, count) => sum + count, 0);
  expect([onTheSpot, received]).toEqual([517, 530]);
  expect(percentOf(onTheSpot, received)).toBe(97.55);
});
