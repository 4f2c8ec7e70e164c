// The police's own character set: both directions from the 2022 tables of the runtime's decoder. ASCII, which most fields are, stands
// for itself.
import { isAscii } from 'node:buffer';

const decoder = new TextDecoder('gb18030', { fatal: true });
const ASTRAL_LEAD = 0x90;
let encodings: Map<number, Uint8Array> | undefined;

/** The text, a character for each byte, or undefined where not all of it is ASCII. */
export function readAscii(bytes: Uint8Array): string | undefined {
  return isAscii(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1') : undefined;
}

export function isAsciiText(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** The text, or undefined where the bytes are not GB18030. */
export function readGb18030(bytes: Uint8Array): string | undefined {
  const ascii = readAscii(bytes);
  if (ascii !== undefined) return ascii;
  try {
    const text = decoder.decode(bytes);
    // The decoder reads a lone 80 as a euro sign; only what is written back the same was GB18030-2022 to begin with.
    return text.includes('€') && !Buffer.from(writeGb18030(text) ?? []).equals(bytes) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The bytes, or undefined where a character has none. */
export function writeGb18030(text: string): Uint8Array | undefined {
  if (isAsciiText(text)) return Buffer.from(text, 'latin1');
  encodings ??= tables();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const found = code < 0x80 ? [code] : code > 0xffff ? astral(code) : encodings.get(code);
    if (!found) return undefined;
    bytes.push(...found);
  }
  return Uint8Array.from(bytes);
}

/** Four-byte sequences of the supplementary planes follow one another without gaps. */
function astral(code: number): Uint8Array {
  return fourBytes(ASTRAL_LEAD, code - 0x10000);
}

function fourBytes(firstLead: number, linear: number): Uint8Array {
  const digits = [
    Math.floor(linear / 12600),
    Math.floor(linear / 1260) % 10,
    Math.floor(linear / 10) % 126,
    linear % 10,
  ];
  const [a = 0, b = 0, c = 0, d = 0] = digits;
  return Uint8Array.of(firstLead + a, 0x30 + b, 0x81 + c, 0x30 + d);
}

/** Every sequence of the basic plane, as the decoder reads it; where it reads two alike, the shorter and earlier counts. */
function tables(): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (const bytes of basicSequences()) {
    const code = codeOf(bytes);
    if (code !== undefined && !found.has(code)) found.set(code, bytes);
  }
  return found;
}

function* basicSequences(): Generator<Uint8Array> {
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) yield Uint8Array.of(lead, trail);
  }
  for (let linear = 0; linear < 39_420; linear++) yield fourBytes(0x81, linear);
}

function codeOf(bytes: Uint8Array): number | undefined {
  try {
    const text = decoder.decode(bytes);
    return [...text].length === 1 ? text.codePointAt(0) : undefined;
  } catch {
    return undefined;
  }
}
