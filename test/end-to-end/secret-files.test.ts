// Secrets come from the environment or from files, and are told to nobody.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DEVELOPMENT_ISSUER } from '../../development/issuer.ts';
import { readConfig } from '../../src/config.ts';
import { variables } from '../../src/variables.ts';

const folder = mkdtempSync(join(tmpdir(), 'yichuang-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const needed = {
  ...{ TAX_URL: 'http://127.0.0.1:9', LICENSING_URL: 'http://127.0.0.1:9', POLICE_ADDRESS: '127.0.0.1:9' },
  ...{ LICENSING_APP_KEY: 'key', LICENSING_APP_SECRET: 'secret', LAND_DATABASE_URL: 'postgres://land@127.0.0.1/land' },
  ...{ AUTH_ISSUER: DEVELOPMENT_ISSUER, AUTH_AUDIENCE: 'yichuang', AUTH_JWKS_FILE: 'keys.json' },
};
const SECRET = 'postgres://yichuang:hunter2@127.0.0.1/yichuang';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

function read(changes: Readonly<Record<string, string>>, without: readonly string[] = []) {
  const environment = Object.fromEntries(Object.entries(needed).filter(([name]) => !without.includes(name)));
  return readConfig({ ...environment, ...changes }, DEVELOPMENT_ISSUER);
}

function faultsOf(...question: Parameters<typeof read>): readonly string[] {
  const config = read(...question);
  return config.ok ? [] : config.faults;
}

describe('A secret', () => {
  test('is read from the file that NAME_FILE names, without the line break at its end', () => {
    const config = read(
      { DATABASE_URL_FILE: file('database', `${SECRET}\n`), LICENSING_APP_SECRET_FILE: file('licensing', ' s p ') },
      ['LICENSING_APP_SECRET'],
    );
    if (!config.ok) throw new Error(config.faults.join('\n'));
    expect(config.config.databaseUrl).toBe(SECRET);
    const licensing = { code: 'licensing', settings: ['LICENSING_APP_SECRET'] };
    expect(config.config.departmentEnvironment(licensing).settings).toEqual({ LICENSING_APP_SECRET: ' s p ' });
  });

  test('of every variable that is one may come from a file; of others it may not', () => {
    const secrets = variables.filter(({ secret }) => secret).map(({ name }) => name);
    expect(secrets.length).toBeGreaterThanOrEqual(5);
    for (const name of secrets) {
      const [fault, ...more] = faultsOf({ [`${name}_FILE`]: join(folder, 'nothing'), [name]: '' }).filter((each) =>
        each.startsWith(`${name}_FILE`),
      );
      expect(fault, name).toContain('cannot be read (ENOENT)');
      expect(more).toEqual([]);
    }
    expect(faultsOf({ TAX_URL_FILE: file('tax', 'http://127.0.0.1:9') }, ['TAX_URL'])[0]).toContain('TAX_URL: not set');
  });

  test('that stands twice, or is empty, stops the start, and no fault repeats a value', () => {
    const twice = faultsOf({ LICENSING_APP_SECRET_FILE: file('twice', 'other') });
    expect(twice).toEqual([expect.stringContaining('LICENSING_APP_SECRET_FILE: LICENSING_APP_SECRET is set too')]);
    expect(faultsOf({ REDIS_URL_FILE: file('empty', '\n') })).toEqual([expect.stringContaining('is empty')]);
    const malformed = faultsOf({ DATABASE_URL_FILE: file('malformed', 'mysql://root:hunter2@127.0.0.1/a') });
    expect(malformed).toEqual([expect.stringMatching(/^DATABASE_URL: /)]);
    expect(malformed.join()).not.toContain('hunter2');
  });
});

test('The development issuer is refused where NODE_ENV says production, and nowhere else', () => {
  expect(faultsOf({ NODE_ENV: 'production' })).toEqual([
    expect.stringContaining('AUTH_ISSUER: the development issuer'),
  ]);
  expect(faultsOf({ NODE_ENV: 'production', AUTH_ISSUER: 'https://issuer.example' })).toEqual([]);
  expect(faultsOf({ NODE_ENV: 'test' })).toEqual([]);
});
