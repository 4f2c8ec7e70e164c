// `npm run pack`, and after every installation: packs the packages that a start loads, for src/module-loading.js to take instead, and
// has everything that it loads compiled.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PACKED } from './packages/packed.ts';
import { rehearse } from './packages/rehearse.ts';

const nodeModules = new URL('../node_modules/', import.meta.url);
const installed = hash('sha256', readFileSync(new URL('.package-lock.json', nodeModules)));
const folder = fileURLToPath(new URL(`.cache/yichuang-packed/${installed}`, nodeModules));
// An installation for production may come without the packer, or for a machine that it has no code for.
const packer = await import('./packages/pack.ts').catch((error: Error) => {
  console.log(`Packages stay as they are, and a start takes longer: ${error.message}`);
});
if (packer) {
  await packer.pack(PACKED, folder);
  console.log(`${PACKED.length} packages are packed in ${folder}`);
}

try {
  rehearse();
  console.log('What a start loads is compiled.');
} catch (error) {
  console.log(`What a start loads is not compiled yet, and the first one takes longer: ${(error as Error).message}`);
}
