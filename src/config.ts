// The only reader of the environment: parsed once, frozen, every fault reported at once.
import { z } from 'zod';
import { type Identity, readAuthority, readIdentity, withSecretFiles } from './configured-files.ts';
import { variables } from './variables.ts';

const url = z.url();
const integer = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(min).max(max));

/** Encrypted without looking whose certificate it is would be open to whoever stands between. */
const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/ })
  .refine(
    (text) => !/[?&](sslmode=no-verify|uselibpqcompat=)/i.test(text),
    'checks no certificate; use sslmode=verify-full, with sslrootcert=FILE for a CA of your own',
  );

function isHostAndPort(text: string): boolean {
  const port = Number(/^.+:(\d{1,5})$/.exec(text)?.[1]);
  return port > 0 && port <= 65_535;
}

const shape = z.object({
  PORT: integer(0, 65535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default('./data'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SEALS_FILE: z.string().optional(),
  MATERIALS_S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  MATERIALS_S3_BUCKET: z.string().optional(),
  MATERIALS_S3_ACCESS_KEY: z.string().optional(),
  MATERIALS_S3_SECRET_KEY: z.string().optional(),
  MATERIALS_S3_REGION: z.string().default('us-east-1'),
  TAX_URL: z.url({ protocol: /^https?$/ }),
  LAND_DATABASE_URL: postgresUrl,
  LICENSING_URL: z.url({ protocol: /^https?$/ }),
  LICENSING_APP_KEY: z.string(),
  LICENSING_APP_SECRET: z.string(),
  POLICE_ADDRESS: z.string().refine(isHostAndPort, 'must be host:port'),
  AUTH_ISSUER: z.string(),
  AUTH_AUDIENCE: z.string(),
  AUTH_JWKS_FILE: z.string().optional(),
  AUTH_JWKS_URL: url.optional(),
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.string().regex(/^https?:\/\/[^/\s*]+$/, 'must be origins such as https://hall.example')))
    .default([]),
  TLS_CERTIFICATE_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  CLIENT_CERTIFICATE_FILE: z.string().optional(),
  CLIENT_KEY_FILE: z.string().optional(),
  POLICE_TLS: z.enum(['true', 'false']).default('false'),
  LIVE_CONNECTIONS_MAX: integer(1, 1_000_000).default(10_000),
  SUBSCRIPTIONS_MAX: integer(1, 10_000_000).default(20_000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  CLOCK_START: z.iso.datetime({ offset: true }).optional(),
  CLOCK_RATE: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number')
    .transform(Number)
    .pipe(z.number().positive().max(1e6))
    .default(1),
});

export interface S3Settings {
  readonly url: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly redisUrl: string | undefined;
  readonly sealsFile: string | undefined;
  /** Absent: documents lie in the data folder. */
  readonly materialsS3: S3Settings | undefined;
  readonly auth: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwksFile: string | undefined;
    readonly jwksUrl: string | undefined;
  };
  /** Sites whose pages may ask from a browser. */
  readonly corsOrigins: readonly string[];
  /** What may be held open at once. */
  readonly live: { readonly connectionsMax: number; readonly subscriptionsMax: number };
  readonly logLevel: string;
  readonly clock: { readonly start: string | undefined; readonly rate: number };
  /** Served over TLS with it; absent: over plain HTTP. */
  readonly identity: Identity | undefined;
  /** What a department's adapter is opened with: its settings, by the names it declares, and TLS. */
  readonly departmentEnvironment: (module: {
    readonly code: string;
    readonly settings: readonly string[];
  }) => DepartmentSettings;
}

