import { expect, test } from 'vitest';
import { registeredIn } from '../../commands/documents/registry.ts';
import { root, textOf } from '../architecture/files.ts';

test('Every operation of the example is registered under the hash that its build sends', () => {
  const manifest = JSON.parse(textOf('example/src/generated/persisted-documents.json')) as Record<string, string>;
  const registered = new Set(registeredIn(`${root}catalogue/documents`).map(({ hash }) => `sha256:${hash}`));
  expect(Object.keys(manifest).length).toBeGreaterThan(5);
  expect(Object.keys(manifest).filter((hash) => !registered.has(hash))).toEqual([]);
});
