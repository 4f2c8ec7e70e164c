import { expect, test } from 'vitest';
import { parseCivilDate } from '../../src/values/civil-date.ts';

test.each(['2026-11-23', '2024-02-29', '2000-02-29', '2026-12-31'])('%s is a day', (day) => {
  expect(parseCivilDate(day)).toBe(day);
});

test.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '20261123', ''])(
  '%s is none',
  (day) => {
    expect(parseCivilDate(day)).toBeUndefined();
  },
);