export interface DepartmentSettings {
  readonly settings: Readonly<Record<string, string>>;
  readonly tls: {
    /** Where no address says so. */
    readonly required: boolean;
    /** PEM of the authorities that are believed instead of the system's. */
    readonly ca: string | undefined;
    /** By which departments know the gateway. */
    readonly client: Identity | undefined;
  };
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads the whole environment; every fault at once, each with its variable and what to do, and no value. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  developmentIssuer: string,
): ReadConfig {
  const { value: given, faults: secretFaults } = withSecretFiles(nonEmpty(environment));
  const files = readTlsFiles(given);
  // Once: nothing needs to be compiled for it.
  const parsed = shape.safeParse(given, { jitless: true });
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => fault(String(path[0]), message, given));
  faults.push(...secretFaults, ...files.faults);
  if (given['AUTH_JWKS_FILE'] === undefined && given['AUTH_JWKS_URL'] === undefined) {
    faults.push('AUTH_JWKS_FILE: set it, or AUTH_JWKS_URL, to the keys of the issuer.');
  }
  const missing = S3_TOGETHER.filter((name) => given[name] === undefined);
  if (missing.length < S3_TOGETHER.length) {
    faults.push(...missing.map((name) => `${name}: not set, although others of MATERIALS_S3_* are; set all or none.`));
  }
  for (const name of ['CLOCK_START', 'CLOCK_RATE']) {
    if (given[name] !== undefined && given['AUTH_ISSUER'] !== developmentIssuer) {
      faults.push(`${name}: only the development issuer may have a clock of its own; unset it.`);
    }
  }
  if (given['NODE_ENV'] === 'production' && given['AUTH_ISSUER'] === developmentIssuer) {
    faults.push(
      'AUTH_ISSUER: the development issuer lets every text and every clock pass; NODE_ENV=production needs your own.',
    );
  }
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  return { ok: true, config: Object.freeze(configOf(parsed.data, given, files)) };
}

function nonEmpty(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}

interface TlsFiles {
  readonly server: Identity | undefined;
  readonly client: Identity | undefined;
  /** By the names of the variables. */
  readonly authorities: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
}

const AUTHORITY = /^[A-Z][A-Z0-9_]*_CA_FILE$/;

function readTlsFiles(given: Readonly<Record<string, string>>): TlsFiles {
  const server = readIdentity('TLS_CERTIFICATE_FILE', 'TLS_KEY_FILE', given);
  const client = readIdentity('CLIENT_CERTIFICATE_FILE', 'CLIENT_KEY_FILE', given);
  const known = variables.map(({ name }) => name).filter((name) => AUTHORITY.test(name));
  const read = known.map((name) => [name, readAuthority(name, given)] as const);
  return {
    server: server.value,
    client: client.value,
    authorities: new Map(read.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))),
    faults: [...server.faults, ...client.faults, ...read.flatMap(([, { faults }]) => faults)],
  };
}

const S3_TOGETHER = ['MATERIALS_S3_URL', 'MATERIALS_S3_BUCKET', 'MATERIALS_S3_ACCESS_KEY', 'MATERIALS_S3_SECRET_KEY'];

function fault(name: string, message: string, given: Readonly<Record<string, string>>): string {
  const about = variables.find((variable) => variable.name === name);
  if (given[name] === undefined) return `${name}: not set. ${about?.about ?? ''}.`;
  return `${name}: ${message}. Expected: ${about?.type ?? 'text'}.`;
}

function s3Of(data: z.output<typeof shape>): S3Settings | undefined {
  const { MATERIALS_S3_URL: url, MATERIALS_S3_BUCKET: bucket, MATERIALS_S3_REGION: region } = data;
  const { MATERIALS_S3_ACCESS_KEY: accessKey, MATERIALS_S3_SECRET_KEY: secretKey } = data;
  if (!url || !bucket || !accessKey || !secretKey) return undefined;
  return { url, bucket, accessKey, secretKey, region };
}

function configOf(data: z.output<typeof shape>, given: Readonly<Record<string, string>>, files: TlsFiles): Config {
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    databaseUrl: data.DATABASE_URL,
    dataFolder: data.DATA_DIR,
    redisUrl: data.REDIS_URL,
    sealsFile: data.SEALS_FILE,
    materialsS3: s3Of(data),
    auth: {
      issuer: data.AUTH_ISSUER,
      audience: data.AUTH_AUDIENCE,
      jwksFile: data.AUTH_JWKS_FILE,
      jwksUrl: data.AUTH_JWKS_URL,
    },
    corsOrigins: data.CORS_ORIGINS,
    live: { connectionsMax: data.LIVE_CONNECTIONS_MAX, subscriptionsMax: data.SUBSCRIPTIONS_MAX },
    logLevel: data.LOG_LEVEL,
    clock: { start: data.CLOCK_START, rate: data.CLOCK_RATE },
    identity: files.server,
    departmentEnvironment: ({ code, settings }) => ({
      settings: settingsOf(settings, given),
      tls: {
        required: given[`${code.toUpperCase()}_TLS`] === 'true',
        ca: files.authorities.get(`${code.toUpperCase()}_CA_FILE`),
        client: files.client,
      },
    }),
  };
}

function settingsOf(names: readonly string[], given: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    names.map((name) => {
      const value = given[name];
      if (value === undefined)
        throw new Error(`Setting ${name} of a department is not set; add it to the environment.`);
      return [name, value];
    }),
  );
}
