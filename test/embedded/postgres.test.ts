import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPostgres } from '../../embedded/postgres.ts';
import { isAlive } from '../../embedded/processes.ts';
import { ask, cleanUpAfterEach, temporaryFolder } from './folders.ts';

cleanUpAfterEach();
const isRoot = process.getuid?.() === 0;

describe('a server in a folder', () => {
  test('is durable, speaks UTF-8, sorts by code point and listens on the loopback address alone', async () => {
    const server = await startPostgres({ folder: temporaryFolder() });
    const names = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'server_encoding',
      'listen_addresses',
      'TimeZone',
    ];
    const rows = await ask<{ name: string; setting: string }>(
      server.url,
      `select name, setting from pg_settings where name in (${names.map((name) => `'${name}'`).join()})`,
    );
    const [collation] = await ask(server.url, `select datcollate from pg_database where datname = 'postgres'`);
    await server.discard();
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      server_encoding: 'UTF8',
      listen_addresses: '127.0.0.1',
      TimeZone: 'UTC',
    });
    expect(collation).toEqual({ datcollate: 'C' });
  });

  test('is reached by a socket that nobody but its account can use, and by TCP where the folder’s path is too long for one', async () => {
    const folder = temporaryFolder();
    const near = await startPostgres({ folder });
    const socket = join(decodeURIComponent(new URL(near.url).hostname), `.s.PGSQL.${near.port}`);
    expect(statSync(socket).mode & 0o777).toBe(0o700);
    expect(await ask(near.url, 'select inet_client_addr() as address')).toEqual([{ address: null }]);
    await near.discard();
    const far = join(temporaryFolder(), 'x'.repeat(120));
    const remote = await startPostgres({ folder: far });
    // What root keeps elsewhere for the server's account has a short path.
    const tooLong = realpathSync(join(far, 'cluster')).length > 90;
    expect(new URL(remote.url).hostname === '127.0.0.1').toBe(tooLong);
    const [asked] = await ask(remote.url, 'select inet_client_addr() is not null as tcp');
    await remote.discard();
    expect(asked).toEqual({ tcp: tooLong });
  });

  test('keeps data and password from one start to the next', async () => {
    const folder = temporaryFolder();
    const first = await startPostgres({ folder });
    await ask(first.url, `create table kept as select '䶮㛃𬱖' as name`);
    await first.stop();
    const second = await startPostgres({ folder });
    const rows = await ask(second.url, 'select name from kept');
    await second.stop();
    expect(rows).toEqual([{ name: '䶮㛃𬱖' }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  test('shows its password to nobody but its account, and demands it', async () => {
    const folder = temporaryFolder();
    const server = await startPostgres({ folder });
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(folder, 'cluster', 'password')).mode & 0o777).toBe(0o600);
    expect(new URL(server.url).password.length).toBeGreaterThanOrEqual(32);
    await server.stop();
  });

  test('takes the port and the settings that it is given', async () => {
    const folder = temporaryFolder();
    const probe = await startPostgres({ folder });
    await probe.stop();
    const server = await startPostgres({ folder, port: probe.port, settings: { work_mem: '7MB' } });
    expect(server.port).toBe(probe.port);
    expect(await ask(server.url, 'show work_mem')).toEqual([{ work_mem: '7MB' }]);
    await server.stop();
  });

  test('says which port is taken', async () => {
    const first = await startPostgres({ folder: temporaryFolder() });
    const second = startPostgres({ folder: temporaryFolder(), port: first.port });
    await expect(second).rejects.toThrow(`port ${first.port} of 127.0.0.1: another program does`);
    await first.stop();
  });

  test('is gone after stop, which may be called twice, and its folder after discard', async () => {
    const folder = temporaryFolder();
    const server = await startPostgres({ folder });
    const cluster = realpathSync(join(folder, 'cluster'));
    const pid = server.pid() ?? 0;
    await Promise.all([server.stop(), server.stop()]);
    expect([isAlive(pid), server.pid()]).toEqual([false, undefined]);
    await server.discard();
    expect([existsSync(folder), existsSync(cluster)]).toEqual([false, false]);
  });

  test('writes no value of a failing statement to its log', async () => {
    const folder = temporaryFolder();
    const server = await startPostgres({ folder });
    await ask(server.url, 'create table once (number text primary key)');
    await ask(server.url, `insert into once values ('350428190001010015')`);
    await expect(ask(server.url, `insert into once values ('350428190001010015')`)).rejects.toThrow('duplicate key');
    await expect(ask(server.url, `select '350428190001010015'::date`)).rejects.toThrow('out of range');
    await server.stop();
    const log = readFileSync(join(folder, 'cluster', 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('350428190001010015');
  });
});

describe('where the data lies', () => {
  test.runIf(isRoot)(
    "is root's shared folder, with a link, when the server's account cannot reach the folder",
    async () => {
      const closed = temporaryFolder();
      const folder = join(closed, 'data');
      const server = await startPostgres({ folder });
      const cluster = realpathSync(join(folder, 'cluster'));
      const mode = statSync(closed).mode & 0o777;
      await server.discard();
      expect(lstatSync('/var/lib/yichuang').mode & 0o777).toBe(0o711);
      expect(cluster).toMatch(/^\/var\/lib\/yichuang\/clusters\/[0-9a-f]{16}$/);
      expect(mode).toBe(0o700);
    },
  );

  test.runIf(isRoot)('is cleared, once a temporary folder is gone, by the next that needs such a place', async () => {
    const [gone, kept, next] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const clusters: string[] = [];
    for (const folder of [gone, kept]) {
      const server = await startPostgres({ folder });
      const cluster = realpathSync(join(folder, 'cluster'));
      const anHourAgo = new Date(Date.now() - 3_600_000);
      utimesSync(join(cluster, 'origin'), anHourAgo, anHourAgo);
      clusters.push(cluster);
      await server.stop();
    }
    rmSync(gone, { recursive: true });
    const server = await startPostgres({ folder: next });
    await server.stop();
    expect(clusters.map((cluster) => existsSync(cluster))).toEqual([false, true]);
  });

  test('is the folder itself when the account can reach it', async () => {
    const open = temporaryFolder();
    // To pass through is enough; it need not be listed.
    chmodSync(open, 0o711);
    const server = await startPostgres({ folder: join(open, 'data') });
    expect(realpathSync(join(open, 'data', 'cluster'))).toBe(join(realpathSync(open), 'data', 'cluster'));
    await server.stop();
  });

  test('is told when the link leads nowhere, and nothing is created in its place', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const server = await startPostgres({ folder });
    await server.stop();
    renameSync(join(folder, 'cluster'), join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'gone'), join(folder, 'cluster'));
    await expect(startPostgres({ folder })).rejects.toThrow('points to a database that is gone');
  });

  test('is made anew when a process was killed while it initialised', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    // What `initdb` leaves when it is killed: a draft of a process that is gone.
    const draft = join(folder, 'cluster.999999999-1');
    mkdirSync(join(draft, 'data'), { recursive: true });
    writeFileSync(join(draft, 'data', 'PG_VERSION'), '18\n');
    const server = await startPostgres({ folder });
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(draft)).toBe(false);
    await server.stop();
  });
});
