// Packages out of few files are what they were: the same members, and once what they share.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack } from '../../commands/packages/pack.ts';

const SPECIFIERS = ['lru-cache', 'fastify', 'graphql', '@graphql-tools/schema'];
let above = '';
let folder = '';

beforeAll(async () => {
  above = await mkdtemp(join(tmpdir(), 'packed-'));
  folder = join(above, 'packages');
  await pack(SPECIFIERS, folder);
}, 30_000);

afterAll(() => rm(above, { recursive: true, force: true }));

async function packed<Members = Record<string, unknown>>(specifier: string): Promise<Members> {
  const files = (await import(pathToFileURL(join(folder, 'packed.json')).href, { with: { type: 'json' } })).default;
  return import(pathToFileURL(join(folder, files[specifier])).href);
}

test.each(SPECIFIERS)('%s has every member that the package has by name', async (specifier) => {
  const [found, original] = [await packed(specifier), await import(specifier)];
  const names = (of: object) => Object.keys(of).filter((name) => name !== 'module.exports');
  expect(names(found).sort()).toEqual(names(original).sort());
});

test('The default of a package in CommonJS is what it exports', async () => {
  const { default: fastify } = await packed<typeof import('fastify')>('fastify');
  expect(
    (
      await fastify()
        .get('/', () => 'served')
        .inject('/')
    ).body,
  ).toBe('served');
});

test('What two packages share is there once: a schema that one makes is one to the other', async () => {
  const { makeExecutableSchema } = await packed<typeof import('@graphql-tools/schema')>('@graphql-tools/schema');
  const { GraphQLSchema, printSchema } = await packed<typeof import('graphql')>('graphql');
  const schema = makeExecutableSchema({ typeDefs: 'type Query { a: Int }' });
  expect(schema).toBeInstanceOf(GraphQLSchema);
  expect(printSchema(schema)).toContain('a: Int');
});

test('No file has a character beyond Latin, for which all of its text would take twice the memory', async () => {
  await pack(['zod'], join(above, 'wide'));
  const file = join(above, 'wide', 'zod.mjs');
  expect(await readFile(file, 'utf8')).not.toMatch(/[^\0-\xff]/);
  const { locales } = (await import(pathToFileURL(file).href)) as typeof import('zod');
  expect(locales.zhCN().localeError({ code: 'invalid_type', expected: 'string', input: 1 } as never)).toContain(
    '无效输入',
  );
  await rm(join(above, 'wide'), { recursive: true });
});

test('Packing again takes the place of what was there, and leaves nothing half done', async () => {
  await pack(['lru-cache'], folder);
  expect(await readdir(above)).toEqual(['packages']);
  expect((await readdir(folder)).sort()).toEqual(['lru-cache.mjs', 'packed.json']);
});

test('A package that is not there fails, and leaves what was packed before', async () => {
  const before = await readdir(folder);
  await expect(pack(['lru-cache', 'nobody-made-this'], folder)).rejects.toThrow('nobody-made-this');
  expect(await readdir(folder)).toEqual(before);
});
