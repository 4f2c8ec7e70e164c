// `npm run documents -- register FILE…`: lets front ends send these operations by their hash; a FILE is a document, or the
// manifest (.json) that a front end's build writes. `npm run documents -- list` says which they may send. What does not fit the schema is refused, with the reason.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSchema } from './check/schema.ts';
import { register, registeredIn } from './documents/registry.ts';

const USAGE = `usage: npm run documents -- register FILE…
       npm run documents -- list`;
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'catalogue/documents');

const [action, ...files] = process.argv.slice(2);
if (action === 'list' && files.length === 0) {
  for (const { hash, file, operations } of registeredIn(folder))
    console.log(`${hash}  ${file}  ${operations.join(', ')}`);
} else if (action === 'register' && files.length > 0) {
  const registration = register(files, folder, readSchema(root));
  if (registration.kind === 'registered') {
    for (const { hash, file } of registration.documents) console.log(`${hash}  ${file}`);
  } else {
    console.error(`Nothing was registered:\n  ${registration.faults.join('\n  ')}`);
    process.exitCode = 1;
  }
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
