import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DurableLog } from '../../mocks/durable-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a line counts as durable only when its promise has resolved, and is then read back from its place', async () => {
  const log = await DurableLog.open(join(await temporaryFolder(), 'log'), () => {});
  const appended = log.append('房屋 one');
  expect(log.isDurable(appended.end)).toBe(false);
  await appended.durable;
  expect(log.isDurable(appended.end)).toBe(true);
  expect(log.read(appended)).toBe('房屋 one');
  await log.close();
});

test('writers that wait together are durable together, in the order in which they came', async () => {
  const path = join(await temporaryFolder(), 'log');
  const log = await DurableLog.open(path, () => {});
  const resolved: number[] = [];
  const appends = Array.from({ length: 1000 }, (_, index) =>
    log.append(`line ${index} ${'x'.repeat(index)}`).durable.then(() => resolved.push(index)),
  );
  await appends[0];
  expect(resolved.length).toBeGreaterThan(900);
  await Promise.all(appends);
  expect(resolved).toEqual(resolved.toSorted((one, other) => one - other));
  await log.close();
  const lines: string[] = [];
  await (await DurableLog.open(path, (line) => lines.push(line))).close();
  expect(lines.map((line) => Number(line.split(' ')[1]))).toEqual(Array.from({ length: 1000 }, (_, index) => index));
});

test('lines longer than a read of the disk are replayed whole, with their places', async () => {
  const path = join(await temporaryFolder(), 'log');
  const log = await DurableLog.open(path, () => {});
  const long = '宅'.repeat(300_000);
  const places = [log.append('short'), log.append(long), log.append('last')];
  await Promise.all(places.map(({ durable }) => durable));
  const read: string[] = [];
  for await (const { line } of log.lines(places[1]?.start ?? 0)) read.push(line);
  expect(read).toEqual([long, 'last']);
  await log.close();
});

test('what is not urgent is durable after a moment, and at the latest when the log is closed', async () => {
  const path = join(await temporaryFolder(), 'log');
  const log = await DurableLog.open(path, () => {});
  await log.append('in company', false).durable;
  const last = log.append('before closing', false);
  await log.close();
  await last.durable;
  const lines: string[] = [];
  await (await DurableLog.open(path, (line) => lines.push(line))).close();
  expect(lines).toEqual(['in company', 'before closing']);
});

test('a disk that fails fails every waiting writer and all that follow', async () => {
  const log = await DurableLog.open(join(await temporaryFolder(), 'log'), () => {});
  await log.close();
  await expect(log.append('one').durable).rejects.toThrow('cannot be written');
  await expect(log.append('two').durable).rejects.toThrow('cannot be written');
});

/** Counts the real fsyncs of this process, and how many have ended. */
async function watchFsync(): Promise<{ begun: () => number; ended: () => number }> {
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const sync = prototype.sync;
  let ended = 0;
  const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    await sync.call(this);
    ended += 1;
  });
  onTestFinished(() => spy.mockRestore());
  return { begun: () => spy.mock.calls.length, ended: () => ended };
}

test('a line is durable after an fsync of its own time, and a crowd of writers shares few of them', async () => {
  const log = await DurableLog.open(join(await temporaryFolder(), 'log'), () => {});
  const fsync = await watchFsync();
  await log.append('one').durable;
  expect(fsync.ended()).toBe(1);
  await Promise.all(Array.from({ length: 500 }, (_, index) => log.append(`line ${index}`).durable));
  expect(fsync.ended()).toBe(fsync.begun());
  expect(fsync.ended()).toBeLessThan(5);
  await log.close();
});

test('fsyncs begin eight milliseconds apart, however often lines come', async () => {
  const log = await DurableLog.open(join(await temporaryFolder(), 'log'), () => {});
  const fsync = await watchFsync();
  const startedMs = performance.now();
  const lines: Promise<void>[] = [];
  for (let index = 0; index < 40; index += 1) {
    lines.push(log.append(`line ${index}`).durable);
    await sleep(1);
  }
  await Promise.all(lines);
  const tookMs = performance.now() - startedMs;
  expect(fsync.ended()).toBeLessThanOrEqual(Math.ceil(tookMs / 8) + 1);
  await log.close();
});
