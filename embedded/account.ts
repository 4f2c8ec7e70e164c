// The account under which a server runs. PostgreSQL refuses root, so that root hands over to the user `postgres`.
import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** `ids` is undefined where the server runs as the present user. */
export interface Account {
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

const USER = 'postgres';

/**
 * The account for a cluster: the present user, or for root the owner of an existing cluster, or the user `postgres`,
 * which is created when the machine has none.
 */
export function accountFor(cluster: string | undefined): Account {
  if (process.getuid?.() !== 0) return { ids: undefined };
  const owner = cluster === undefined ? undefined : statSync(cluster);
  if (owner !== undefined && owner.uid !== 0) return { ids: { uid: owner.uid, gid: owner.gid } };
  return { ids: lookUp() ?? create() };
}

/** Whether the account can walk to every path and read it. */
export function reads(account: Account, paths: readonly string[]): boolean {
  return passes(account, paths, (path) => `test -r ${path} -a -x ${path}`);
}

/** Whether the account can pass through a folder to something of its own inside, though perhaps not list it. */
export function enters(account: Account, folder: string): boolean {
  return passes(account, [folder], (path) => `test -x ${path}`);
}

/** Asks the system itself, as that account: modes alone say nothing of ACLs and mounts. */
function passes(account: Account, paths: readonly string[], test: (path: string) => string): boolean {
  const script = paths.map((_, index) => test(`"$${index + 1}"`)).join(' && ');
  const answer = spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], { ...account.ids, cwd: '/', stdio: 'ignore' });
  if (answer.error !== undefined) {
    throw new Error(`Cannot run a process as uid ${account.ids?.uid}; set DATABASE_URL to use a server of your own`, {
      cause: answer.error,
    });
  }
  return answer.status === 0;
}

function lookUp(): { uid: number; gid: number } | undefined {
  const uid = spawnSync('id', ['-u', USER], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', USER], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function create(): { uid: number; gid: number } {
  try {
    spawnSync('groupadd', ['--system', USER], { stdio: 'ignore' });
    const folder = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
    execFileSync('useradd', ['--system', '--gid', USER, ...folder, USER], { stdio: 'pipe' });
  } catch (cause) {
    // Two processes that start at once both find it missing; the second is told that it exists.
    const found = lookUp();
    if (found !== undefined) return found;
    throw new Error(
      `PostgreSQL does not run as root, and the user ${USER} could not be created; create it, run as another user, or set DATABASE_URL`,
      { cause },
    );
  }
  const made = lookUp();
  if (made === undefined) throw new Error(`The user ${USER} was created but cannot be looked up; check /etc/passwd`);
  return made;
}
