// Which bearer tokens are believed, and which are not, whatever they say of themselves.
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Authenticate, openAuthentication } from '../../src/access/principal.ts';

const folder = mkdtempSync(join(tmpdir(), 'yichuang-tokens-'));
const jwksFile = join(folder, 'jwks.json');
const settings = { issuer: 'https://issuer.test.example', audience: 'yichuang', jwksFile };
afterAll(() => rmSync(folder, { recursive: true }));

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let rsa: Keys;
let others: Keys;
let authenticate: Authenticate;
let nowMs = Date.now();

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  rsa = await generateKeyPair('RS256', { extractable: true });
  others = await generateKeyPair('ES256', { extractable: true });
  await writeKeys([
    ['main', keys],
    ['rsa', rsa],
  ]);
  authenticate = await openAuthentication(settings, () => nowMs);
});

async function writeKeys(named: readonly (readonly [string, Keys])[]): Promise<void> {
  const published = await Promise.all(
    named.map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid })),
  );
  writeFileSync(jwksFile, JSON.stringify({ keys: published }));
}

interface Claims {
  readonly [name: string]: unknown;
}

const good = () => ({
  iss: settings.issuer,
  aud: settings.audience,
  sub: 'clerk-1',
  role: 'window',
  purpose: 'acceptance',
  exp: Math.floor(nowMs / 1000) + 3600,
});

function signed(
  claims: Claims = good(),
  header: Partial<JWTHeaderParameters> = {},
  pair: Keys = keys,
): Promise<string> {
  return new SignJWT(claims as never)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'main', ...header })
    .sign(pair.privateKey, { crit: { exotic: true } });
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function outcome(token: string): Promise<string> {
  return authenticate(`Bearer ${token}`).then(
    (principal) => `believed: ${principal?.role}`,
    (error: { extensions?: { code?: string } }) => error.extensions?.code ?? String(error),
  );
}

test('A token of the issuer is believed, and nobody is somebody without one', async () => {
  expect(await authenticate(`Bearer ${await signed()}`)).toMatchObject({
    subject: 'clerk-1',
    role: 'window',
    purpose: 'acceptance',
    regions: null,
  });
  expect(await authenticate(undefined)).toBeNull();
  expect(await outcome(await signed({ ...good(), regions: ['350428'] }))).toBe('believed: window');
});

describe('Refused is a token', () => {
  const without = (name: string) => Object.fromEntries(Object.entries(good()).filter(([key]) => key !== name));
  const cases: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['without a signature, alg none', () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(good())}.`],
    [
      'with alg none and a signature',
      () => `${part({ alg: 'none', typ: 'at+jwt', kid: 'main' })}.${part(good())}.AAAA`,
    ],
    ['with alg nOnE', () => `${part({ alg: 'nOnE', typ: 'at+jwt', kid: 'main' })}.${part(good())}.AAAA`],
    [
      'signed by HS256 with the public RSA key as the secret',
      async () => {
        const body = `${part({ alg: 'HS256', typ: 'at+jwt', kid: 'rsa' })}.${part(good())}`;
        return `${body}.${createHmac('sha256', await exportSPKI(rsa.publicKey))
          .update(body)
          .digest('base64url')}`;
      },
    ],
    [
      'signed by HS256 with the key set’s own text as the secret',
      async () => {
        const body = `${part({ alg: 'HS256', typ: 'at+jwt', kid: 'main' })}.${part(good())}`;
        return `${body}.${createHmac('sha256', JSON.stringify(await exportJWK(keys.publicKey)))
          .update(body)
          .digest('base64url')}`;
      },
    ],
    ['whose kid is a path', () => signed(good(), { kid: '../../../../dev/null' }, others)],
    ['whose kid is a statement', () => signed(good(), { kid: `main' or '1'='1` }, others)],
    ['signed by somebody else under our kid', () => signed(good(), {}, others)],
    [
      'that brings its own key',
      async () => signed(good(), { jwk: await exportJWK(others.publicKey) } as never, others),
    ],
    ['with a critical extension', () => signed(good(), { crit: ['exotic'], exotic: 1 } as never)],
    ['without exp', () => signed(without('exp'))],
    ['without sub', () => signed(without('sub'))],
    ['without aud', () => signed(without('aud'))],
    ['without iss', () => signed(without('iss'))],
    ['without a role', () => signed(without('role'))],
    ['of another audience', () => signed({ ...good(), aud: 'another' })],
    ['of another issuer', () => signed({ ...good(), iss: 'https://issuer.test.example.evil' })],
    ['of another type', () => signed(good(), { typ: 'JWT' })],
    ['without a type', () => signed(good(), { typ: undefined } as never)],
    ['that has expired', () => signed({ ...good(), exp: Math.floor(nowMs / 1000) - 1 })],
    ['that is not valid yet', () => signed({ ...good(), nbf: Math.floor(nowMs / 1000) + 600 })],
    ['whose exp is no number', () => signed({ ...good(), exp: '9999999999' })],
    ['with a role that there is not', () => signed({ ...good(), role: 'root' })],
    ['with regions that are none', () => signed({ ...good(), regions: ['everywhere'] })],
    ['that is longer than any of ours', () => signed({ ...good(), more: 'x'.repeat(10_000) })],
    ['that is no token', () => 'a.b.c'],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await signed()).split('.');
        return `${header}.${part({ ...good(), role: 'supervisor' })}.${signature}`;
      },
    ],
    [
      'whose signature was changed',
      async () => {
        const token = await signed();
        return token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
      },
    ],
  ];

  test.each(cases)('%s', async (_, make) => {
    expect(await outcome(await make())).toBe('UNAUTHENTICATED');
  });

  test.each(['jku', 'x5u'])('that points to keys of its own by %s, and nobody goes there', async (name) => {
    let visits = 0;
    const server = createServer((_request, response) => {
      visits += 1;
      exportJWK(others.publicKey).then((key) => response.end(JSON.stringify({ keys: [{ ...key, kid: 'main' }] })));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const token = await signed(good(), { [name]: `http://127.0.0.1:${port}/keys` } as never, others);
    expect(await outcome(token)).toBe('UNAUTHENTICATED');
    expect(visits).toBe(0);
    server.close();
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer  x.y.z', 'Token x.y.z', 'Bearer x.y.z, Bearer x.y.z', ''])(
    'in a header such as "%s"',
    async (header) => {
      await expect(authenticate(header)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    },
  );
});

