// Whether clients written against the last release still work: the SDL may grow, nothing that was released may change.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { mayBeGone, unfoundedDeprecations } from './deprecation.ts';

/** The SDL of the last release; written by `npm run release:schema`. */
export const RELEASED = 'docs/schema/released.graphql';

/**
 * One line for each breaking change, and for each deprecation that is not by the policy. What the last release announced may go
 * after its day; `today` is `yyyy-mm-dd`. Before the first release everything may change.
 */
export async function breakingChanges(root: string, today: string): Promise<readonly string[]> {
  const file = join(root, RELEASED);
  const current = readSchema(root);
  const unfounded = unfoundedDeprecations(current);
  if (!existsSync(file)) return unfounded;
  const released = buildSchema(readFileSync(file, 'utf8'), { assumeValidSDL: true });
  const changes = await diff(released, current);
  const breaking = changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .filter(({ type, path }) => !(REMOVALS.has(type) && path !== undefined && mayBeGone(released, path, today)))
    .map(({ type, message }) => (REMOVALS.has(type) ? `${message}: ${ANNOUNCE}` : message));
  return [...unfounded, ...breaking];
}

const REMOVALS: ReadonlySet<string> = new Set([
  ChangeType.FieldRemoved,
  ChangeType.FieldArgumentRemoved,
  ChangeType.InputFieldRemoved,
  ChangeType.EnumValueRemoved,
  ChangeType.TypeRemoved,
]);
const ANNOUNCE = 'deprecate it in a release first, and wait for its day (docs/schema/README.md)';

/** The modules of `schema/` as one schema. Throws where they do not fit together. */
export function readSchema(root: string): GraphQLSchema {
  const modules = globSync('schema/*.graphql', { cwd: root }).sort();
  return buildSchema(modules.map((module) => readFileSync(join(root, module), 'utf8')).join('\n'));
}

export function printRelease(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
