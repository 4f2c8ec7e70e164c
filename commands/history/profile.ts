// What a history is made of: how many cases of which kind were received between two days, and how many of them are completed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';
import { parseCivilDate } from '../../src/values/civil-date.ts';
import { parseCountyCode } from '../../src/values/county-code.ts';

const civilDate = z
  .string()
  .refine((text) => parseCivilDate(text) !== undefined, 'not a day, written yyyy-mm-dd in quotes');
const county = z.string().refine((text) => parseCountyCode(text) !== undefined, 'not a county code, in quotes');

const group = z
  .strictObject({
    kind: z.enum(['ON_THE_SPOT', 'PROMISED']),
    received: z.int().min(0).max(5_000_000),
    completed: z.int().min(0),
  })
  .refine(({ received, completed }) => completed <= received, 'more are completed than were received');

const shape = z
  .strictObject({
    /** The same seed makes the same history. */
    seed: z.int().min(0),
    from: civilDate,
    to: civilDate,
    /** `items`: single items, on the spot or promised as the group says. `bundles`: the catalogue's bundles as they are. */
    received: z.enum(['items', 'bundles']),
    groups: z.array(group).min(1),
    regions: z.array(county).min(1),
    /** Of a hundred completed: how many were refused, put right first, handed over. */
    refused: z.int().min(0).max(100).default(1),
    supplemented: z.int().min(0).max(100).default(3),
    handedOver: z.int().min(0).max(100).default(60),
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');

export type Profile = z.output<typeof shape>;

const folder = new URL('./', import.meta.url);

/** Names of the profiles that ship. */
export function profileNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
}

/** A profile that ships, by its name, or one in a file. Throws with everything that is wrong with it. */
export function readProfile(nameOrFile: string): Profile {
  const file = profileNames().includes(nameOrFile) ? new URL(`${nameOrFile}.yaml`, folder) : nameOrFile;
  if (!existsSync(file)) {
    throw new Error(
      `There is neither a file ${nameOrFile} nor a profile of that name; profiles: ${profileNames().join(', ')}.`,
    );
  }
  return profileOf(load(readFileSync(file, 'utf8')), nameOrFile);
}

export function profileOf(value: unknown, name: string): Profile {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new Error(
    `${name}: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  );
}
