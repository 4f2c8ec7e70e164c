// `npm run department -- <code> "<中文名>"`: the places of a new department under one name, working from the first moment.
// With `--manual`: a department without a system of its own, whose clerks work off the gateway's task list.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const words = process.argv.slice(2);
const isManual = words.includes('--manual');
const [code = '', name = ''] = words.filter((word) => word !== '--manual');
const template = fileURLToPath(
  new URL(isManual ? './department/manual-template' : './department/template', import.meta.url),
);
const root = process.cwd();

const problem = faultIn(code, name);
if (problem === undefined) scaffold(code, name);
else {
  console.error(
    `${problem}\nUsage: npm run department -- <code> "<中文名>", for instance: npm run department -- customs 海关\n` +
      'With --manual for one without a system of its own.',
  );
  process.exitCode = 1;
}

function faultIn(code: string, name: string): string | undefined {
  if (!/^[a-z][a-z0-9]{1,29}$/.test(code))
    return `"${code}" is no code: 2 to 30 lower-case letters and digits, a letter first`;
  if (!/^\p{Script=Han}{2,30}$/u.test(name)) return `"${name}" is no Chinese name of 2 to 30 characters`;
  const taken = targets(code).find(({ file }) => existsSync(join(root, file)));
  if (taken !== undefined) return `${taken.file} exists: the code ${code} is taken`;
  const folder = [`adapters/${code}`, `mocks/${code}`].find((each) => existsSync(join(root, each)));
  return folder === undefined ? undefined : `${folder}/ exists: the code ${code} is taken`;
}

function scaffold(code: string, name: string): void {
  const words: Readonly<Record<string, string>> = {
    __code__: code,
    __Code__: code.charAt(0).toUpperCase() + code.slice(1),
    __CODE__: code.toUpperCase(),
    __name__: name,
    __portOffset__: String(freePortOffset()),
  };
  const fill = (text: string) =>
    text.replaceAll(/__(?:code|Code|CODE|name|portOffset)__/g, (word) => words[word] ?? word);
  const files = targets(code);
  for (const { source, file } of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), fill(readFileSync(join(template, source), 'utf8')));
  }
  const written = files.map(({ file }) => `wrote ${file}`).join('\n');
  if (isManual) {
    console.log(`${written}\nNext: the catalogue, as docs/adding-a-department.md says`);
    return;
  }
  nameParent(fill('        __Code__Record: ../../../adapters/__code__/facts.ts#__Code__Record as __Code__Fact\n'));
  run('npm', 'run', '--silent', 'codegen');
  run('npm', 'run', '--silent', 'docs:reference');
  run(
    join(root, 'node_modules', '.bin', 'biome'),
    'check',
    '--write',
    ...files.map(({ file }) => file).filter((file) => file.endsWith('.ts')),
  );
  console.log(written);
  console.log('wrote codegen.yml: one line, and whatever is generated\nNext: docs/adding-a-department.md');
}

function targets(code: string): readonly { readonly source: string; readonly file: string }[] {
  return globSync('**/*.template', { cwd: template })
    .sort()
    .map((source) => ({ source, file: source.replaceAll('__code__', code).replace(/\.template$/, '') }));
}

/** The generated types must know what stands behind the department's objects. */
function nameParent(line: string): void {
  const file = join(root, 'codegen.yml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/^ {6}mappers:\n/m, (mappers) => mappers + line),
  );
}

/** Throws with what it printed where it fails. */
function run(program: string, ...words: readonly string[]): void {
  execFileSync(program, words, { cwd: root, stdio: 'pipe' });
}

/** Distance of the simulator's port from MOCKS_PORT, after those of the other departments. */
function freePortOffset(): number {
  const simulators = globSync('mocks/*/simulator.ts', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  return Math.max(0, ...simulators.map((text) => Number(/portOffset: (\d+)/.exec(text)?.[1] ?? 0))) + 1;
}
