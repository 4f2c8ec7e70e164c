import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moneyOfFen, parseFen, parseMoney } from '../../src/values/money.ts';

test('yuan become exactly that many fen', () => {
  expect(parseFen('12000')).toBe(1_200_000n);
  expect(parseFen('12000.5')).toBe(1_200_050n);
  expect(parseFen('-0.01')).toBe(-1n);
  expect(parseMoney('0')).toBe('0.00');
});

test.each(['', '1.234', '1e3', '01', '1,000', ' 1', '１', '.5', '1.', '--1', 'NaN', '1'.repeat(17)])(
  '"%s" is no amount',
  (text) => {
    expect(parseFen(text)).toBeUndefined();
  },
);

test('a number is no amount: a float has lost digits before it arrives', () => {
  expect(parseFen(0.1)).toBeUndefined();
});

test('every amount of fen survives being written and read', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), (fen) => parseFen(moneyOfFen(fen)) === fen),
  );
});
