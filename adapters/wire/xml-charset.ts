// Bytes <-> characters for XML: the charset that is declared, and nothing guessed.
import { DepartmentFault } from '../../src/departments/fault.ts';
import { decodeGb18030 } from './gb18030.ts';
import { declaredEncoding } from './xml.ts';
import { type Markup, xmlText } from './xml-writer.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
/** GBK and GB2312 are subsets of GB18030, which reads both. */
const FAMILIES: Readonly<Record<string, 'utf-8' | 'gb18030'>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
};

/**
 * The characters of a document. `transport` is the charset that the HTTP header names, where it names one; it must
 * agree with the document's own declaration. Throws `DepartmentFault('broken')` for a charset that is unknown,
 * contradicted or not what the bytes are.
 */
export function decodeXml(bytes: Uint8Array, transport: string | undefined): string {
  // A declaration is ASCII in every charset accepted here, so it can be read before the charset is known.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString('latin1');
  const marked = head.startsWith('\u00ef\u00bb\u00bf');
  const declared = declaredEncoding((marked ? head.slice(3) : head).replaceAll('\r', '\n'));
  const named = [marked ? 'utf-8' : undefined, transport, declared].filter((name) => name !== undefined).map(familyOf);
  const family = named[0] ?? 'utf-8';
  if (named.some((other) => other !== family)) {
    throw new DepartmentFault('broken', 'XML refused: the header and the document name different charsets');
  }
  return family === 'utf-8' ? decodeUtf8(bytes) : decodeGb18030(bytes);
}

/** Text for a document that declares GBK: what GBK lacks becomes a character reference. */
export function gbkXmlText(value: string): Markup {
  const escaped = xmlText(value);
  if (!NOT_ASCII.test(escaped)) return escaped;
  let text = '';
  for (const character of escaped) {
    const code = character.codePointAt(0) ?? 0;
    text += code < 0x80 || gbkRepertoire().has(code) ? character : `&#x${code.toString(16).toUpperCase()};`;
  }
  return text as Markup;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const NOT_ASCII = /[^\u0000-\u007f]/;

function familyOf(name: string): 'utf-8' | 'gb18030' {
  const family = FAMILIES[name.toLowerCase()];
  if (!family) throw new DepartmentFault('broken', 'XML refused: a charset other than UTF-8, GBK, GB2312 or GB18030');
  return family;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new DepartmentFault('broken', 'XML refused: bytes that are not UTF-8', { cause });
  }
}

let repertoire: Set<number> | undefined;

/**
 * The characters of GBK 1.0, the strict one that departments' Java reads. The decoder knows GB18030's two-byte area,
 * which is larger: row FE and a few symbols came later, and what GBK leaves to private use is nobody's character.
 */
function gbkRepertoire(): Set<number> {
  if (repertoire) return repertoire;
  repertoire = new Set();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfd; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const code = text.codePointAt(0) ?? 0xfffd;
      if (text.length === 1 && code >= 0x80 && !LATER_THAN_GBK.some(([from, to]) => code >= from && code <= to)) {
        repertoire.add(code);
      }
    }
  }
  return repertoire;
}

const LATER_THAN_GBK: readonly (readonly [number, number])[] = [
  [0x01f9, 0x01f9],
  [0x1e3f, 0x1e3f],
  [0x20ac, 0x20ac],
  [0x2ff0, 0x2fff],
  [0x303e, 0x303e],
  [0xe000, 0xf8ff],
  [0xfe10, 0xfe19],
  [0xfffd, 0xfffd],
];
