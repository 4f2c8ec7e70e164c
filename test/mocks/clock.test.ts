import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openClock } from '../../mocks/clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const origin = Date.UTC(2026, 10, 1);
const start = new Date('2026-02-12T09:00:00+08:00');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: origin });
});
afterEach(() => {
  vi.useRealTimers();
});

test('without settings the centre lives in the machine’s time', async () => {
  const clock = await openClock(await temporaryFolder(), { start: undefined, rate: undefined });
  vi.setSystemTime(origin + 5000);
  expect(clock.now().getTime()).toBe(origin + 5000);
});

test('the clock starts at CLOCK_START, runs CLOCK_RATE times as fast, and goes on from there after a restart', async () => {
  const folder = await temporaryFolder();
  const clock = await openClock(folder, { start, rate: 3600 });
  expect(clock.now()).toEqual(start);
  vi.setSystemTime(origin + 1000);
  expect(clock.now().toISOString()).toBe('2026-02-12T02:00:00.000Z');
  const again = await openClock(folder, { start, rate: 3600 });
  vi.setSystemTime(origin + 2000);
  expect(again.now().toISOString()).toBe('2026-02-12T03:00:00.000Z');
  const unset = await openClock(folder, { start: undefined, rate: undefined });
  expect(unset.now().toISOString()).toBe('2026-02-12T03:00:00.000Z');
});

test('a new rate counts from now on and leaves earlier times what they were', async () => {
  const folder = await temporaryFolder();
  await openClock(folder, { start, rate: 3600 });
  vi.setSystemTime(origin + 1000);
  const slower = await openClock(folder, { start, rate: 1 });
  vi.setSystemTime(origin + 6000);
  expect(slower.now().toISOString()).toBe('2026-02-12T02:00:05.000Z');
  expect(slower.at(origin + 500).toISOString()).toBe('2026-02-12T01:30:00.000Z');
});

test('the machine’s time never goes back', async () => {
  const clock = await openClock(await temporaryFolder(), { start: undefined, rate: undefined });
  vi.setSystemTime(origin + 100);
  expect(clock.machineMs()).toBe(origin + 100);
  vi.setSystemTime(origin + 50);
  expect(clock.machineMs()).toBe(origin + 100);
});

test('a damaged origin stops the start and is named', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'clock.json'), '[]');
  await expect(openClock(folder, { start, rate: 1 })).rejects.toThrow(/clock\.json is damaged/);
});
