// Packs installed packages into few files: to find, read and link a thousand small modules takes a third of a start.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

const ENTRY = '\0packed:';
const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * Writes what `specifiers` import into the folder, in place of what was there: `packed.json` tells which file stands for which
 * specifier. What they share is there once; what a package loads later stays a file of its own. Throws where a package is missing.
 */
export async function pack(specifiers: readonly string[], folder: string): Promise<void> {
  const entries = await Promise.all(
    specifiers.map(async (specifier) => ({ specifier, name: nameOf(specifier), text: await entryOf(specifier) })),
  );
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map(({ specifier, name }) => [name, `${ENTRY}${specifier}`])),
    platform: 'node',
    plugins: [entryPlugin(new Map(entries.map(({ specifier, text }) => [specifier, text])))],
    // Packages try for others that need not be there, and it would be told.
    logLevel: 'silent',
  });
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  await bundle.write({
    dir: unfinished,
    comments: false,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await bundle.close();
  const files = Object.fromEntries(entries.map(({ specifier, name }) => [specifier, `${name}.mjs`]));
  await writeFile(join(unfinished, 'packed.json'), JSON.stringify(files));
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
}

function nameOf(specifier: string): string {
  return specifier.replaceAll(/[^\w-]+/g, '_');
}

/** Names what Node finds in the package, so that one in CommonJS gives its members by name as well. */
async function entryOf(specifier: string): Promise<string> {
  const names = Object.keys(await import(specifier)).filter((name) => NAME.test(name));
  return `export { ${names.join(', ')} } from '${specifier}';`;
}

/** Entries are nowhere on the disk; what they import is found as this file would find it. */
function entryPlugin(texts: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'entries',
    resolveId(source, importer) {
      if (source.startsWith(ENTRY)) return source;
      return importer?.startsWith(ENTRY) ? this.resolve(source, import.meta.filename, { skipSelf: true }) : undefined;
    },
    load: (id) => (id.startsWith(ENTRY) ? texts.get(id.slice(ENTRY.length)) : undefined),
    generateBundle(_, files) {
      for (const file of Object.values(files)) if (file.type === 'chunk') file.code = narrow(file.code);
    },
  };
}

/** A single character beyond Latin, and all of the text would take two bytes each for as long as the process lives. */
function narrow(code: string): string {
  return code.replaceAll(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
