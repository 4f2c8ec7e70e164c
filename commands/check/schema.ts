// Whether clients written against the last release still work: the SDL may grow, nothing that was released may change.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** The SDL of the last release; written by `npm run release:schema`. */
export const RELEASED = 'docs/schema/released.graphql';

/** One line for each breaking change. Before the first release everything may change. */
export async function breakingChanges(root: string): Promise<readonly string[]> {
  const file = join(root, RELEASED);
  const current = readSchema(root);
  if (!existsSync(file)) return [];
  const changes = await diff(buildSchema(readFileSync(file, 'utf8'), { assumeValidSDL: true }), current);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

/** The modules of `schema/` as one schema. Throws where they do not fit together. */
export function readSchema(root: string): GraphQLSchema {
  const modules = globSync('schema/*.graphql', { cwd: root }).sort();
  return buildSchema(modules.map((module) => readFileSync(join(root, module), 'utf8')).join('\n'));
}

export function printRelease(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
