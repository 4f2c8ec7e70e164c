import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSchema } from '../../commands/check/schema.ts';
import { register, registeredIn } from '../../commands/documents/registry.ts';
import { hashOf } from '../../src/graph/admission/trusted-documents.ts';
import { root } from '../architecture/files.ts';

const place = mkdtempSync(join(tmpdir(), 'yichuang-documents-'));
const folder = mkdtempSync(join(tmpdir(), 'yichuang-registered-'));
const schema = readSchema(root);
afterAll(() => {
  for (const each of [place, folder]) rmSync(each, { recursive: true });
});

function written(name: string, content: string | Buffer): string {
  const path = join(place, name);
  writeFileSync(path, content);
  return path;
}

test('A document is registered byte for byte, under the hash of its bytes', () => {
  const text = '# 一窗\r\nquery Guide { bundles { code } }\n\n';
  const path = written('guide.graphql', text);
  const registered = { kind: 'registered', documents: [{ hash: hashOf(text), file: 'guide.graphql' }] };
  expect(register([path], folder, schema)).toEqual(registered);
  expect(register([path], folder, schema)).toEqual(registered);
  expect(readFileSync(join(folder, 'guide.graphql'), 'utf8')).toBe(text);
});

test('A new version leaves the one before in force', () => {
  const text = 'query Guide { bundles { code name } }';
  register([written('guide.graphql', text)], folder, schema);
  expect(registeredIn(folder)).toHaveLength(2);
  expect(registeredIn(folder).map(({ hash }) => hash)).toContain(hashOf(text));
  expect(registeredIn(folder).every(({ operations }) => operations.join() === 'Guide')).toBe(true);
});

test('What does not fit is refused with its place, and nothing of what came with it is registered', () => {
  const before = readdirSync(folder);
  const good = written('good.graphql', '{ departments { code } }');
  const faulty = [
    written('unknown-field.graphql', '\n{ bundles { colour } }'),
    written('torn.graphql', '{ bundles {'),
    written('fragment-only.graphql', 'fragment a on Bundle { code }'),
    written('other-charset.graphql', Buffer.from([0x7b, 0xd6, 0xd0, 0x7d])),
  ];
  const refused = register([good, ...faulty], folder, schema);
  expect(refused.kind).toBe('refused');
  const faults = refused.kind === 'refused' ? refused.faults : [];
  for (const path of faulty)
    expect(
      faults.some((fault) => fault.startsWith(path)),
      path,
    ).toBe(true);
  expect(faults.find((fault) => fault.includes('colour'))).toContain('line 2');
  expect(readdirSync(folder)).toEqual(before);
});

describe('The manifest of a front end’s build', () => {
  const guide = 'query BundleGuide { bundles { code } }';
  const list = 'query DepartmentList { departments { code } }';

  test.each([
    ['client preset', { [hashOf(guide)]: guide, [hashOf(list)]: list }],
    [
      'client preset that names its algorithm',
      { [`sha256:${hashOf(guide)}`]: guide, [`sha256:${hashOf(list)}`]: list },
    ],
    [
      'Apollo',
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [guide, list].map((body) => ({ id: hashOf(body), name: 'any', type: 'query', body })),
      },
    ],
  ])('is registered whole, each operation under the hash that the build has put into it: %s', (_, manifest) => {
    const own = mkdtempSync(join(place, 'manifest-'));
    const path = written('persisted-documents.json', JSON.stringify(manifest));
    expect(register([path], own, schema)).toEqual({
      kind: 'registered',
      documents: [
        { hash: hashOf(guide), file: 'bundle-guide.graphql' },
        { hash: hashOf(list), file: 'department-list.graphql' },
      ],
    });
    expect(readFileSync(join(own, 'bundle-guide.graphql'), 'utf8')).toBe(guide);
  });

  test.each([
    ['a hash of another kind', { a94a8fe5ccb1: guide, [hashOf(list)]: list }, 'set hashAlgorithm to sha256'],
    ['an operation that does not fit', { [hashOf('{ colours }')]: '{ colours }', [hashOf(list)]: list }, 'colours'],
    ['another JSON file', [guide], 'it is no manifest'],
  ])('is refused whole for %s', (_, manifest, fault) => {
    const own = mkdtempSync(join(place, 'manifest-'));
    const refused = register([written('faulty.json', JSON.stringify(manifest))], own, schema);
    expect(refused.kind === 'refused' ? refused.faults.join() : '').toContain(fault);
    expect(readdirSync(own)).toEqual([]);
  });
});
