// What was made of texts in an earlier process, in a folder made for it.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { load } from 'js-yaml';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kept } from '../src/kept.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const words = () => vi.fn((text: string) => text.split(' '));

async function fileKept(): Promise<string> {
  const [name = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return join(folder, name);
}

test('What was made of a text is made once, and is the same when it is read', () => {
  const make = words();
  expect(kept('words', 'a b', make, folder)).toEqual(['a', 'b']);
  expect(kept('words', 'a b', make, folder)).toEqual(['a', 'b']);
  expect(make).toHaveBeenCalledTimes(1);
});

test('Another text, and another maker of the same text, are asked anew', () => {
  const make = words();
  kept('words', 'a b', make, folder);
  expect(kept('words', 'a c', make, folder)).toEqual(['a', 'c']);
  expect(kept('letters', 'a b', (text) => [...text], folder)).toEqual(['a', ' ', 'b']);
  expect(make).toHaveBeenCalledTimes(2);
});

test.each([
  ['changed', (bytes: Buffer) => bytes.fill('x', bytes.length - 1)],
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  ['emptied', () => Buffer.alloc(0)],
])('A file that was %s is not believed, and is written anew', async (_, damage) => {
  const make = words();
  kept('words', 'a b', make, folder);
  const file = await fileKept();
  const whole = await readFile(file);
  await writeFile(file, damage(Buffer.from(whole)));
  expect(kept('words', 'a b', make, folder)).toEqual(['a', 'b']);
  expect(await readFile(file)).toEqual(whole);
  expect(make).toHaveBeenCalledTimes(2);
});

test('A failure is thrown each time and leaves nothing behind', async () => {
  const fail = (text: string) => {
    throw new SyntaxError(text);
  };
  expect(() => kept('words', 'a', fail, folder)).toThrow(SyntaxError);
  expect(() => kept('words', 'a', fail, folder)).toThrow(SyntaxError);
  expect(await readdir(folder)).toEqual([]);
});

test('Where nothing may be written it is made each time', async () => {
  await writeFile(join(folder, 'file'), '');
  const make = words();
  expect(kept('words', 'a', make, join(folder, 'file', 'below'))).toEqual(['a']);
  expect(kept('words', 'a', make, join(folder, 'file', 'below'))).toEqual(['a']);
  expect(make).toHaveBeenCalledTimes(2);
});

test('Nothing is a value like any other', () => {
  const make = vi.fn(() => undefined);
  expect(kept('nothing', 'a', make, folder)).toBeUndefined();
  expect(kept('nothing', 'a', make, folder)).toBeUndefined();
  expect(make).toHaveBeenCalledTimes(1);
});

test('Values of YAML that JSON does not have, and documents of GraphQL, come back as they were', () => {
  const yaml = 'a: [.inf, .nan, -0.0, null, 2026-01-01, 010]\nb: &x {c: 1}\nd: *x\n';
  const sdl = 'type Query { "words" a(b: Int = 1): String @deprecated }';
  for (const _ of ['made', 'read']) {
    expect(kept('yaml', yaml, (text) => load(text), folder)).toStrictEqual(load(yaml));
    const document = kept('sdl', sdl, (text) => parse(text, { noLocation: true }), folder);
    expect(document).toEqual(parse(sdl, { noLocation: true }));
  }
});
