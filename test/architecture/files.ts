// The files that the house rules are about.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function filesOf(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root, exclude: ['src/graph/generated/**'] }).sort();
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Where the pattern matches, as `file:line`. */
export function placesOf(pattern: RegExp, files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}