describe('When the issuer changes its keys', () => {
  test('a new key is found in the file, and one that was withdrawn is believed no longer, though it was before', async () => {
    const fresh = await generateKeyPair('ES256', { extractable: true });
    const [old, next] = [await signed(), await signed(good(), { kid: 'next' }, fresh)];
    expect(await outcome(old)).toBe('believed: window');
    expect(await outcome(next)).toBe('UNAUTHENTICATED');
    await writeKeys([['next', fresh]]);
    nowMs += 2_000;
    expect(await outcome(next)).toBe('believed: window');
    expect(await outcome(old)).toBe('UNAUTHENTICATED');
    await writeKeys([
      ['main', keys],
      ['rsa', rsa],
    ]);
    nowMs += 2_000;
    expect(await outcome(await signed())).toBe('believed: window');
  });

  test('a key that arrives with a token is looked for at once, but not again and again', async () => {
    const fresh = await generateKeyPair('ES256', { extractable: true });
    nowMs += 10_000;
    expect(await outcome(await signed())).toBe('believed: window');
    await writeKeys([
      ['main', keys],
      ['rsa', rsa],
      ['late', fresh],
    ]);
    expect(await outcome(await signed(good(), { kid: 'late' }, fresh))).toBe('believed: window');
    await writeKeys([
      ['main', keys],
      ['rsa', rsa],
    ]);
    nowMs += 500;
    await writeKeys([
      ['main', keys],
      ['rsa', rsa],
      ['later', others],
    ]);
    expect(await outcome(await signed(good(), { kid: 'later' }, others))).toBe('UNAUTHENTICATED');
    nowMs += 5_000;
    expect(await outcome(await signed(good(), { kid: 'later' }, others))).toBe('believed: window');
    await writeKeys([
      ['main', keys],
      ['rsa', rsa],
    ]);
    nowMs += 2_000;
  });

  test('a file that is being written, or is gone, leaves the keys as they are', async () => {
    writeFileSync(jwksFile, '{"keys": [');
    nowMs += 2_000;
    expect(await outcome(await signed())).toBe('believed: window');
    rmSync(jwksFile);
    nowMs += 10_000;
    expect(await outcome(await signed())).toBe('believed: window');
    await writeKeys([
      ['main', keys],
      ['rsa', rsa],
    ]);
    nowMs += 2_000;
    expect(await outcome(await signed())).toBe('believed: window');
  });
});
