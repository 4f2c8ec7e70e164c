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

/** One line for each recorded figure of a scenario that ran which has fallen, or was not measured. */
export function belowLevels(report: Readonly<Record<string, readonly Figure[]>>, recorded: Levels): readonly string[] {
  return Object.entries(report).flatMap(([scenario, figures]) =>
    Object.entries(recorded[scenario] ?? {}).flatMap(([name, level]) => {
      const value = figures.find((figure) => figure.name === name)?.value ?? Number.NaN;
      if (value >= level * TOLERATED) return [];
      const what = Number.isNaN(value) ? 'was not measured' : `fell to ${value.toPrecision(3)}`;
      return [`${scenario}: "${name}" ${what}; its recorded level is ${level}.`];
    }),
  );
}
