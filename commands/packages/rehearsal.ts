// Loads what a gateway may load, and ends: what Node compiled of it stays behind for the first start, as that would leave it for the
// next. Run as the gateway is: commands/packages/rehearse.ts.
import { glob } from 'node:fs/promises';
import { buildSchema } from '../../src/graph/schema.ts';

const PROGRAM = 'src/main.ts';
const root = new URL('../../', import.meta.url);

await buildSchema();
for await (const file of glob('{src,adapters,embedded,development}/**/*.ts', { cwd: root, exclude: [PROGRAM] })) {
  await import(new URL(file, root).href);
}
// The program itself goes no further than to its configuration, with which it cannot start.
const endedThere = () => {
  process.exitCode = 0;
};
process.once('exit', endedThere);
await import(new URL(PROGRAM, root).href).catch((error: unknown) => {
  process.off('exit', endedThere);
  throw error;
});
