// Which file imports which, read from the text: no import cruiser reads TypeScript 7 yet.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface Import {
  /** Both from the root of the repository, with `/`; a package keeps its name. */
  readonly from: string;
  readonly to: string;
  readonly line: number;
  /** Erased before the program runs. */
  readonly typeOnly: boolean;
}

/** The formatter leaves one spelling of each; the first group is `type`, the second what is imported. */
const FORMS = [
  /^(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom '([^']+)'/gm,
  /^import ()'([^']+)'/gm,
  /\bimport\(\s*()['`]([^'`]+)['`]/g,
  /\brequire\(\s*()'([^']+)'/g,
  /\bnew URL\(\s*()['`](\.[^'`]+)['`], import\.meta\.url/g,
];

/** Every import of the files, in their order. */
export function readImports(root: string, files: readonly string[]): readonly Import[] {
  return files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
}

/** A file named by `new URL(…, import.meta.url)` counts too: code that is run or read is depended upon. */
export function importsOf(file: string, text: string): readonly Import[] {
  const found = FORMS.flatMap((form) => [...text.matchAll(form)]);
  return found.map((match) => ({
    from: file,
    to: resolved(file, match[2] ?? ''),
    line: text.slice(0, match.index).split('\n').length,
    typeOnly: (match[1] ?? '') !== '',
  }));
}

function resolved(file: string, target: string): string {
  return target.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), target)) : target;
}
