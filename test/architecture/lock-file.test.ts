// A lock file that lacks the packages of other platforms installs where it was made and fails under `npm ci` elsewhere.
import { expect, test } from 'vitest';
import { textOf } from './files.ts';

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Package> };
const { '': own = {}, ...others } = packages;
/** Packages of this repository are linked, not fetched. */
const installed = Object.fromEntries(
  Object.entries(others).filter(([path, { link }]) => !link && path.startsWith('node_modules/')),
);
const manifest = JSON.parse(textOf('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const example = JSON.parse(textOf('example/package.json')) as Pick<typeof manifest, 'devDependencies'>;
const names = new Set(
  Object.keys(installed).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
);

test('The lock file names the packages of every platform, and each with its checksum', () => {
  const wanted = Object.values(installed).flatMap((each) => Object.keys(each.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(30);
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  expect(Object.keys(installed).filter((path) => installed[path]?.integrity === undefined)).toEqual([]);
});

test('What package.json asks for is what the lock file has, to the digit', () => {
  const asked = [manifest.dependencies, manifest.devDependencies, example.devDependencies].flatMap(Object.entries);
  for (const [name, version] of asked) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(installed[`node_modules/${name}`]?.version, name).toBe(version);
  }
  expect(own.dependencies).toEqual(manifest.dependencies);
});

test('Every package that runs a script when it is installed is allowed by name', () => {
  const scripted = Object.keys(installed).filter((path) => installed[path]?.hasInstallScript === true);
  const unlisted = scripted
    .map((path) => path.replace(/^.*node_modules\//, ''))
    .filter((name) => manifest.allowScripts[name] !== true);
  expect([...new Set(unlisted)]).toEqual([]);
});
