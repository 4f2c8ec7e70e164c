// The gateway in the test's own process, in front of the four simulators: for tests of what a running town cannot be told,
// such as an issuer that is not the development one.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll } from 'vitest';
import { type ControlApi, openControl } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { DEVELOPMENT_ISSUER } from '../../development/issuer.ts';
import type { Population } from '../../mocks/population/population.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import { startMocks } from '../../mocks/start.ts';
import { readConfig } from '../../src/config.ts';
import { startGateway } from '../../src/gateway.ts';
import { defaultLimits, type Limits } from '../../src/graph/limits.ts';
import { type Log, openLog } from '../../src/log.ts';
import { createDatabase } from './postgres.ts';

export interface TokenClaims {
  readonly role: string;
  readonly purpose?: string;
  readonly subject?: string;
  readonly regions?: readonly string[];
}

export interface House {
  readonly url: string;
  readonly databaseUrl: string;
  /** The gateway's own data. */
  readonly dataFolder: string;
  readonly control: ControlApi;
  readonly population: Population;
  readonly token: (claims: TokenClaims) => Promise<string>;
  /** One POST to /graphql; the token of these claims goes with it, where there are any. */
  readonly ask: (question: Question, claims?: TokenClaims) => Promise<Reply>;
}

export interface Question {
  readonly query?: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly extensions?: unknown;
  readonly accept?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and fail where one is another
  readonly data: any;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: { code: string } }[];
}

export interface HouseSettings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly people?: number;
  /** The gateway trusts the development issuer's name, though with this house's own key. */
  readonly development?: boolean;
  /** Other than those in force. */
  readonly limits?: Partial<Limits>;
  /** Takes the gateway's log, line by line, instead of its being silent. */
  readonly log?: (line: string) => void;
}

const AUDIENCE = 'yichuang';
const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Ends after the file's tests, with its data. */
export async function runHouse(settings: HouseSettings = {}): Promise<House> {
  const { environment = {}, people = 300, development = false, limits = {} } = settings;
  const issuer = development ? DEVELOPMENT_ISSUER : 'https://issuer.test.example';
  const [folder, database, keys] = await Promise.all([
    makeFolder(),
    createDatabase({ migrated: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  const jwksFile = join(folder.path, 'jwks.json');
  await writeFile(
    jwksFile,
    JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'test', alg: 'ES256' }] }),
  );
  const mocks = await startMocks({
    host: '127.0.0.1',
    port: 0,
    seed: 1,
    people,
    dataFolder: join(folder.path, 'mocks'),
    night: false,
    clock: { start: undefined, rate: undefined },
  });
  const dataFolder = join(folder.path, 'data');
  const read = readConfig(
    {
      ...mocks.environment,
      PORT: '0',
      DATABASE_URL: database.url,
      DATA_DIR: dataFolder,
      LOG_LEVEL: 'silent',
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_JWKS_FILE: jwksFile,
      ...environment,
    },
    DEVELOPMENT_ISSUER,
  );
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const gateway = await startGateway(read.config, { ...defaultLimits, ...limits }, undefined, logOf(settings.log));
  afterAll(async () => {
    await gateway.close();
    await mocks.close();
    await folder.remove();
  });
  const token: House['token'] = ({ role, purpose, subject, regions }) =>
    new SignJWT({ role, ...(purpose ? { purpose } : {}), ...(regions ? { regions } : {}) })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'test' })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(subject ?? `test-${role}`)
      .setExpirationTime('1h')
      .sign(keys.privateKey);
  return {
    url: gateway.url,
    databaseUrl: database.url,
    dataFolder,
    control: openControl(mocks.control),
    population: createPopulation({ seed: 1, people }),
    token,
    ask: async (question, claims) => post(gateway.url, question, claims && (await token(claims))),
  };
}

function logOf(take: HouseSettings['log']): Log {
  return take ? openLog('debug', { write: take }) : openLog('silent');
}

async function post(url: string, { accept = GRAPHQL_RESPONSE, ...body }: Question, token?: string): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return replyOf(response);
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Pick<Reply, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, text, data, errors };
}
