// What was made of a text in an earlier process: parsers of packages take longer, cold as they are at a start, than it takes to read
// what they made. Kept like compiled code, beside it, by what it was made of; it must hold nothing but what the text says.
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

const nodeModules = new URL('../node_modules/', import.meta.url);
const DIGEST = 64;

let known: string | undefined;
/** Empty where nobody can tell which packages are installed: nothing is kept then. */
const installed = () => {
  known ??= installedPackages();
  return known;
};

/**
 * What `make` makes of the text, a value of structured data. `maker` names it and says what else its work rests on, beside the packages
 * that are installed: with the same of all three it must make the same. What it throws is thrown, each time anew.
 */
export function kept<Value>(maker: string, text: string, make: (text: string) => Value, folder = keptFolder()): Value {
  if (installed() === '') return make(text);
  const name = hash('sha256', JSON.stringify([installed(), process.versions.v8, maker, text]));
  const before = read(`${folder}/${name}`);
  if (before) return before.value as Value;
  const value = make(text);
  write(folder, name, value);
  return value;
}

function keptFolder(): string {
  return fileURLToPath(new URL('.cache/yichuang-kept', nodeModules));
}

/** Undefined where there is none, or where it is not what was written. */
function read(file: string): { readonly value: unknown } | undefined {
  const bytes = ifAllowed(() => readFileSync(file));
  const body = bytes?.subarray(DIGEST);
  if (!bytes || !body || bytes.toString('latin1', 0, DIGEST) !== hash('sha256', body)) return undefined;
  return { value: deserialize(body) };
}

/** Whole or not at all, whoever else writes the same; where nothing may be written none is kept. */
function write(folder: string, name: string, value: unknown): void {
  const body = serialize(value);
  const unfinished = `${folder}/${name}.${process.pid}`;
  ifAllowed(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([Buffer.from(hash('sha256', body)), body]));
    renameSync(unfinished, `${folder}/${name}`);
  });
}

function installedPackages(): string {
  const text = ifAllowed(() => readFileSync(new URL('.package-lock.json', nodeModules)));
  return text === undefined ? '' : hash('sha256', text);
}

/** Undefined where the system refuses. */
function ifAllowed<Value>(attempt: () => Value): Value | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
