import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { DepartmentSimulator } from '../../mocks/simulator.ts';
import { isNight, startMocks } from '../../mocks/start.ts';
import { countingHouse } from './counting-house.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { letter } from './town-books.ts';

const clock = { start: undefined, rate: undefined };
const settings = { host: '127.0.0.1', port: 0, seed: 1, people: 500, night: false, clock };

test('a start gives ports, environment and control address, and a restart keeps what was taken in', async () => {
  const dataFolder = await temporaryFolder();
  const tax = countingHouse('tax', 1);
  const first = await startMocks({ ...settings, dataFolder }, [tax]);
  expect(Object.keys(first.ports)).toEqual(['control', 'tax']);
  expect(first.environment).toMatchObject({
    TAX_URL: `127.0.0.1:${first.ports['tax']}`,
    AUTH_ISSUER: 'https://issuer.development.yichuang.example',
    AUTH_AUDIENCE: 'yichuang',
    AUTH_JWKS_FILE: expect.stringMatching(/\.development\/jwks\.json$/),
  });
  await tax.context().applications.take(letter('K'));
  await first.close();
  await first.close();
  await expect(fetch(`${first.control}/journal`)).rejects.toThrow();

  const second = await startMocks({ ...settings, dataFolder }, [tax]);
  expect(await (await fetch(`${second.control}/journal`)).json()).toMatchObject({ seq: 1, key: 'K' });
  expect(tax.context().applications.find('K')).toMatchObject({ reference: 'ref-K' });
  await second.close();
});

test('a data folder is held by one town at a time and bound to its settings', async () => {
  const dataFolder = await temporaryFolder();
  const running = await startMocks({ ...settings, dataFolder }, [countingHouse('tax', 1)]);
  await expect(startMocks({ ...settings, dataFolder }, [])).rejects.toThrow('in use by other simulators');
  await running.close();
  await expect(startMocks({ ...settings, seed: 2, dataFolder }, [])).rejects.toThrow(
    'MOCKS_SEED=1 MOCKS_POPULATION=500',
  );
  await (await startMocks({ ...settings, dataFolder }, [])).close();
});

test('a port in use is named, and what had started is closed again', async () => {
  const dataFolder = await temporaryFolder();
  const [control, port] = [await freePort(), await occupiedPort()];
  const land = countingHouse('land', port - control);
  const tax = { ...countingHouse('tax', 1), start: countingHouseOnAnyPort };
  const clash = startMocks({ ...settings, port: control, dataFolder }, [tax, land]);
  await expect(clash).rejects.toThrow(`simulator of land cannot start: port ${port} is in use`);
  await (await startMocks({ ...settings, dataFolder }, [tax, land])).close();
});

test('police close from 22:00 to 06:00 in China, in whatever zone the process runs', () => {
  const night = ['2026-03-02T22:00:00+08:00', '2026-03-02T05:59:59+08:00', '2026-03-02T00:00:00+08:00'];
  const day = ['2026-03-02T21:59:59+08:00', '2026-03-02T06:00:00+08:00', '2026-03-02T12:00:00+08:00'];
  expect(night.map((time) => isNight(new Date(time)))).toEqual([true, true, true]);
  expect(day.map((time) => isNight(new Date(time)))).toEqual([false, false, false]);
});

test('night closes only where it was asked for', async () => {
  const start = new Date('2026-03-02T23:00:00+08:00');
  for (const night of [true, false]) {
    const police = countingHouse('police', 4);
    const dataFolder = await temporaryFolder();
    const mocks = await startMocks({ ...settings, night, dataFolder, clock: { start, rate: 1 } }, [police]);
    expect(police.context().nightClosure()).toBe(night);
    expect(police.context().now().getTime() - start.getTime()).toBeLessThan(60_000);
    await mocks.close();
  }
});

const main = fileURLToPath(new URL('../../mocks/main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

function runMain(environment: Record<string, string>, ...args: string[]): Run {
  const child = fork(main, args, { execArgv: [], silent: true, env: { ...process.env, ...environment } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (output += bytes));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, output: () => output, ended };
}

test('the command starts every department, tells its parent, says ready, and ends cleanly on SIGTERM', async () => {
  const run = runMain({ MOCKS_PORT: '0', MOCKS_POPULATION: '200', MOCKS_DATA: await temporaryFolder() });
  const [message] = (await Promise.race([once(run.child, 'message'), run.ended.then(() => [run.output()])])) as [
    unknown,
  ];
  expect(message).toMatchObject({ ready: true, ports: { control: expect.any(Number), tax: expect.any(Number) } });
  const { ports } = message as { ports: Record<string, number> };
  expect(Object.keys(ports)).toEqual(['control', 'tax', 'land', 'licensing', 'police']);
  expect((await fetch(`http://127.0.0.1:${ports['control']}/counters`)).status).toBe(200);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  for (const [name, port] of Object.entries(ports))
    expect(run.output()).toMatch(new RegExp(`^${name} +127\\.0\\.0\\.1:${port}$`, 'm'));
  expect(run.output()).toMatch(/^ready$/m);
});

test('the command refuses faulty settings, all at once', async () => {
  const run = runMain({ MOCKS_PORT: 'x', MOCKS_SEED: 'y' });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('MOCKS_PORT must be');
  expect(run.output()).toContain('MOCKS_SEED must be');
});

test('the command prints the environment for a gateway and nothing else', async () => {
  const run = runMain({ MOCKS_PORT: '5500' }, '--env');
  expect(await run.ended).toBe(0);
  const lines = run.output().trim().split('\n');
  for (const line of lines) expect(line).toMatch(/^[A-Z_]+=\S+$/);
  expect(lines.map((line) => line.split('=', 1)[0])).toEqual([
    'TAX_URL',
    'LAND_DATABASE_URL',
    'LICENSING_URL',
    'LICENSING_APP_KEY',
    'LICENSING_APP_SECRET',
    'POLICE_ADDRESS',
    'AUTH_ISSUER',
    'AUTH_AUDIENCE',
    'AUTH_JWKS_FILE',
    'SEALS_FILE',
  ]);
  expect(run.output()).toContain('127.0.0.1:5501');
  const free = runMain({ MOCKS_PORT: '0' }, '--env');
  expect(await free.ended).toBe(1);
  expect(free.output()).toContain('set a port');
});

const countingHouseOnAnyPort: DepartmentSimulator['start'] = (context) =>
  countingHouse('tax', 1).start({ ...context, port: 0 });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
}

async function occupiedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
