// How modules are found and loaded, set before the first of them: compiled code of an earlier start, packages out of few files, and
// our own modules where they say. JavaScript, so that it can come before the first file that is not: otherwise Node loads its
// compiler of TypeScript for that one file, which takes 30 ms.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const nodeModules = new URL('../node_modules/', import.meta.url);

// A later start reads what an earlier one compiled; where nothing may be written none is kept.
enableCompileCache(fileURLToPath(new URL('.cache/yichuang-compiled', nodeModules)));

const packed = packedPackages();

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    // Packages find each other as ever: what they expect to be given is theirs to say.
    if (parentURL === undefined || parentURL.includes('/node_modules/')) return next(specifier, context);
    const file = packed[specifier];
    if (file !== undefined) return { url: file, format: 'module', shortCircuit: true };
    // Ours name the file itself: nothing is to be looked for, in no folder and no package.json.
    if (specifier.startsWith('.') && specifier.endsWith('.ts')) {
      return { url: new URL(specifier, parentURL).href, format: 'module-typescript', shortCircuit: true };
    }
    return next(specifier, context);
  },
});

/** By what imports say; none where nothing was packed of just the packages that are installed. */
function packedPackages() {
  try {
    const installed = hash('sha256', readFileSync(new URL('.package-lock.json', nodeModules)));
    const folder = new URL(`.cache/yichuang-packed/${installed}/`, nodeModules);
    const files = JSON.parse(readFileSync(new URL('packed.json', folder), 'utf8'));
    return Object.fromEntries(
      Object.entries(files).map(([specifier, file]) => [specifier, new URL(file, folder).href]),
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
