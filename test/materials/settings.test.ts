import { expect, test } from 'vitest';
import { DEVELOPMENT_ISSUER } from '../../development/issuer.ts';
import { readConfig } from '../../src/config.ts';

const needed = {
  ...{ TAX_URL: 'http://127.0.0.1:9', LICENSING_URL: 'http://127.0.0.1:9', POLICE_ADDRESS: '127.0.0.1:9' },
  ...{ LICENSING_APP_KEY: 'key', LICENSING_APP_SECRET: 'secret', LAND_DATABASE_URL: 'postgres://land@127.0.0.1/land' },
  ...{ AUTH_ISSUER: DEVELOPMENT_ISSUER, AUTH_AUDIENCE: 'yichuang', AUTH_JWKS_FILE: 'keys.json' },
};
const bucket = {
  MATERIALS_S3_URL: 'https://objects.example',
  MATERIALS_S3_BUCKET: 'documents',
  MATERIALS_S3_ACCESS_KEY: 'key',
  MATERIALS_S3_SECRET_KEY: 'very-secret',
};

function read(environment: Readonly<Record<string, string>>) {
  return readConfig({ ...needed, ...environment }, DEVELOPMENT_ISSUER);
}

test('Without a bucket documents lie in the data folder; with all of its variables they lie in it', () => {
  expect(read({})).toMatchObject({ ok: true, config: { materialsS3: undefined } });
  expect(read(bucket)).toMatchObject({
    ok: true,
    config: { materialsS3: { url: 'https://objects.example', bucket: 'documents', region: 'us-east-1' } },
  });
});

test('A bucket that is set half-way stops the start, with every variable that is missing and no value', () => {
  const { MATERIALS_S3_BUCKET: _bucket, MATERIALS_S3_ACCESS_KEY: _key, ...half } = bucket;
  const result = read(half);
  if (result.ok) throw new Error('It started.');
  expect(result.faults).toHaveLength(2);
  expect(result.faults.join()).toMatch(/MATERIALS_S3_BUCKET.*MATERIALS_S3_ACCESS_KEY/s);
  expect(result.faults.join()).not.toContain('very-secret');
  expect(read({ ...bucket, MATERIALS_S3_URL: 'ftp://objects.example' })).toMatchObject({ ok: false });
});
