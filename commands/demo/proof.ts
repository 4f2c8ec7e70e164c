// Last chapter: what the departments themselves wrote down. The gateway has no hand in their journal.
import { expect } from './expectation.ts';
import type { WatchedCase } from './journey.ts';
import { column } from './narration.ts';
import { DEPARTMENT_NAMES, type Stage } from './stage.ts';

/** Parts that are asked and change nothing leave no effect. */
const CHECKS = ['identity'];

export async function proveOnce({ say, control }: Stage, { parts }: WatchedCase): Promise<void> {
  say.chapter('4  核对  The proof: the departments’ own journal');
  const journal = await control.journal();
  for (const { effect, department, key } of journal) {
    say.detail(`${column(DEPARTMENT_NAMES[department] ?? department, 25)} ${effect.padEnd(10)} ${key}`);
  }
  const expected = parts.filter(({ code }) => !CHECKS.includes(code)).map(({ code, key }) => `${code} ${key}`);
  const found = journal.map(({ effect, key }) => `${effect} ${key}`);
  const once = found.length === expected.length && expected.every((effect) => found.includes(effect));
  expect(once, `each of ${expected.join(', ')} once`, found);
  say.proof(`One application, ${parts.length} parts, ${found.length} effects: each of them exactly once`);
}
