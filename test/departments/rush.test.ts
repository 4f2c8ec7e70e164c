import { expect, test } from 'vitest';
import { openRush } from '../../src/departments/rush.ts';

function at(startMs: number) {
  let nowMs = startMs;
  const rush = openRush(() => nowMs);
  return { rush, pass: (ms: number) => (nowMs += ms) };
}

test('Requests one after another make no rush, however soon they follow', () => {
  const { rush, pass } = at(1_000);
  rush.begin()();
  pass(1);
  rush.begin();
  expect([rush.includes(1_000), rush.includes(1_001), rush.isOn()]).toEqual([false, true, false]);
});

test('Requests that overlap are one rush from the first to the last', () => {
  const { rush, pass } = at(1_000);
  const first = rush.begin();
  pass(10);
  const second = rush.begin();
  first();
  first();
  pass(10);
  rush.begin();
  expect(rush.isOn()).toBe(true);
  second();
  expect([rush.includes(1_000), rush.includes(999)]).toEqual([true, false]);
});

test('Where many overlapped, a moment without any does not end the rush', () => {
  const { rush, pass } = at(1_000);
  for (const end of Array.from({ length: 8 }, () => rush.begin())) end();
  expect(rush.includes(1_000)).toBe(false);
  pass(60);
  rush.begin();
  expect([rush.includes(1_000), rush.isOn()]).toEqual([true, true]);
});

test('Requests one after another do not draw it out', () => {
  const { rush, pass } = at(1_000);
  for (const end of Array.from({ length: 8 }, () => rush.begin())) end();
  for (let turn = 0; turn < 3; turn += 1) {
    pass(60);
    rush.begin()();
  }
  rush.begin();
  expect([rush.includes(1_000), rush.isOn()]).toEqual([false, false]);
});
