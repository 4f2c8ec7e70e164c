// Which file an import leads to once src/module-loading.js was loaded, in folders made for it.
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const LOADING = fileURLToPath(new URL('../src/module-loading.js', import.meta.url));
const INSTALLED = '{"packages":{"first":"1.0.0"}}';
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'modules-'));
  await write('package.json', '{"type":"module"}');
  await cp(LOADING, join(root, 'src/module-loading.js'));
  await write('node_modules/first/package.json', '{"name":"first","main":"index.js"}');
  await write('node_modules/first/index.js', 'exports.from = "the package";');
  await write('node_modules/second/package.json', '{"name":"second","type":"module","exports":"./index.js"}');
  await write('node_modules/second/index.js', 'export { from } from "first";');
  await write('node_modules/.package-lock.json', INSTALLED);
  await write('src/main.ts', 'import { from } from "first"; const told: string = from; console.log(told);');
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

async function packFirst(): Promise<void> {
  const folder = `node_modules/.cache/yichuang-packed/${hash('sha256', INSTALLED)}`;
  await write(`${folder}/packed.json`, '{"first":"first.mjs"}');
  await write(`${folder}/first.mjs`, 'export const from = "the pack";');
}

async function run(): Promise<string> {
  const options = ['--import', './src/module-loading.js', 'src/main.ts'];
  return (await promisify(execFile)(process.execPath, options, { cwd: root })).stdout.trim();
}

test('Without packed packages the installed ones are loaded', async () => {
  expect(await run()).toBe('the package');
});

test('A packed package is loaded instead of the installed one', async () => {
  await packFirst();
  expect(await run()).toBe('the pack');
});

test('A pack of other packages than those that are installed now is left alone', async () => {
  await packFirst();
  await write('node_modules/.package-lock.json', `${INSTALLED} `);
  expect(await run()).toBe('the package');
});

test('A package that is not packed goes on with what was installed for it', async () => {
  await packFirst();
  await write('src/main.ts', 'import { from } from "second"; console.log(from);');
  expect(await run()).toBe('the package');
});

test('Modules of ours are found by the file that an import names, from files of ours in every folder', async () => {
  await write('src/main.ts', 'import { told } from "../adapters/land/told.ts"; console.log(told);');
  await write('adapters/land/told.ts', 'import { name } from "./name.ts"; export const told: string = name;');
  await write('adapters/land/name.ts', 'export const name: string = "land";');
  expect(await run()).toBe('land');
});

test('A module of ours that is missing is told with its path', async () => {
  await write('src/main.ts', 'import "./nowhere.ts";');
  await expect(run()).rejects.toThrow('src/nowhere.ts');
});

test('A pack that is damaged ends the start instead of starting without it', async () => {
  await packFirst();
  await write(`node_modules/.cache/yichuang-packed/${hash('sha256', INSTALLED)}/packed.json`, '{');
  await expect(run()).rejects.toThrow('JSON');
});
