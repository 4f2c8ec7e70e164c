// `npm run check`: every rule that a machine can hold the code to, one verdict a line, failures at the end.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readMigrations } from '../src/store/migrate.ts';
import { wrongDirections } from './check/directions.ts';
import { staleBundle, staleFiles, stalePages } from './check/generated.ts';
import { readImports } from './check/imports.ts';
import { breakingChanges } from './check/schema.ts';
import { referencePages } from './reference/pages.ts';

interface Step {
  readonly name: string;
  /** What is wrong, ready to print; nothing when all is well. */
  readonly problems: () => Promise<readonly string[]>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

const STEPS: readonly Step[] = [
  { name: 'types', problems: () => complaintsOf('tsc', '--pretty', 'false') },
  { name: 'types of the example', problems: () => complaintsOf('tsc', '--pretty', 'false', '--project', 'example') },
  {
    name: 'lint and format',
    problems: () => complaintsOf('biome', 'check', '--error-on-warnings', '--max-diagnostics=100'),
  },
  { name: 'import directions', problems: async () => wrongDirections(readImports(root, ownFiles())) },
  { name: 'unused code', problems: () => complaintsOf('knip', '--no-progress') },
  { name: 'generated files', problems: generatedFiles },
  { name: 'migrations', problems: async () => misnumbered() },
  {
    name: 'schema against the last release',
    problems: () => breakingChanges(root, new Date().toISOString().slice(0, 10)),
  },
];

const failed: string[] = [];
for (const { name, problems } of STEPS) {
  const startedAt = performance.now();
  const found = await problems().catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (found.length === 0) continue;
  failed.push(name);
  console.log(found.map((problem) => `       ${problem.replaceAll('\n', '\n       ')}`).join('\n'));
}
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/** Two changes that were made side by side may have taken the same number. */
function misnumbered(): readonly string[] {
  try {
    readMigrations();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function generatedFiles(): Promise<readonly string[]> {
  const own = await staleFiles(root);
  const example = await staleFiles(fileURLToPath(new URL('../example', import.meta.url)), 'src/generated');
  return [
    ...own,
    ...example.map((problem) => `example: ${problem}`),
    ...staleBundle(root),
    ...stalePages(root, referencePages(root)),
  ];
}

function ownFiles(): readonly string[] {
  return globSync('{src,adapters,mocks,embedded,development,commands,chaos,fuzz,bench}/**/*.ts', { cwd: root }).sort();
}

/** What a tool of node_modules/.bin printed, where it failed. */
function complaintsOf(tool: string, ...args: readonly string[]): Promise<readonly string[]> {
  const child = spawn(fileURLToPath(new URL(`../node_modules/.bin/${tool}`, import.meta.url)), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => output.push(bytes));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve(code === 0 ? [] : [Buffer.concat(output).toString().trim() || `ended with ${code}`]),
    );
  });
}
