// Levels that figures had when somebody last looked: a short run fails where one has fallen far below its level. Ratios alone
// are recorded, since everything else says more about the machine than about the code.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Figure } from './scenario.ts';

const levels = z.record(z.string(), z.record(z.string(), z.number().positive()));
export type Levels = z.infer<typeof levels>;

/** A noisy machine takes this much from a short run; a change that takes more is seen. */
const TOLERATED = 0.6;

export async function readLevels(): Promise<Levels> {
  return levels.parse(JSON.parse(await readFile(new URL('levels.json', import.meta.url), 'utf8')));
}

/** One line for each figure that was measured and has fallen. */
export function belowLevels(report: Readonly<Record<string, readonly Figure[]>>, recorded: Levels): readonly string[] {
  return Object.entries(report).flatMap(([scenario, figures]) =>
    figures.flatMap(({ name, value }) => {
      const level = recorded[scenario]?.[name];
      if (level === undefined || value >= level * TOLERATED) return [];
      return [`${scenario}: "${name}" fell to ${value.toPrecision(3)}; its recorded level is ${level}.`];
    }),
  );
}
