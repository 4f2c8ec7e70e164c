// What the demonstration expects of the gateway: where it is not met, the demonstration ends and says so.
import { setTimeout as sleep } from 'node:timers/promises';

/** The message says what was expected, and what came instead. */
export class Unmet extends Error {}

export function expect(holds: boolean, expected: string, found: unknown): asserts holds {
  if (!holds) throw new Unmet(`Expected ${expected}; found ${JSON.stringify(found)}`);
}

export function expectSome<Value>(value: Value | null | undefined, expected: string): Value {
  if (value === null || value === undefined) throw new Unmet(`Expected ${expected}; found none`);
  return value;
}

const LOOK_EVERY_MS = 40;

/** Looks again until it holds, for a limited time. */
export async function eventually(expected: string, withinMs: number, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Unmet(`Expected within ${withinMs / 1000} s: ${expected}`);
    await sleep(LOOK_EVERY_MS);
  }
}
