import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../../adapters/wire/gb18030.ts';
import { parseXml } from '../../../adapters/wire/xml.ts';
import { decodeXml, gbkXmlText } from '../../../adapters/wire/xml-charset.ts';

const document = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;
const read = (bytes: Uint8Array, transport?: string): string => parseXml(decodeXml(bytes, transport)).text;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the charset of a document', () => {
  it('is what the document declares, what the header names, or UTF-8', () => {
    expect(read(utf8('<a>䶮</a>'))).toBe('䶮');
    expect(read(utf8(document('utf-8', '𬱖')))).toBe('𬱖');
    expect(read(encodeGb18030(document('GBK', '将乐县')))).toBe('将乐县');
    expect(read(encodeGb18030(document('gb2312', '将乐县')), 'GBK')).toBe('将乐县');
    expect(read(encodeGb18030(document('GB18030', '䶮㛃𬱖龴')))).toBe('䶮㛃𬱖龴');
    expect(read(encodeGb18030('<a>㛃</a>'), 'gb18030')).toBe('㛃');
    expect(read(Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), utf8(document('UTF-8', '龴'))]))).toBe('龴');
  });

  it('is refused where it is unknown, contradicted, or not what the bytes are', () => {
    expect(() => read(utf8(document('Big5', 'x')))).toThrow(/a charset other than/);
    expect(() => read(utf8('<a/>'), 'iso-8859-1')).toThrow(/a charset other than/);
    expect(() => read(utf8(document('GBK', 'x')), 'utf-8')).toThrow(/different charsets/);
    expect(() => read(Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), utf8(document('GBK', 'x'))]))).toThrow(/different/);
    expect(() => read(encodeGb18030(document('UTF-8', '将')))).toThrow(/not UTF-8/);
    expect(() => read(Buffer.from('fffe3c0061002f003e00', 'hex'))).toThrow(/not UTF-8/);
    expect(() => read(Buffer.concat([encodeGb18030(document('GBK', '')), Buffer.of(0x80)]))).toThrow(/0x80/);
  });

  it('is refused for a UTF-8 character cut in two', () => {
    const bytes = utf8('<a>䶮</a>');
    for (const length of [4, 5]) {
      const cut = Buffer.concat([bytes.subarray(0, length), utf8('</a>')]);
      expect(() => read(cut)).toThrow(/not UTF-8/);
    }
  });
});

describe('text for a document that declares GBK', () => {
  it('writes what GBK lacks as references and leaves the rest', () => {
    expect(gbkXmlText('王一·（甲）、Ａ1')).toBe('王一·（甲）、Ａ1');
    expect(gbkXmlText('䶮㛃𬱖龴')).toBe('&#x4DAE;&#x36C3;&#x2CC56;&#x9FB4;');
    expect(gbkXmlText('€&é')).toBe('&#x20AC;&amp;é');
  });

  it('leaves every hanzi of the unified block of 1993 as it is', () => {
    const block = Array.from({ length: 0x9fa6 - 0x4e00 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(gbkXmlText(block)).toBe(block);
  });
});
