// GB18030-2022, the departments' character set, strict both ways: no replacement, no `?`, nothing dropped.
// Node decodes the 2022 edition, iconv-lite encodes that of 2005: the decoder is the authority, the encoder is corrected after it.
import iconv from 'iconv-lite';
import { DepartmentFault } from '../../src/departments/fault.ts';

const decoder = new TextDecoder('gb18030', { fatal: true });
const ASCII = /^\p{ASCII}*$/u;
const LEAD_MIN = 0x81;
const LEAD_MAX = 0xfe;
const TRAIL_MIN = 0x40;
const TRAIL_MAX = 0xfe;
const TRAILS = TRAIL_MAX - TRAIL_MIN + 1;

interface Tables {
  /** The two-byte area: the code unit of each cell, 0 where a cell has none of its own. */
  readonly twoBytes: Uint16Array;
  /** Characters to which the decoder assigns two bytes where iconv-lite, behind by an edition, writes four or others. */
  readonly corrections: ReadonlyMap<string, Uint8Array>;
  readonly corrected: RegExp;
}

let made: Tables | undefined;
/** Made when first needed: a start has no use for them and would take longer. */
const tables = () => {
  made ??= tablesFromDecoder();
  return made;
};

/**
 * The text of GB18030 bytes.
 * @throws DepartmentFault `broken` where a byte sequence is incomplete or assigned to nothing, the lone byte 0x80 included.
 */
export function decodeGb18030(bytes: Uint8Array): string {
  return decodeGb18030Part(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}

/** The same for the bytes from `start` up to `end`: a view of each field of a record costs more than its characters do. */
export function decodeGb18030Part(bytes: Buffer, start: number, end: number): string {
  return decodeShort(bytes, start, end) ?? decodeAny(bytes.subarray(start, end));
}

/** A call of the decoder takes longer than the characters of a short field do. */
const SHORT = 256;
const codeUnits = new Uint16Array(SHORT);
const codeUnitBytes = Buffer.from(codeUnits.buffer);

/** Undefined for what is long, or holds anything beside ASCII and the two-byte area. */
function decodeShort(bytes: Buffer, start: number, end: number): string | undefined {
  if (end - start > SHORT) return undefined;
  const { twoBytes } = tables();
  let units = 0;
  for (let at = start; at < end; units += 1) {
    const lead = bytes[at] ?? 0;
    const unit = lead < 0x80 ? lead : at + 1 < end ? unitOf(twoBytes, lead, bytes[at + 1] ?? 0) : 0;
    if (unit === 0 && lead !== 0) return undefined;
    codeUnits[units] = unit;
    at += lead < 0x80 ? 1 : 2;
  }
  // As many code units as bytes: nothing but ASCII, which takes half the memory so.
  if (units === end - start) return bytes.toString('latin1', start, end);
  return codeUnitBytes.toString('utf16le', 0, 2 * units);
}

/** Ideographs, and the marks and letters of their width: nothing among them is invisible. */
const COMMON_MIN = 0x3001;
const COMMON_MAX = 0x9fff;

/** Whether the bytes are surely text of visible ASCII, blanks and common characters of two bytes. */
export function isCommonGb18030(bytes: Buffer, start: number, end: number): boolean {
  const { twoBytes } = tables();
  for (let at = start; at < end; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead >= 0x20 && lead < 0x7f) continue;
    at += 1;
    if (at >= end) return false;
    const unit = unitOf(twoBytes, lead, bytes[at] ?? 0);
    if (unit < COMMON_MIN || unit > COMMON_MAX) return false;
  }
  return true;
}

/** 0 where the cell has none. */
function unitOf(twoBytes: Uint16Array, lead: number, trail: number): number {
  if (lead < LEAD_MIN || lead > LEAD_MAX || trail < TRAIL_MIN || trail > TRAIL_MAX) return 0;
  return twoBytes[(lead - LEAD_MIN) * TRAILS + trail - TRAIL_MIN] ?? 0;
}

function decodeAny(bytes: Uint8Array): string {
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
  const { corrections, corrected } = tables();
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

function tablesFromDecoder(): Tables {
  const twoBytes = new Uint16Array((LEAD_MAX - LEAD_MIN + 1) * TRAILS);
  const corrections = new Map<string, Uint8Array>();
  const lenient = new TextDecoder('gb18030');
  for (let lead = LEAD_MIN; lead <= LEAD_MAX; lead++) {
    const row = Buffer.alloc(3 * TRAILS, '\n');
    for (let cell = 0; cell < TRAILS; cell++) row.set([lead, TRAIL_MIN + cell], 3 * cell);
    const cells = lenient.decode(row).split('\n');
    const written = iconv.encode(cells.join('\n'), 'gb18030').toString('latin1').split('\n');
    for (const [index, character] of cells.entries()) {
      const ours = written[index] ?? '';
      const one = [...character].length === 1 && character !== '\ufffd';
      if (one && character.length === 1) twoBytes[(lead - LEAD_MIN) * TRAILS + index] = character.charCodeAt(0);
      if (one && ours.length !== 2) corrections.set(character, Uint8Array.of(lead, TRAIL_MIN + index));
    }
  }
  return { twoBytes, corrections, corrected: new RegExp(`[${[...corrections.keys()].join('')}]`, 'g') };
}
