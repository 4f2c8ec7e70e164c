import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../adapters/wire/field.ts';
import { FieldFault, layoutOf } from '../../../adapters/wire/fixed-width.ts';
import { encodeGb18030 } from '../../../adapters/wire/gb18030.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';

const FIELDS: readonly Field[] = [
  { name: 'code', title: '代码', bytes: 6, type: 'code' },
  { name: 'count', title: '数量', bytes: 4, type: 'digits' },
  { name: 'name', title: '姓名', bytes: 10, type: 'text' },
  { name: 'note', title: '附注', bytes: 8, type: 'text', optional: true },
  { name: 'day', title: '日期', bytes: 8, type: 'date', optional: true },
  { name: 'at', title: '时间', bytes: 14, type: 'time' },
  { name: 'state', title: '状态', bytes: 1, type: 'code', values: ['1', '2'] },
];
const NAMES = ['code', 'count', 'name', 'note', 'day', 'at', 'state'] as const;
const layout = layoutOf('X', FIELDS, NAMES);
const VALUES = { code: 'A-1', count: '7', name: '王䶮', note: '', day: '20240229', at: '20261123235959', state: '2' };
const WIRE = `A-1   0007${latin1('王䶮')}      ${' '.repeat(8)}20240229202611232359592`;

function latin1(text: string): string {
  return Buffer.from(encodeGb18030(text)).toString('latin1');
}
function flawOf(run: () => unknown): string {
  try {
    run();
  } catch (fault) {
    if (fault instanceof FieldFault) return `${fault.field.name} ${fault.flaw}`;
    throw fault;
  }
  return 'none';
}

describe('a fixed-width layout', () => {
  it('fills with blanks and zeros to exactly the width, in bytes', () => {
    expect(layout.bytes).toBe(51);
    expect(Buffer.from(layout.encode(VALUES)).toString('latin1')).toBe(WIRE);
    expect(layout.decode(Buffer.from(WIRE, 'latin1'))).toEqual(VALUES);
  });

  it.each([
    ['code', 'A 1', 'not-of-type'],
    ['code', '代码', 'not-of-type'],
    ['code', 'ABCDEFG', 'too-long'],
    ['code', '', 'blank'],
    ['count', '07', 'not-of-type'],
    ['count', '-1', 'not-of-type'],
    ['count', '1.5', 'not-of-type'],
    ['count', '10000', 'too-long'],
    ['count', '', 'blank'],
    ['name', '王㛃㛃', 'none'],
    ['name', '王㛃㛃a', 'too-long'],
    ['name', '王王王王王', 'none'],
    ['name', '王王王王王a', 'too-long'],
    ['name', '王王王𬱖', 'none'],
    ['name', '王王王王𬱖', 'too-long'],
    ['name', ' 王', 'outer-blank'],
    ['name', '王 ', 'outer-blank'],
    ['name', '王 明', 'none'],
    ['name', '王\u3000', 'none'],
    ['name', '王\n', 'forbidden-character'],
    ['name', '王\u0000', 'forbidden-character'],
    ['name', '王\u0085', 'forbidden-character'],
    ['name', '王\u2028', 'forbidden-character'],
    ['name', '王\u202e', 'forbidden-character'],
    ['name', '王\u200f', 'forbidden-character'],
    ['name', '王\u2066', 'forbidden-character'],
    ['name', '王\ufeff', 'forbidden-character'],
    ['name', '王\ufffd', 'forbidden-character'],
    ['name', '王\ud800', 'not-encodable'],
    ['name', '王\ue81e', 'not-encodable'],
    ['day', '20230229', 'not-of-type'],
    ['day', '2024-2-1', 'not-of-type'],
    ['at', '20261123240000', 'not-of-type'],
    ['at', '20261123236000', 'not-of-type'],
    ['at', '20261123', 'not-of-type'],
    ['state', '3', 'not-in-list'],
  ] as const)('writes %s %j or refuses it: %s', (name, value, flaw) => {
    const found = flawOf(() => layout.encode({ ...VALUES, [name]: value }));
    expect(found).toBe(flaw === 'none' ? 'none' : `${name} ${flaw}`);
  });

  it.each([
    ['digits filled with blanks', 6, '7   ', 'count not-of-type'],
    ['digits with a sign', 6, '-007', 'count not-of-type'],
    ['digits all blank', 6, '    ', 'count not-of-type'],
    ['a required text all blank', 10, ' '.repeat(10), 'name blank'],
    ['a text that is not left-aligned', 10, '  ab      ', 'name outer-blank'],
    ['a text filled with NUL', 10, 'ab\0\0\0\0\0\0\0\0', 'name forbidden-character'],
    ['half a character at the end of its field', 10, '\xcd\xf5\xcd\xf5\xcd\xf5\xcd\xf5a\xcd', 'name not-encodable'],
    [
      'a four-byte character cut at the end of its field',
      10,
      '\xcd\xf5\xcd\xf5\xcd\xf5a\x82\x30\xb7',
      'name not-encodable',
    ],
    ['a code with a blank inside', 0, 'A 1   ', 'code not-of-type'],
    ['a day that does not exist', 28, '20230229', 'day not-of-type'],
    ['a state that is not listed', 50, '9', 'state not-in-list'],
  ])('refuses to read %s', (_scenario, at, bytes, flaw) => {
    const record = Buffer.from(WIRE, 'latin1');
    record.write(bytes, at, 'latin1');
    expect(flawOf(() => layout.decode(record))).toBe(flaw);
  });

  it.each([50, 52, 0])('refuses a record of %i bytes', (length) => {
    expect(() => layout.decode(Buffer.alloc(length, 0x20))).toThrow(DepartmentFault);
  });

  it('names the field in its message and never the value', () => {
    expect(() => layout.encode({ ...VALUES, name: '王王王王王王' })).toThrow(/field name \(text, 10 bytes\)/);
    expect(() => layout.encode({ ...VALUES, name: '王王王王王王' })).not.toThrow(/王/);
  });

  it('refuses at the start an artefact whose fields the code does not know', () => {
    expect(() => layoutOf('X', FIELDS.slice(1), NAMES)).toThrow(/the code expects/);
    expect(() => layoutOf('X', FIELDS.toReversed(), NAMES)).toThrow(/the code expects/);
  });

  it('carries whatever it does not refuse, and a refused value leaves no record', () => {
    const character = fc.oneof(
      fc.constantFrom('䶮', '㛃', '𬱖', '龴', '王', 'a', ' ', '\n', '\u202e'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const text = fc.array(character, { maxLength: 6 }).map((all) => all.join(''));
    let carried = 0;
    fc.assert(
      fc.property(text, text, (name, note) => {
        const values = { ...VALUES, name, note };
        let record: Uint8Array;
        try {
          record = layout.encode(values);
        } catch (fault) {
          expect(fault).toBeInstanceOf(FieldFault);
          return;
        }
        carried += 1;
        expect(record).toHaveLength(layout.bytes);
        expect(layout.decode(record)).toEqual(values);
      }),
      { numRuns: 2000 },
    );
    expect(carried).toBeGreaterThan(100);
  });

  it('never reads damaged bytes as anything that would not be written the same', () => {
    const wire = Buffer.from(WIRE, 'latin1');
    fc.assert(
      fc.property(fc.nat(wire.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(wire);
        damaged[at] = byte;
        let values: Readonly<Record<(typeof NAMES)[number], string>>;
        try {
          values = layout.decode(damaged);
        } catch (fault) {
          expect(fault).toBeInstanceOf(DepartmentFault);
          return;
        }
        expect(Buffer.from(layout.encode(values)).equals(damaged)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
