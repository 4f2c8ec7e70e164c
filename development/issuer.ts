// The development issuer: a signing key of this checkout's own, made on first need. A gateway that trusts it is no production gateway.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { createOnce, folder } from './keep.ts';

export const DEVELOPMENT_ISSUER = 'https://issuer.development.yichuang.example';
export const DEVELOPMENT_AUDIENCE = 'yichuang';
export const TOKEN_TYPE = 'at+jwt';
const ALGORITHM = 'ES256';

const privateFile = new URL('issuer.private.json', folder);
const publicFile = new URL('jwks.json', folder);

export interface DevelopmentIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksFile: string;
}

/** Makes the key on first need, once even where several processes start together; returns what a gateway must be told. */
export async function ensureDevelopmentIssuer(): Promise<DevelopmentIssuer> {
  await signingKey();
  return { issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_AUDIENCE, jwksFile: fileURLToPath(publicFile) };
}

export interface TokenRequest {
  readonly role: string;
  readonly purpose?: string | undefined;
  readonly subject?: string | undefined;
  /** A span that jose reads, such as `1h` or `30 days`. */
  readonly expires: string;
}

/** One bearer token signed with the development key. */
export async function developmentToken(request: TokenRequest): Promise<string> {
  const key = await signingKey();
  const claims = { role: request.role, ...(request.purpose === undefined ? {} : { purpose: request.purpose }) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: key.kid ?? '' })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject(request.subject ?? `development-${request.role}`)
    .setJti(randomBytes(12).toString('base64url'))
    .setIssuedAt()
    .setExpirationTime(request.expires)
    .sign(await importJWK(key, ALGORITHM));
}

async function signingKey(): Promise<JWK> {
  const key = (await readKey()) ?? (await createKey());
  const { d: _secret, ...shared } = key;
  await createOnce(publicFile, JSON.stringify({ keys: [shared] }), 0o644);
  return key;
}

async function readKey(): Promise<JWK | undefined> {
  try {
    return JSON.parse(await readFile(privateFile, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function createKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  const whole = { ...key, kid: await calculateJwkThumbprint(key), alg: ALGORITHM, use: 'sig' };
  await createOnce(privateFile, JSON.stringify(whole), 0o600);
  const kept = await readKey();
  if (!kept)
    throw new Error(`The development key ${fileURLToPath(privateFile)} vanished while it was made; start again.`);
  return kept;
}
