// `npm start` with a faulty environment: it does not start, and every fault is told at once, without values.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MUST_BE_SET = [
  'TAX_URL',
  'LAND_DATABASE_URL',
  'LICENSING_URL',
  'LICENSING_APP_KEY',
  'LICENSING_APP_SECRET',
  'POLICE_ADDRESS',
  'AUTH_ISSUER',
  'AUTH_AUDIENCE',
  'AUTH_JWKS_FILE',
];

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function start(environment: Readonly<Record<string, string>>): Promise<End> {
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    const options = { cwd: root, env: { PATH, HOME, ...environment }, timeout: 20_000 };
    execFile('npm', ['start', '--silent'], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function namesTold({ stderr }: End): readonly string[] {
  return [...stderr.matchAll(/^ +([A-Z_]+):/gm)].map(([, name]) => name ?? '').sort();
}

describe('npm start', () => {
  test('with an empty environment names every variable that must be set, and ends with exit code 1', async () => {
    const end = await start({});
    expect(end.code).toBe(1);
    expect(namesTold(end)).toEqual([...MUST_BE_SET].sort());
    expect(end.stderr).toContain(`${MUST_BE_SET.length} fault(s)`);
  });

  test('names malformed variables beside missing ones, and repeats no value', async () => {
    const malformed = {
      PORT: '70000',
      PUBLIC_URL: 'gateway.example',
      DATABASE_URL: 'mysql://root:hunter2@127.0.0.1/yichuang',
      REDIS_URL: 'http://127.0.0.1:6379',
      TAX_URL: 'ftp://tax.example/',
      LAND_DATABASE_URL: 'land:hunter2@127.0.0.1',
      LICENSING_URL: 'licensing',
      POLICE_ADDRESS: '127.0.0.1:99999',
      LOG_LEVEL: 'chatty',
      CLOCK_RATE: 'fast',
    };
    const end = await start({ ...malformed, AUTH_ISSUER: 'https://issuer.example' });
    expect(end.code).toBe(1);
    const missing = MUST_BE_SET.filter((name) => !(name in malformed) && name !== 'AUTH_ISSUER');
    expect([...new Set(namesTold(end))]).toEqual([...Object.keys(malformed), ...missing].sort());
    expect(end.stderr).not.toContain('hunter2');
    expect(end.stderr).not.toContain('70000');
  });
});

test.each(['0x10', '-1', '4000.5', '4000 ', '65536'])('PORT=%j is no port', (port) => {
  const read = readConfig({ PORT: port }, 'https://issuer.example');
  expect(read.ok ? [] : read.faults.filter((fault) => fault.startsWith('PORT:'))).toHaveLength(1);
});

test('An empty variable is one that is not set', () => {
  const read = readConfig({ PORT: '', TAX_URL: '' }, 'https://issuer.example');
  const faults = read.ok ? [] : read.faults;
  expect(faults.filter((fault) => fault.startsWith('PORT:'))).toEqual([]);
  expect(faults.filter((fault) => fault.startsWith('TAX_URL: not set'))).toHaveLength(1);
});
