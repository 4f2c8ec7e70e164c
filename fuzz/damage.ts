// Damages bytes and texts the way wires, programs and attackers do.
import type { Chance } from '../commands/history/chance.ts';

/** Bytes with which parsers of several kinds have trouble. */
const ODD_BYTES = [
  0x00, 0x1a, 0x1b, 0x20, 0x0a, 0x0d, 0x22, 0x26, 0x3c, 0x3e, 0x5c, 0x7f, 0x80, 0xa0, 0xc0, 0xfe, 0xff,
];

/** One to four damages, one after another. */
export function damageBytes(bytes: Uint8Array, chance: Chance, words: readonly string[] = []): Buffer {
  let damaged: Buffer = Buffer.from(bytes);
  for (let left = 1 + chance.below(4); left > 0; left -= 1) damaged = damageOnce(damaged, chance, words);
  return damaged;
}

/** The same for a text; what comes of it need not be whole characters. */
export function damageText(text: string, chance: Chance, words: readonly string[] = []): string {
  return damageBytes(Buffer.from(text, 'utf8'), chance, words).toString('utf8');
}

function damageOnce(bytes: Buffer, chance: Chance, words: readonly string[]): Buffer {
  const at = chance.below(bytes.length + 1);
  const until = Math.min(bytes.length, at + 1 + chance.below(chance.pick([2, 8, 64])));
  const [before, span, after] = [bytes.subarray(0, at), bytes.subarray(at, until), bytes.subarray(until)];
  switch (chance.below(8)) {
    case 0:
      return Buffer.concat([before, flipped(span, chance), after]);
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, span, span, after]);
    case 3:
      return Buffer.concat([before, Buffer.of(chance.pick(ODD_BYTES)), span, after]);
    case 4:
      return Buffer.concat([before, Buffer.of(chance.pick(ODD_BYTES)), span.subarray(1), after]);
    case 5:
      return Buffer.from(before);
    case 6:
      return Buffer.concat([before, Buffer.from(words.length > 0 ? chance.pick(words) : '\u202e'), span, after]);
    default:
      return Buffer.concat([before, after.subarray(0, span.length), span, after.subarray(span.length)]);
  }
}

function flipped(span: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(span);
  if (copy.length > 0) {
    const at = chance.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
  }
  return copy;
}
