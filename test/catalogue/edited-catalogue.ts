// Loads a copy of the shipped catalogue after edits, as the centre would make them, and tells what the loader says.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundle, Catalogue } from '../../src/catalogue/catalogue.ts';
import { load } from '../../src/catalogue/load.ts';

export const shippedFolder = fileURLToPath(new URL('../../catalogue', import.meta.url));

/** Replaces the first `find` of a file (every `find` must be there), or adds a file where `find` is null. */
export interface Edit {
  readonly file: string;
  readonly find: string | null;
  readonly put: string;
}

/** `file:line: message` for each fault; empty where the edited catalogue loads. */
export function faultsAfter(...edits: readonly Edit[]): readonly string[] {
  const result = loadEdited(...edits);
  return result.kind === 'faulty' ? result.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`) : [];
}

export function loadEdited(...edits: readonly Edit[]): ReturnType<typeof load> {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  try {
    cpSync(shippedFolder, folder, { recursive: true });
    for (const { file, find, put } of edits) {
      const path = join(folder, file);
      const text = find === null ? '' : readFileSync(path, 'utf8');
      if (find !== null && !text.includes(find)) throw new Error(`${file} does not hold ${find}`);
      writeFileSync(path, find === null ? put : text.replace(find, () => put));
    }
    return load(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The line of the shipped file on which the text first stands. */
export function lineOf(file: string, text: string): number {
  const lines = readFileSync(join(shippedFolder, file), 'utf8').split('\n');
  const line = lines.findIndex((each) => each.includes(text)) + 1;
  if (line === 0) throw new Error(`${file} does not hold ${text}`);
  return line;
}

export function shippedCatalogue(): Catalogue {
  const result = load(shippedFolder);
  if (result.kind === 'faulty') throw new Error(JSON.stringify(result.faults, null, 2));
  return result.catalogue;
}

export function shippedBundle(code: string): Bundle {
  const bundle = shippedCatalogue().bundles.get(code);
  if (!bundle) throw new Error(`no bundle ${code} ships`);
  return bundle;
}
