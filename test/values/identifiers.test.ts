import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { citizenNumberCheck, parseCitizenNumber } from '../../src/values/citizen-number.ts';
import { countyName, parseCountyCode } from '../../src/values/county-code.ts';
import { creditCodeCheck, parseCreditCode } from '../../src/values/credit-code.ts';
import { parseImplementationCode, parsePartNumber } from '../../src/values/implementation-code.ts';
import { parseShare } from '../../src/values/share.ts';
import { parseTitleCertificate } from '../../src/values/title-certificate.ts';
import { parseUnitNumber } from '../../src/values/unit-number.ts';

const IMPLEMENTATION_CODE = '1135042800TE5T029H4000117051000';

describe('A citizen number', () => {
  test.each(['350428190001010015', '35010219040229002X', '350203190912319998'])('%s is valid', (number) => {
    expect(parseCitizenNumber(number)).toBe(number);
  });

  test.each([
    ['350428190001010010', 'its check digit is wrong'],
    ['350428190002290012', 'there was no such day'],
    ['35042819000101001x', 'its X is in lower case'],
    ['35042819000101001', 'it is too short'],
    [' 350428190001010015', 'it has a blank'],
    ['３５0428190001010015', 'its digits are full-width'],
    ['350428180001010017', 'its check digit is wrong for that year'],
  ])('%s is refused because %s', (number) => {
    expect(parseCitizenNumber(number)).toBeUndefined();
  });

  test('is a string and never a number, whose last digits would name another citizen', () => {
    expect(parseCitizenNumber(Number('350428190001010015'))).toBeUndefined();
  });

  test('keeps a district that today’s list no longer has', () => {
    const first17 = '35042719650901899';
    expect(parseCountyCode('350427')).toBeUndefined();
    expect(parseCitizenNumber(first17 + citizenNumberCheck(first17))).toBeDefined();
  });

  test('no single wrong digit passes', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const number = '350428190001010015';
        const wrong = String((Number(number[at]) + by) % 10);
        return parseCitizenNumber(number.slice(0, at) + wrong + number.slice(at + 1)) === undefined;
      }),
    );
  });
});

describe('A unified credit code', () => {
  test.each(['91350428MA0TE5T16H', '1135042800TE5T029H', '92350428MA0TE5T324'])('%s is valid', (code) => {
    expect(parseCreditCode(code)).toBe(code);
    expect(creditCodeCheck(code)).toBe(code[17]);
  });

  test.each([
    ['91350428MA0TE5T16J', 'its check character is wrong'],
    ['91350428MO0TE5T16H', 'O is not in the alphabet'],
    ['91350428MA0TE5T16', 'it is too short'],
    ['91350428ma0te5t16h', 'it is in lower case'],
  ])('%s is refused because %s', (code) => {
    expect(parseCreditCode(code)).toBeUndefined();
  });
});

describe('A real-estate unit number', () => {
  test.each(['350428001002GB00003F00010002', '350428001002JC00017F00010001', '350428003001GB00005W00000000'])(
    '%s is valid',
    (number) => {
      expect(parseUnitNumber(number)).toBe(number);
    },
  );

  test.each([
    ['350428001002GB00003F0001000', 'it is too short'],
    ['350428003001GB00005W00010002', 'W has no fixture'],
    ['350428001002KB00003F00010002', 'K is no feature'],
  ])('%s is refused because %s', (number) => {
    expect(parseUnitNumber(number)).toBeUndefined();
  });
});

describe('A title certificate number', () => {
  test('is valid, and full-width brackets become half-width ones', () => {
    expect(parseTitleCertificate('闽(2019)将乐县不动产权第0001234号')).toBe('闽(2019)将乐县不动产权第0001234号');
    expect(parseTitleCertificate('闽（2019）将乐县不动产证明第0001234号')).toBe('闽(2019)将乐县不动产证明第0001234号');
  });

  test.each(['闽(19)将乐县不动产权第0001234号', '闽(2019)将乐县不动产权第12345号', '(2019)将乐县不动产权第0001234号'])(
    '%s is refused',
    (number) => {
      expect(parseTitleCertificate(number)).toBeUndefined();
    },
  );
});

describe('A county code', () => {
  test('is one of today’s list', () => {
    expect([parseCountyCode('350428'), parseCountyCode('350102')]).toEqual(['350428', '350102']);
    expect([parseCountyCode('350499'), parseCountyCode('990101'), parseCountyCode(350428)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const code = parseCountyCode('350428');
    expect(code && countyName(code)).toBe('将乐县');
  });
});

describe('An implementation code and the part number that begins with it', () => {
  test('are valid with a valid credit code, level and day', () => {
    expect(parseImplementationCode(IMPLEMENTATION_CODE)).toBe(IMPLEMENTATION_CODE);
    expect(parsePartNumber(`${IMPLEMENTATION_CODE}20261123000001`)).toBeDefined();
    expect(parsePartNumber(`${IMPLEMENTATION_CODE}202611230001`)).toBeDefined();
  });

  test.each([
    [IMPLEMENTATION_CODE.slice(1), 'length'],
    [`1135042800TE5T029J${IMPLEMENTATION_CODE.slice(18)}`, 'credit code'],
    [`1135042800TE5T029H7${IMPLEMENTATION_CODE.slice(19)}`, 'level'],
  ])('%s is refused for its %s', (code) => {
    expect(parseImplementationCode(code)).toBeUndefined();
  });

  test('a part number of a day that never was is refused', () => {
    expect(parsePartNumber(`${IMPLEMENTATION_CODE}20260230000001`)).toBeUndefined();
  });
});

test('A share is a fraction of at most the whole', () => {
  expect(['1/2', '1/1', '9999/9999', '1/9999'].map(parseShare)).toEqual(['1/2', '1/1', '9999/9999', '1/9999']);
  for (const wrong of ['3/2', '0/1', '1/0', '01/2', '1/10000', '1 / 2', '0.5', '１/２', '', 0.5, null]) {
    expect(parseShare(wrong), String(wrong)).toBeUndefined();
  }
});
