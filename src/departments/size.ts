// About how much memory a value takes that is a tree of plain data; close enough to bound a cache by.

const WORD = 8;
const TEXT = 24;
const OBJECT = 40;

export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return TEXT + 2 * value.length;
  if (typeof value !== 'object' || value === null) return WORD;
  let bytes = OBJECT;
  if (Array.isArray(value)) for (const member of value) bytes += WORD + bytesOf(member);
  else for (const name in value) bytes += WORD + bytesOf((value as Readonly<Record<string, unknown>>)[name]);
  return bytes;
}
