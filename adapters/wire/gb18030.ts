// GB18030-2022, the departments' character set, strict both ways: no replacement, no `?`, nothing dropped.
// Node decodes the 2022 edition, iconv-lite encodes that of 2005: the decoder is the authority, the encoder is corrected after it.
import iconv from 'iconv-lite';
import { DepartmentFault } from '../../src/departments/fault.ts';

const decoder = new TextDecoder('gb18030', { fatal: true });
const ASCII = /^\p{ASCII}*$/u;
const corrections = correctionsFromDecoder();
const corrected = new RegExp(`[${[...corrections.keys()].join('')}]`, 'g');

/**
 * The text of GB18030 bytes.
 * @throws DepartmentFault `broken` where a byte sequence is incomplete or assigned to nothing, the lone byte 0x80 included.
 */
export function decodeGb18030(bytes: Uint8Array): string {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (cause) {
    throw new DepartmentFault(
      'broken',
      `${bytes.length} bytes received are not GB18030; ask the department what it sent`,
      {
        cause,
      },
    );
  }
  // WHATWG, Encoding, gb18030 decoder: a lone 0x80 is taken for the euro sign even in fatal mode. The standard has it as A2E3.
  if (text.includes('€') && hasLone80(bytes)) {
    throw new DepartmentFault(
      'broken',
      `${bytes.length} bytes received hold the byte 0x80, which is no GB18030; ask the department what it sent`,
    );
  }
  return text;
}

/**
 * The GB18030-2022 bytes of a text; decoding them gives the text back.
 * @throws DepartmentFault `broken` where a character (lone surrogate, some of private use) has no bytes of its own.
 */
export function encodeGb18030(text: string): Uint8Array {
  if (ASCII.test(text)) return Buffer.from(text, 'latin1');
  const bytes = encodeCorrected(text);
  if (!decodesTo(bytes, text)) {
    throw new DepartmentFault(
      'broken',
      `a text of ${text.length} characters holds one that GB18030 cannot carry; nothing was sent, correct the text`,
    );
  }
  return bytes;
}

function encodeCorrected(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(corrected)) {
    const bytes = corrections.get(character);
    if (!bytes) continue;
    if (index > from) parts.push(iconv.encode(text.slice(from, index), 'gb18030'));
    parts.push(bytes);
    from = index + character.length;
  }
  if (from === 0) return iconv.encode(text, 'gb18030');
  if (from < text.length) parts.push(iconv.encode(text.slice(from), 'gb18030'));
  return Buffer.concat(parts);
}

function decodesTo(bytes: Uint8Array, text: string): boolean {
  try {
    return decoder.decode(bytes) === text;
  } catch {
    return false; // TextDecoder throws TypeError for a sequence that is assigned to nothing
  }
}

/** A trail byte may be 0x80 as well, so the sequences are walked; only well-formed bytes come here. */
function hasLone80(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    if (lead === 0x80) return true;
    at += lead < 0x80 ? 1 : isDigitByte(bytes[at + 1]) ? 4 : 2;
  }
  return false;
}

function isDigitByte(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Characters to which the decoder assigns two bytes where iconv-lite, behind by an edition, writes four or others. */
function correctionsFromDecoder(): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const lenient = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    const row = Buffer.alloc(3 * 0xbf, '\n');
    for (let trail = 0x40; trail <= 0xfe; trail++) row.set([lead, trail], 3 * (trail - 0x40));
    const cells = lenient.decode(row).split('\n');
    const written = iconv.encode(cells.join('\n'), 'gb18030').toString('latin1').split('\n');
    for (const [index, character] of cells.entries()) {
      const ours = written[index] ?? '';
      const one = [...character].length === 1 && character !== '\ufffd';
      if (one && ours.length !== 2) found.set(character, Uint8Array.of(lead, 0x40 + index));
    }
  }
  return found;
}
