import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberText, parseStrictJson, wireCount } from '../../../adapters/licensing/strict-json.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const member = (text: string, name: string) => (parseStrictJson(bytes(text)) as Record<string, unknown>)[name];

describe('strict JSON', () => {
  it('keeps every digit of a number that a float would lose', () => {
    const text = '{"regcap":12345678901.123456,"id":350428190001010015,"tiny":0.10}';
    expect(numberText(member(text, 'regcap'))).toBe('12345678901.123456');
    expect(numberText(member(text, 'id'))).toBe('350428190001010015');
    expect(numberText(member(text, 'tiny'))).toBe('0.10');
    expect(String(JSON.parse(text).id)).not.toBe('350428190001010015');
  });

  it('gives every number its own digits, wherever it stands', () => {
    const text = ' {"a" : [1.0, "2\\"3", {"b":-4.50e1 , "c:5":[6.00]}] , "\\\\": 7.0, "__proto__": 8.0}';
    const value = parseStrictJson(bytes(text)) as { a: [unknown, string, { b: unknown; 'c:5': unknown[] }] };
    const [one, , { b, 'c:5': six }] = value.a;
    expect([one, b, ...six, member(text, '\\'), member(text, '__proto__')].map(numberText)).toEqual([
      ...['1.0', '-4.50e1', '6.00', '7.0', '8.0'],
    ]);
  });

  it('takes no string and no object for a number', () => {
    expect(numberText(member('{"n":"12"}', 'n'))).toBeUndefined();
    expect(numberText(member('{"n":{"digits":"12"}}', 'n'))).toBeUndefined();
    expect(wireCount(member('{"n":"12"}', 'n'))).toBeUndefined();
    expect(wireCount(member('{"n":12}', 'n'))).toBe(12);
  });

  it.each([
    ['a member twice', '{"a":1,"a":1}'],
    ['a member twice, spelt with an escape', '{"a":1,"\\u0061":2}'],
    ['a member twice in an array of objects', '[{"b":1},{"b":{"c":1,"c":2}}]'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}'],
    ['numbers beside a member whose name is a number', '{"b":1.0,"1":1}'],
    ['a comment', '{"a":1}//'],
    ['NaN', '{"a":NaN}'],
    ['a leading zero', '{"a":007}'],
    ['a bare control character', '{"a":"\u0001"}'],
    ['nothing', ''],
    ['a byte order mark', '\ufeff{}'],
    ['a hundred thousand brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseStrictJson(bytes(text))).toThrow(DepartmentFault);
  });

  it('refuses bytes that are not UTF-8, overlong and surrogate forms included', () => {
    for (const wrong of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xd6, 0xd0]]) {
      expect(() => parseStrictJson(Buffer.concat([bytes('{"a":"'), Buffer.from(wrong), bytes('"}')]))).toThrow(
        DepartmentFault,
      );
    }
  });

  it('is not misled by quotes, colons and backslashes inside strings', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string()))), (value) => {
        for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2), JSON.stringify([value, value])]) {
          expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text));
        }
      }),
    );
  });

  it('does not quote what it refuses', () => {
    expect(() => parseStrictJson(bytes('{"name":"廖㛃"'))).toThrow(/^(?!.*廖)/);
  });
});
