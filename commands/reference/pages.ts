// The pages that are written from code, so that they cannot tell something else: `npm run docs:reference` writes them, and
// `npm run check` says which are out of date.
import { errorsPage } from './errors-page.ts';

/** Contents by path below the root of the repository. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([['docs/errors.md', errorsPage()]]);
}
