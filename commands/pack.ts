// `npm run pack`, and after every installation: packs the packages that a start loads, for src/module-loading.js to take instead.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PACKED } from './packages/packed.ts';

const nodeModules = new URL('../node_modules/', import.meta.url);
const installed = hash('sha256', readFileSync(new URL('.package-lock.json', nodeModules)));
const folder = fileURLToPath(new URL(`.cache/yichuang-packed/${installed}`, nodeModules));
try {
  const { pack } = await import('./packages/pack.ts');
  await pack(PACKED, folder);
  console.log(`${PACKED.length} packages are packed in ${folder}`);
} catch (error) {
  // An installation for production may come without it.
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
  console.log(`Packages stay as they are, and a start takes longer: ${error.message}`);
}
