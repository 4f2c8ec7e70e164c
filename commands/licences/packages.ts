// The licences of every package that is installed or served, from the lock files alone, and those under which we take any.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Production runs it, or serves it. */
  readonly shipped: boolean;
}

/** The gateway's own, and that of the page that is built into explorer/bundle. */
const LOCK_FILES = ['package-lock.json', 'explorer/package-lock.json'];

/** They ask for a notice at most, or, as MPL and OFL do, for changes to the package itself to be published. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages whose manifest names the licence in a way of long ago; read in the package. */
const READ_IN_PACKAGE: Readonly<Record<string, string>> = {
  busboy: 'MIT',
  'humanize-number': 'MIT',
  streamsearch: 'MIT',
};

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  /** A package of this repository. */
  readonly link?: boolean;
}

/** By name and version. */
export function licensedPackages(root: string): readonly LicensedPackage[] {
  const found = LOCK_FILES.flatMap((file) => {
    const lock = JSON.parse(readFileSync(join(root, file), 'utf8')) as { packages: Record<string, LockedPackage> };
    return Object.entries(lock.packages)
      .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
      .map(([path, { version = '', license, dev }]) => {
        const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
        return { name, version, licence: license ?? READ_IN_PACKAGE[name] ?? 'unknown', shipped: dev !== true };
      });
  });
  const byPlace = new Map(found.map((each) => [`${each.name} ${each.version} ${each.shipped}`, each]));
  return [...byPlace.values()].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function placeOf({ name, version, shipped }: LicensedPackage): string {
  return `${shipped ? 0 : 1} ${name} ${version}`;
}

/** Whether a licence, or one of those that it leaves the choice of, or all that it asks for together, is one of ours. */
export function isAllowed(licence: string): boolean {
  const expression = licence.replace(/^\((.*)\)$/, '$1');
  if (expression.includes(' OR ')) return expression.split(' OR ').some(isAllowed);
  if (expression.includes(' AND ')) return expression.split(' AND ').every(isAllowed);
  return ALLOWED.has(expression);
}
