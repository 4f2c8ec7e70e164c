// The list of packed packages is what a start imports, no more and no less.
import { expect, test } from 'vitest';
import { type Import, importsOf } from '../../commands/check/imports.ts';
import { PACKED } from '../../commands/packages/packed.ts';
import { filesOf, textOf } from '../architecture/files.ts';

/** Loaded by name, or after src/module-loading.js. */
const BEGINNINGS = [
  ...['src/gateway.ts', 'src/config.ts', 'src/log.ts', 'development/issuer.ts'],
  ...filesOf('adapters/*/adapter.ts'),
  ...filesOf('src/graph/resolvers/*.ts'),
];

/** Without what is erased, and what waits for the first who wants it. */
function loadedWith(file: string): readonly Import[] {
  const text = textOf(file);
  const lines = text.split('\n');
  return importsOf(file, text).filter(
    ({ line, typeOnly }) => !typeOnly && /^(import|export)/.test(lines[line - 1] ?? ''),
  );
}

function packagesOf(beginnings: readonly string[]): ReadonlySet<string> {
  const files = new Set(beginnings);
  const packages = new Set<string>();
  for (const file of files) {
    for (const { to } of loadedWith(file)) {
      if (to.endsWith('.ts')) files.add(to);
      else if (/^[@a-z]/.test(to) && !to.startsWith('node:')) packages.add(to);
    }
  }
  return packages;
}

test('Every package that a start imports is packed, and no other', () => {
  expect([...PACKED]).toEqual([...packagesOf(BEGINNINGS)].sort());
});
