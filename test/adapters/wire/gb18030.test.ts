import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGb18030, encodeGb18030 } from '../../../adapters/wire/gb18030.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';

/** No bytes of their own in the 2022 edition: two seats moved to assigned characters, and one that is a duplicate. */
const WITHOUT_BYTES = [
  0xe5e5,
  ...[0xe78d, 0xe78e, 0xe78f, 0xe790, 0xe791, 0xe792, 0xe793, 0xe794, 0xe795, 0xe796],
  ...[0xe81e, 0xe826, 0xe82b, 0xe82c, 0xe832, 0xe843, 0xe854, 0xe864],
];

function hexOf(text: string): string {
  return Buffer.from(encodeGb18030(text)).toString('hex').toUpperCase();
}

function refusal(run: () => unknown): DepartmentFault {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof DepartmentFault) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

describe('GB18030 of the 2022 edition', () => {
  it('carries every Unicode character there and back, except 19 of private use, which it refuses', () => {
    const refused: number[] = [];
    let carried = 0;
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      let bytes: Uint8Array;
      try {
        bytes = encodeGb18030(character);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(DepartmentFault);
        refused.push(code);
        continue;
      }
      if (decodeGb18030(bytes) !== character) expect.fail(`U+${code.toString(16)} came back as another character`);
      carried += 1;
    }
    expect(refused).toEqual(WITHOUT_BYTES);
    expect(carried).toBe(0x110000 - 0x800 - WITHOUT_BYTES.length);
  });

  it('writes no two characters as the same bytes', () => {
    const seen = new Set<string>();
    for (let code = 0; code <= 0xffff; code++) {
      if ((code >= 0xd800 && code <= 0xdfff) || WITHOUT_BYTES.includes(code)) continue;
      seen.add(hexOf(String.fromCharCode(code)));
    }
    expect(seen.size).toBe(0x10000 - 0x800 - WITHOUT_BYTES.length);
  });

  it.each([
    ['䶮', 'FE9F'],
    ['㛃', '8230B731'],
    ['𬱖', '9933C336'],
    ['龴', 'FE59'],
    ['龻', 'FEA0'],
    ['︐', 'A6D9'],
    ['︙', 'A6F3'],
    ['€', 'A2E3'],
    ['\u3000', 'A1A1'],
  ])('writes %s as %s', (character, hex) => {
    expect(hexOf(character)).toBe(hex);
    expect(decodeGb18030(Buffer.from(hex, 'hex'))).toBe(character);
  });

  it('reads every pair of bytes in a short field as it does in a long text', () => {
    const padding = Buffer.alloc(300, 'a');
    const textOf = (bytes: Uint8Array) => {
      try {
        return decodeGb18030(bytes);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(DepartmentFault);
        return null;
      }
    };
    let read = 0;
    for (let pair = 0; pair <= 0xffff; pair++) {
      const bytes = Buffer.from([pair >> 8, pair & 0xff]);
      const short = textOf(bytes);
      const long = textOf(Buffer.concat([padding, bytes]));
      if (long !== (short === null ? null : padding + short)) expect.fail(`${pair.toString(16)} differs`);
      if (short !== null) read += 1;
    }
    expect(read).toBeGreaterThan(20_000);
  });

  it('still reads 龴 as the 2005 edition wrote it', () => {
    expect(decodeGb18030(Buffer.from('82359037', 'hex'))).toBe('龴');
  });

  it('carries any mixture of characters, corrected ones in every place', () => {
    const character = fc.oneof(
      fc.constantFrom('龴', '龻', '︐', '䶮', '㛃', '𬱖', 'a', '王'),
      fc.string({ unit: 'grapheme' }),
    );
    const text = fc.array(character, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (sample) => {
        fc.pre(![...sample].some((one) => WITHOUT_BYTES.includes(one.codePointAt(0) ?? 0)));
        expect(decodeGb18030(encodeGb18030(sample))).toBe(sample);
      }),
    );
  });

  it.each([
    ['a lone lead byte', '81'],
    ['half a character at the end', 'CDF5D0'],
    ['half a four-byte character', '9933C3'],
    ['a lead byte before a blank', '8120'],
    ['the byte FF', 'FF'],
    ['the byte 80, a euro sign to lenient readers', '80'],
    ['the byte 80 after a character whose trail is 80', '818080'],
    ['a two-byte seat that is not assigned', 'A2AB41FF'],
    ['UTF-8', 'E78E8BE5B0'],
    ['four bytes beyond Unicode', 'E3329A36'],
  ])('refuses %s', (_scenario, hex) => {
    expect(refusal(() => decodeGb18030(Buffer.from(hex, 'hex'))).kind).toBe('broken');
  });

  it('takes 80 as a trail byte beside a real euro sign', () => {
    expect(decodeGb18030(Buffer.from('8180A2E3', 'hex'))).toBe('亐€');
  });

  it.each([
    ['a lone high surrogate', '王\ud800'],
    ['a lone low surrogate', '\udc00王'],
    ['U+E5E5', '王\ue5e5'],
    ['U+E81E, whose bytes belong to 龴', '\ue81e'],
  ])('refuses to write %s and names no character of the text', (_scenario, text) => {
    const fault = refusal(() => encodeGb18030(text));
    expect(fault.kind).toBe('broken');
    expect(fault.message).not.toContain('王');
  });
});
