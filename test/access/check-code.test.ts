import { expect, test } from 'vitest';
import { openAttempts } from '../../src/access/check-code.ts';

function attempts() {
  const clock = { ms: 0 };
  return { clock, ...openAttempts(() => clock.ms) };
}

test('Two dozen wrong tries of a number are allowed, then one every few seconds, from whatever address', () => {
  const { clock, begin } = attempts();
  let allowed = 0;
  while (allowed < 1_000 && begin(`10.0.0.${allowed}`, '1') === 0) allowed += 1;
  expect(allowed).toBe(24);
  let within = 0;
  for (clock.ms = 0; clock.ms < 60_000; clock.ms += 100) if (begin('10.9.9.9', '1') === 0) within += 1;
  expect(within).toBeGreaterThan(10);
  expect(within).toBeLessThan(30);
  expect(begin('10.9.9.9', '2')).toBe(0);
});

test('Wrong tries of ever other numbers from one address come to an end too', () => {
  const { begin } = attempts();
  let allowed = 0;
  while (allowed < 1_000 && begin('10.0.0.1', `${allowed}`) === 0) allowed += 1;
  expect(allowed).toBe(200);
  expect(begin('10.0.0.2', '1')).toBe(0);
});

test('Whoever has the code may look as often as a page is reloaded', () => {
  const { clock, begin, wasRight } = attempts();
  for (let second = 0; second < 300; second += 1) {
    clock.ms = second * 1_000;
    for (let look = 0; look < 10; look += 1) {
      expect(begin('10.0.0.1', '1')).toBe(0);
      wasRight('10.0.0.1', '1');
    }
  }
});

test('The wait that is told is long enough', () => {
  const { clock, begin } = attempts();
  while (begin('a', '1') === 0);
  clock.ms += begin('a', '1');
  expect(begin('a', '1')).toBe(0);
});
