import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../adapters/wire/field.ts';
import { FieldFault, layoutOf } from '../../../adapters/wire/fixed-width.ts';
import { encodeGb18030, isCommonGb18030 } from '../../../adapters/wire/gb18030.ts';

const FIELDS: readonly Field[] = [
  { name: 'code', title: '代码', bytes: 6, type: 'code' },
  { name: 'count', title: '数量', bytes: 4, type: 'digits' },
  { name: 'long', title: '大数', bytes: 17, type: 'digits' },
  { name: 'name', title: '姓名', bytes: 10, type: 'text' },
  { name: 'note', title: '附注', bytes: 8, type: 'text', optional: true },
  { name: 'day', title: '日期', bytes: 8, type: 'date', optional: true },
  { name: 'at', title: '时间', bytes: 14, type: 'time' },
  { name: 'state', title: '状态', bytes: 2, type: 'code', values: ['1', '02'] },
  { name: 'level', title: '级别', bytes: 2, type: 'digits', values: ['7', '12'] },
  { name: 'result', title: '结果', bytes: 10, type: 'text', values: ['在册', '库中无此号'] },
];
const NAMES = ['code', 'count', 'long', 'name', 'note', 'day', 'at', 'state', 'level', 'result'] as const;
const layout = layoutOf('X', FIELDS, NAMES);
const VALUES = {
  ...{ code: 'A-1', count: '7', long: '12', name: '王䶮', note: '', day: '20240229', at: '20261123235959' },
  ...{ state: '02', level: '7', result: '在册' },
};
const BEFORE = 3;

type Told = Readonly<Record<string, string>> | string;

function told(read: () => Readonly<Record<(typeof NAMES)[number], string>>): Told {
  try {
    const values = read();
    return Object.fromEntries(NAMES.map((name) => [name, values[name]]));
  } catch (fault) {
    if (fault instanceof FieldFault) return `${fault.field.name} ${fault.flaw}`;
    throw fault;
  }
}

/** The record as it lies in a longer message. */
function viewed(record: Uint8Array) {
  return layout.viewAt(Buffer.concat([Buffer.alloc(BEFORE, 'x'), record, Buffer.from('y')]), BEFORE);
}

describe('a view of a record', () => {
  const text = fc
    .array(fc.constantFrom('䶮', '㛃', '𬱖', '龴', '王', 'Ａ', '　', '·', 'a', ' ', '\u3000'), { maxLength: 5 })
    .map((all) => all.join('').trim());
  const values = fc.record({
    code: fc.stringMatching(/^[!-~]{1,6}$/),
    count: fc.nat(9999).map(String),
    long: fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }).map(String),
    name: text.filter((name) => name !== '' && encodeGb18030(name).length <= 10),
    note: text.filter((note) => encodeGb18030(note).length <= 8),
    day: fc.constantFrom('', '20240229', '19000101'),
    at: fc.constant('20261123235959'),
    state: fc.constantFrom('1', '02'),
    level: fc.constantFrom('7', '12'),
    result: fc.constantFrom('在册', '库中无此号'),
  });

  it('has the values that the record was written with', () => {
    fc.assert(
      fc.property(values, (written) => {
        expect(told(() => viewed(layout.encode(written)))).toEqual(written);
      }),
    );
  });

  it('says of a field what the field is, and nothing else', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...NAMES), fc.string({ maxLength: 3 }), (written, name, more) => {
        const view = viewed(layout.encode(written));
        expect(view.says(name, written[name])).toBe(true);
        expect(view.says(name, written[name] + more)).toBe(more === '');
        expect(view.says(name, written[name].slice(0, -1))).toBe(written[name] === '');
      }),
    );
  });

  it('judges damaged bytes as the whole record is judged, whichever field they are in', () => {
    const wire = Buffer.from(layout.encode(VALUES));
    const judged = { sound: 0, refused: 0 };
    const damage = fc.array(fc.tuple(fc.nat(wire.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(damage, (places) => {
        const damaged = Buffer.from(wire);
        for (const [at, byte] of places) damaged[at] = byte;
        const whole = told(() => layout.decode(damaged));
        expect(told(() => viewed(damaged))).toEqual(whole);
        judged[typeof whole === 'string' ? 'refused' : 'sound'] += 1;
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(judged.sound, judged.refused)).toBeGreaterThan(100);
  });
});

it('no text that is common has a character that a register may not hold', () => {
  const forbidden = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u;
  let common = 0;
  for (let lead = 0; lead < 256; lead += 1) {
    for (let trail = 0; trail < 256; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      if (!isCommonGb18030(bytes, 0, 2)) continue;
      common += 1;
      expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).not.toMatch(forbidden);
    }
  }
  expect(common).toBeGreaterThan(20_000);
});
