// What becomes of the server when a process dies: its owner, itself, or the one that initialises it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { startPostgres } from '../../embedded/postgres.ts';
import { birthOf, processesIn } from '../../embedded/processes.ts';
import { ask, cleanUpAfterEach, startOwner, temporaryFolder } from './folders.ts';

cleanUpAfterEach();

async function until(condition: () => boolean, limitMs = 10_000): Promise<void> {
  for (let waitedMs = 0; !condition(); waitedMs += 20) {
    if (waitedMs > limitMs) throw new Error('What the test waits for did not happen');
    await sleep(20);
  }
}

describe('when the owner ends', () => {
  test.each(['exit', 'throw'] as const)('by %s without a stop, its server ends too', async (how) => {
    const { postmaster, ended } = await startOwner(temporaryFolder(), how);
    await ended;
    await until(() => birthOf(postmaster) === undefined);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)('by %s, its server ends too', async (signal) => {
    const owner = await startOwner(temporaryFolder());
    expect(birthOf(owner.postmaster)).toBeDefined();
    owner.process.kill(signal);
    await owner.ended;
    await until(() => birthOf(owner.postmaster) === undefined);
  });

  test('by SIGKILL, what was committed is there when another process starts at once', async () => {
    const folder = temporaryFolder();
    const owner = await startOwner(folder);
    await ask(owner.url, 'create table kept as select generate_series(1, 1000) as n');
    owner.process.kill('SIGKILL');
    await owner.ended;
    const server = await startPostgres({ folder });
    const rows = await ask(server.url, 'select count(*)::int as n from kept');
    await server.stop();
    expect(rows).toEqual([{ n: 1000 }]);
  });

  test('and leaves its server running all the same, the next start ends that one first', async () => {
    const folder = temporaryFolder();
    const owner = await startOwner(folder);
    await ask(owner.url, 'create table kept as select 7 as n');
    // The watch that would end it goes first.
    const watch = watchOf(owner.postmaster);
    process.kill(watch, 'SIGKILL');
    owner.process.kill('SIGKILL');
    await owner.ended;
    await sleep(300);
    expect(birthOf(owner.postmaster)).toBeDefined();
    const busy = new pg.Client(owner.url);
    busy.on('error', () => undefined);
    await busy.connect();
    busy.query('select pg_sleep(60)').catch(() => undefined);
    const server = await startPostgres({ folder });
    expect(birthOf(owner.postmaster)).toBeUndefined();
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
  });
});

describe('a folder in use', () => {
  test('is refused with the process that has it', async () => {
    const folder = temporaryFolder();
    const owner = await startOwner(folder);
    await expect(startPostgres({ folder })).rejects.toThrow(`${folder} is in use by process ${owner.process.pid}`);
    expect(await ask(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('goes to one of several processes that start in it at once', async () => {
    const folder = temporaryFolder();
    const starts = await Promise.allSettled([1, 2, 3].map(() => startOwner(folder)));
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('is free again when the pid in its claim has gone to another process', async () => {
    const folder = temporaryFolder();
    const first = await startPostgres({ folder });
    await first.stop();
    const claimed = { pid: process.ppid, birth: 'an earlier bearer', token: 'x' };
    writeFileSync(join(folder, 'cluster', 'owner.json'), JSON.stringify(claimed));
    // A lock file whose pid lives on as something else, as after a restart of the machine.
    writeFileSync(join(folder, 'cluster', 'data', 'postmaster.pid'), `${process.ppid}\n`);
    const second = await startPostgres({ folder });
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
  });
});

describe('when the server dies', () => {
  test('it is restarted on its port with all that was committed', async () => {
    const server = await startPostgres({ folder: temporaryFolder() });
    const pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => undefined);
    await pool.query('create table kept as select 7 as n');
    const before = server.pid() ?? 0;
    process.kill(before, 'SIGKILL');
    await until(() => server.pid() !== before && server.pid() !== undefined);
    expect((await pool.query('select n from kept')).rows).toEqual([{ n: 7 }]);
    await pool.end();
    await server.stop();
  });

  test('again and again, its owner is told in the end', async () => {
    const folder = temporaryFolder();
    let lost: Error | undefined;
    const server = await startPostgres({
      folder,
      onLost: (error) => {
        lost = error;
      },
    });
    // From now on it cannot start.
    writeFileSync(join(folder, 'cluster', 'data', 'global', 'pg_control'), '');
    process.kill(server.pid() ?? 0, 'SIGKILL');
    await until(() => lost !== undefined, 25_000);
    expect(lost?.message).toContain(`port ${server.port} keeps dying`);
    await server.stop();
  });

  test('during a stop, it stays down', async () => {
    const folder = temporaryFolder();
    const server = await startPostgres({ folder });
    const data = join(folder, 'cluster', 'data');
    process.kill(server.pid() ?? 0, 'SIGKILL');
    await server.stop();
    await sleep(500);
    expect(processesIn(data)).toEqual([]);
  });
});

test('A process killed while it initialises leaves nothing that the next start mistakes for data', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const script = fileURLToPath(new URL('./owner-process.ts', import.meta.url));
  const killed = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
  const draft = () => readdirSync(folder).find((name) => name.startsWith('cluster.'));
  await until(() => draft() !== undefined && existsSync(join(folder, draft() ?? '', 'data', 'base')));
  const gone = once(killed, 'exit');
  killed.kill('SIGKILL');
  await gone;
  expect(existsSync(join(folder, 'cluster'))).toBe(false);
  const server = await startPostgres({ folder });
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(draft()).toBeUndefined();
  await server.stop();
});

/** The shell that waits for the owner's end: it carries the postmaster's pid among its arguments. */
function watchOf(postmaster: number): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[0] === '/bin/sh' && words.includes(String(postmaster));
      } catch {
        return false;
      }
    });
  return Number(found);
}
