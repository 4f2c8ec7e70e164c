// `npm run release:schema`: keeps the SDL as it is now as the promise that later changes are checked against.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printRelease, RELEASED, readSchema } from './check/schema.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = join(root, RELEASED);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, printRelease(readSchema(root)));
console.log(`Wrote ${RELEASED}`);
