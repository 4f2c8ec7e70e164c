// Who asks: a bearer token, verified. Algorithms, issuer, audience, type and expiry are pinned; keys come from our own key set
// alone, whatever a token's header points to.
import { hash } from 'node:crypto';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { PublicError } from '../errors.ts';
import { openKeySet } from './key-set.ts';

export const roles = ['front-end', 'window', 'analyst', 'supervisor', 'operator'] as const;
export type Role = (typeof roles)[number];

export interface Principal {
  /** `sub` of the token: for the role front-end the citizen's number. */
  readonly subject: string;
  readonly role: Role;
  /** Purpose in the token itself; a request may name one in its header instead. */
  readonly purpose: string | null;
  /** County codes the token is restricted to; null: no restriction. */
  readonly regions: readonly string[] | null;
  /** Machine time at which the token ends: what lasts longer than a request must end with it. */
  readonly expiresMs: number;
}

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksFile?: string | undefined;
  readonly jwksUrl?: string | undefined;
}

const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];
const TOKEN_TYPE = 'at+jwt';
const CACHED_TOKENS = 10_000;
/** A key that its issuer has withdrawn is noticed by then, wherever the keys come from. */
const REMEMBERED_MS = 5 * 60_000;
const TOKEN_BYTES_MAX = 8192;

const claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number(),
  role: z.enum(roles),
  purpose: z.string().max(100).optional(),
  regions: z.array(z.string().regex(/^\d{6}$/)).optional(),
});

/** Verifies an `Authorization` header; null where none was sent. Throws UNAUTHENTICATED for a token that is not valid. */
export type Authenticate = (authorization: string | undefined) => Promise<Principal | null>;

/** A verified token is remembered for a while, by its hash, and not beyond a change of the keys. */
export async function openAuthentication(settings: TokenSettings, nowMs: () => number): Promise<Authenticate> {
  const keys = await openKeySet(settings, nowMs);
  const verified = new LRUCache<string, Principal>({ max: CACHED_TOKENS, ttl: REMEMBERED_MS });
  let version = 0;

  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = bearer(authorization);
    const current = await keys.version();
    if (current !== version) verified.clear();
    version = current;
    const name = hash('sha256', token, 'base64');
    const known = verified.get(name);
    if (known && known.expiresMs > nowMs()) return known;
    const fresh = await verify(token, keys.key, settings, nowMs);
    // The keys may have changed meanwhile.
    if (version === current) verified.set(name, fresh);
    return fresh;
  };
}

function bearer(authorization: string): string {
  const match = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(authorization);
  if (!match?.[1] || match[1].length > TOKEN_BYTES_MAX) {
    throw unauthenticated('The Authorization header holds no bearer token; send `Bearer <token>`.');
  }
  return match[1];
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: TokenSettings,
  nowMs: () => number,
): Promise<Principal> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      typ: TOKEN_TYPE,
      requiredClaims: ['exp', 'sub', 'iss', 'aud', 'role'],
      currentDate: new Date(nowMs()),
    });
    const { sub, role, purpose, regions, exp } = claims.parse(payload);
    return { subject: sub, role, purpose: purpose ?? null, regions: regions ?? null, expiresMs: exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expired();
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
      throw unauthenticated(
        'The bearer token is not valid here: signature, issuer, audience, type or a claim is wrong.',
      );
    }
    throw error;
  }
}

export function unauthenticated(message: string): PublicError {
  return new PublicError('UNAUTHENTICATED', message);
}

export function expired(): PublicError {
  return unauthenticated('The bearer token has expired; get a new one.');
}
