// A gateway that is killed while documents come in, and started again in the same folder.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeFolder } from '../../commands/town/folder.ts';
import { developmentToken, ensureDevelopmentIssuer } from '../../development/issuer.ts';
import { createDatabase } from '../support/postgres.ts';
import { document, sha256 } from './documents.ts';

const [database, folder, issuer] = await Promise.all([
  createDatabase({ migrated: true }),
  makeFolder(),
  ensureDevelopmentIssuer(),
]);
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await folder.remove();
});

/** Departments are not needed for documents: nobody listens at these addresses. */
const environment = {
  ...{ DATABASE_URL: database.url, DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'silent' },
  ...{ AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: issuer.audience, AUTH_JWKS_FILE: issuer.jwksFile },
  ...{ TAX_URL: 'http://127.0.0.1:9/', LICENSING_URL: 'http://127.0.0.1:9/', POLICE_ADDRESS: '127.0.0.1:9' },
  ...{ LICENSING_APP_KEY: 'key', LICENSING_APP_SECRET: 'secret' },
  LAND_DATABASE_URL: 'postgres://land@127.0.0.1:9/land',
};

async function startGateway() {
  const child = fork(fileURLToPath(new URL('../../src/main.ts', import.meta.url)), { env: environment, silent: true });
  running.add(child);
  const gone = once(child, 'exit').then(() => running.delete(child));
  const [message] = await Promise.race([once(child, 'message'), gone.then(() => ['it ended'])]);
  return { url: z.object({ url: z.string() }).parse(message).url, child, gone };
}

async function files(place: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder.path, 'materials'), { recursive: true, withFileTypes: true });
  return entries.filter((each) => each.isFile() && each.parentPath.includes(place)).map(({ name }) => name);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200 && !(await holds()); tries += 1) await sleep(25);
  expect(await holds()).toBe(true);
}

test('What was answered is kept; what was half-way is gone when the gateway is there again', async () => {
  const token = `Bearer ${await developmentToken({ role: 'window', expires: '1h' })}`;
  const first = await startGateway();
  const content = document('application/pdf', 700_000, 'before the kill');
  const send = (url: string) =>
    fetch(`${url}/materials`, {
      method: 'PUT',
      headers: { authorization: token, 'content-type': 'application/pdf' },
      body: content,
    });
  const answer = await (await send(first.url)).text();
  const halves = Array.from({ length: 5 }, () => {
    const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(first.url).port) });
    socket.on('error', () => undefined);
    const head = `PUT /materials HTTP/1.1\r\nhost: town\r\nauthorization: ${token}\r\ncontent-type: application/pdf\r\n`;
    socket.write(`${head}content-length: 1000000\r\n\r\n`);
    socket.write(document('application/pdf', 300_000));
    return socket;
  });
  await until(async () => (await files('incoming')).length === halves.length);
  first.child.kill('SIGKILL');
  await first.gone;
  for (const socket of halves) socket.destroy();
  expect(await files('incoming')).toHaveLength(halves.length);

  const second = await startGateway();
  expect(await files('incoming')).toEqual([]);
  expect(await files('contents')).toEqual([sha256(content)]);
  const [place] = (await readdir(join(folder.path, 'materials'))).map((name) => join(folder.path, 'materials', name));
  const path = join(place ?? '', 'contents', sha256(content).slice(0, 2), sha256(content));
  expect((await readFile(path)).equals(content)).toBe(true);
  expect(await (await send(second.url)).text()).toBe(answer);
  second.child.kill('SIGTERM');
  await second.gone;
  expect(second.child.exitCode).toBe(0);
}, 60_000);
