// A Redis for the run: the one that REDIS_URL names, else one of our own from the PATH, else from apt where that can be had.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Without a URL the tests that need Redis are skipped. */
    redis: { readonly redisUrl?: string };
  }
}

const run = promisify(execFile);
const START_MS = 10_000;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['REDIS_URL'];
  if (given) {
    project.provide('redis', { redisUrl: given });
    return async () => undefined;
  }
  if (!(await isInstalled()) && !(await install())) {
    const said =
      'Tests of facts that replicas share are skipped: no REDIS_URL, no redis-server on the PATH, none from apt.';
    if (process.env['CI'] === 'true') throw new Error(said);
    console.warn(said);
    project.provide('redis', {});
    return async () => undefined;
  }
  const server = await start();
  project.provide('redis', { redisUrl: server.url });
  return server.stop;
}

function isInstalled(): Promise<boolean> {
  return run('redis-server', ['--version']).then(
    () => true,
    () => false,
  );
}

/** As root on Debian. */
async function install(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { env });
  } catch {
    return false;
  }
  return isInstalled();
}

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'yichuang-redis-'));
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', settings, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `redis://127.0.0.1:${port}`;
  try {
    await answered(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function answered(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`redis-server did not answer at ${url} within ${START_MS} ms.`)),
      START_MS,
    ).unref();
  });
  await Promise.race([redis.ping(), late]).finally(() => redis.disconnect());
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
