// A later start reads what an earlier one compiled; where nothing may be written none is kept. JavaScript, so that it can come before
// the first file that is not: otherwise Node loads its compiler of TypeScript for that one file, which takes 30 ms.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/yichuang-compiled', import.meta.url)));
