// What the gateway is made of: a bill of materials by one command, and no package under a licence that nobody looked at.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { isAllowed, licensedPackages } from '../../commands/licences/packages.ts';
import { root, textOf } from '../architecture/files.ts';

describe('Licences', () => {
  const packages = licensedPackages(root);

  test('of every package are known and allowed', () => {
    expect(packages.length).toBeGreaterThan(500);
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  test('are found for all that production asks for, by name', () => {
    const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
    const shipped = new Set(packages.filter(({ shipped }) => shipped).map(({ name }) => name));
    expect(Object.keys(dependencies).filter((name) => !shipped.has(name))).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['(MIT AND Zlib)', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0', false],
    ['SEE LICENSE IN FILE', false],
    ['UNLICENSED', false],
    ['unknown', false],
  ])('%s: %s', (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });
});

test('npm run sbom tells what production runs, each with version, licence and checksum, and nothing of development', () => {
  const text = execFileSync('node', ['commands/sbom.ts'], { cwd: root, maxBuffer: 64 * 1024 * 1024 }).toString('utf8');
  const bill = JSON.parse(text) as {
    bomFormat: string;
    metadata: { component: { name: string } };
    components: { name: string; version: string; hashes?: unknown[]; licenses?: unknown[] }[];
  };
  expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'yichuang']);
  const manifest = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>;
  const told = new Map(bill.components.map((each) => [each.name, each]));
  for (const [name, version] of Object.entries(manifest['dependencies'] ?? {})) {
    expect(told.get(name)?.version, name).toBe(version);
    expect(told.get(name)?.hashes?.length, name).toBeGreaterThan(0);
    expect(told.get(name)?.licenses?.length, name).toBeGreaterThan(0);
  }
  expect(told.has('vitest')).toBe(false);
}, 60_000);
