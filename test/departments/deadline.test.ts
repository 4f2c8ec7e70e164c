import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDeadline } from '../../src/departments/deadline.ts';

const late = () => new Error('too late');

it('ends what takes too long, with the error that was asked for, and aborts it', async () => {
  const deadline = openDeadline(20);
  await expect(deadline.within(new Promise(() => {}), late)).rejects.toThrow('too late');
  expect(deadline.signal.aborted).toBe(true);
});

it('hands on what was in time, and aborts nothing once it is ended', async () => {
  const deadline = openDeadline(20);
  await expect(deadline.within(Promise.reject(new Error('broken')), late)).rejects.toThrow('broken');
  expect(await deadline.within(Promise.resolve(1), late)).toBe(1);
  deadline.end();
  await sleep(60);
  expect(deadline.signal.aborted).toBe(false);
});
