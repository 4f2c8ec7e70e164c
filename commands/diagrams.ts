// `npm run diagrams`: prints the case engine's tables as Mermaid diagrams; with `-- --write` puts them into docs/case-engine.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DOCUMENT, drawings, withDrawings } from './diagrams/draw.ts';

const [option, ...more] = process.argv.slice(2);
if (option !== undefined && (option !== '--write' || more.length > 0)) {
  console.error(`Unknown: ${process.argv.slice(2).join(' ')}. npm run diagrams [-- --write]`);
  process.exitCode = 2;
} else if (option === '--write') {
  const file = fileURLToPath(new URL(`../${DOCUMENT}`, import.meta.url));
  writeFileSync(file, withDrawings(readFileSync(file, 'utf8')));
  console.log(`Wrote the diagrams of ${DOCUMENT}`);
} else {
  for (const [name, draw] of Object.entries(drawings)) console.log(`## ${name}\n\n${draw()}\n`);
}
