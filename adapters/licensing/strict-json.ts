// JSON as the department's contract allows it: UTF-8, no name twice, and numbers kept as the digits that were sent.
import { DepartmentFault } from '../../src/departments/fault.ts';

const digits = Symbol('digits');

/** A number as it stood on the wire. No float was made of it, and no string passes for one. */
interface WireNumber {
  readonly [digits]: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value of one JSON text; every number in it is a `WireNumber`.
 * @throws DepartmentFault `broken` for what is not UTF-8, not JSON, or names a member twice.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  let members = -1; // The reviver also visits the root, as a member of a holder of its own.
  try {
    const text = decoder.decode(bytes);
    const value: unknown = JSON.parse(text, function (this: unknown, _name, member, context?: { source?: string }) {
      if (!Array.isArray(this)) members += 1;
      return typeof member === 'number' ? ({ [digits]: context?.source ?? '' } satisfies WireNumber) : member;
    });
    if (members === countNames(text)) return value;
  } catch (cause) {
    // The cause is left out: a syntax error quotes the text, which may hold personal data.
    if (!(cause instanceof Error)) throw cause;
    throw broken(bytes, cause instanceof SyntaxError ? 'are not JSON' : 'are not UTF-8 or nested too deeply');
  }
  throw broken(bytes, 'name a member twice');
}

/** The digits of a wire number, or undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !(digits in value)) return undefined;
  return String(value[digits]);
}

/** A count of at most nine digits, or undefined. */
export function wireCount(value: unknown): number | undefined {
  const text = numberText(value);
  return text !== undefined && /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : undefined;
}

/** Members that the text names, doubles included. JSON.parse keeps only the last of two: the counts then differ. */
function countNames(text: string): number {
  let names = 0;
  for (const match of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*(:?)/g)) if (match[1] === ':') names += 1;
  return names;
}

function broken(bytes: Uint8Array, what: string): DepartmentFault {
  return new DepartmentFault('broken', `licensing: the ${bytes.length} bytes it answered ${what}; ask it what it sent`);
}
