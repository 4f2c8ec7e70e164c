// `npm run docs:environment`: writes the READMEs' tables of environment variables from the list in src/variables.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TABLES, withTable } from './environment/table.ts';

for (const table of TABLES) {
  const file = fileURLToPath(new URL(`../${table.file}`, import.meta.url));
  writeFileSync(file, withTable(readFileSync(file, 'utf8'), table));
  console.log(`Wrote the table of ${table.file}`);
}
