// The pages that are written from code, so that they cannot tell something else: `npm run docs:reference` writes them, and
// `npm run check` says which are out of date.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorsPage } from './errors-page.ts';
import { schemaPage } from './schema-page.ts';

/** Contents by path below the root of the repository. */
export function referencePages(root: string): ReadonlyMap<string, string> {
  const modules = globSync('schema/*.graphql', { cwd: root })
    .sort()
    .map((file) => ({ name: basename(file, '.graphql'), sdl: readFileSync(join(root, file), 'utf8') }));
  return new Map([
    ['docs/errors.md', errorsPage()],
    ['docs/schema/reference.en.md', schemaPage(modules, 'en')],
    ['docs/schema/reference.zh.md', schemaPage(modules, 'zh')],
  ]);
}
