import { expect, test } from 'vitest';
import { belowLevels } from '../../bench/levels.ts';

const recorded = { hot: { 'throughput / floor': 0.3 } };
const hot = (name: string, value: number) => ({ hot: [{ name, value, unit: 'ratio' as const }] });

test('A figure that fell far below its level is told, and so is one that was not measured', () => {
  expect(belowLevels(hot('throughput / floor', 0.25), recorded)).toEqual([]);
  expect(belowLevels(hot('throughput / floor', 0.1), recorded)).toEqual([expect.stringContaining('fell to 0.100')]);
  expect(belowLevels(hot('throughput', 0.3), recorded)).toEqual([expect.stringContaining('was not measured')]);
  expect(belowLevels(hot('throughput / floor', Number.NaN), recorded)).toEqual([expect.stringContaining('was not')]);
  expect(belowLevels({ start: [] }, recorded)).toEqual([]);
});
