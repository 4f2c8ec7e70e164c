// Every variable of the environment that the gateway reads; `config.ts` reads them, the README's table is held against them.

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  /** What holds when it is absent; null where it must be set. */
  readonly default: string | null;
  readonly about: string;
  /** Whether its value must not be shown. */
  readonly secret?: boolean;
}

/** Every variable the gateway reads; the README's table is held against this list. */
export const variables: readonly Variable[] = [
  {
    name: 'PORT',
    type: 'integer',
    unit: 'TCP port',
    default: '4000',
    about: 'Where the gateway listens; 0 picks a free port',
  },
  { name: 'HOST', type: 'address', unit: '', default: '127.0.0.1', about: 'Address the gateway listens on' },
  {
    name: 'PUBLIC_URL',
    type: 'URL',
    unit: '',
    default: 'http(s)://HOST:PORT',
    about: 'Where licensing sends its callbacks',
  },
  {
    name: 'DATABASE_URL',
    type: 'URL',
    unit: '',
    default: 'embedded PostgreSQL in DATA_DIR',
    about: 'PostgreSQL of the gateway',
    secret: true,
  },
  {
    name: 'DATA_DIR',
    type: 'folder',
    unit: '',
    default: './data',
    about: 'Folder of the embedded PostgreSQL and of materials',
  },
  { name: 'REDIS_URL', type: 'URL', unit: '', default: 'in-process', about: 'Cache that replicas share', secret: true },
  {
    name: 'SEALS_FILE',
    type: 'file',
    unit: '',
    default: 'no electronic seals',
    about: 'Electronic seals of departments; without one a notice is stamped by hand',
  },
  {
    name: 'MATERIALS_S3_URL',
    type: 'URL',
    unit: '',
    default: 'documents lie in DATA_DIR',
    about: 'S3-compatible service that keeps uploaded documents; needs the three variables that follow',
  },
  { name: 'MATERIALS_S3_BUCKET', type: 'text', unit: '', default: 'none', about: 'Bucket for them; it must exist' },
  {
    name: 'MATERIALS_S3_ACCESS_KEY',
    type: 'text',
    unit: '',
    default: 'none',
    about: 'Key that may read, write and delete in it',
  },
  {
    name: 'MATERIALS_S3_SECRET_KEY',
    type: 'text',
    unit: '',
    default: 'none',
    about: 'Secret of that key',
    secret: true,
  },
  { name: 'MATERIALS_S3_REGION', type: 'text', unit: '', default: 'us-east-1', about: 'Region that signatures name' },
  { name: 'TAX_URL', type: 'URL', unit: '', default: null, about: 'SOAP endpoint of the tax department' },
  {
    name: 'LAND_DATABASE_URL',
    type: 'URL',
    unit: '',
    default: null,
    about: 'Staging database of the land registry',
    secret: true,
  },
  { name: 'LICENSING_URL', type: 'URL', unit: '', default: null, about: 'REST endpoint of business licensing' },
  {
    name: 'LICENSING_APP_KEY',
    type: 'text',
    unit: '',
    default: null,
    about: 'Key by which licensing knows the gateway',
  },
  {
    name: 'LICENSING_APP_SECRET',
    type: 'text',
    unit: '',
    default: null,
    about: 'Secret for signatures to and from licensing',
    secret: true,
  },
  { name: 'POLICE_ADDRESS', type: 'host:port', unit: '', default: null, about: 'TCP endpoint of the police' },
  { name: 'AUTH_ISSUER', type: 'URL', unit: '', default: null, about: 'Issuer that bearer tokens must name' },
  { name: 'AUTH_AUDIENCE', type: 'text', unit: '', default: null, about: 'Audience that bearer tokens must name' },
  {
    name: 'AUTH_JWKS_FILE',
    type: 'file',
    unit: '',
    default: 'AUTH_JWKS_URL',
    about: 'Keys of the issuer; this or AUTH_JWKS_URL',
  },
  {
    name: 'AUTH_JWKS_URL',
    type: 'URL',
    unit: '',
    default: 'AUTH_JWKS_FILE',
    about: 'Keys of the issuer; this or AUTH_JWKS_FILE',
  },
  {
    name: 'CORS_ORIGINS',
    type: 'origins, separated by commas',
    unit: '',
    default: 'none',
    about: 'Sites whose pages may ask the gateway from a browser',
  },
  {
    name: 'LIVE_CONNECTIONS_MAX',
    type: 'integer',
    unit: 'connections',
    default: '10000',
    about: 'WebSockets and event streams that a replica holds at most',
  },
  {
    name: 'SUBSCRIPTIONS_MAX',
    type: 'integer',
    unit: 'subscriptions',
    default: '20000',
    about: 'Subscriptions that run on them at most, all together',
  },
  {
    name: 'TLS_CERTIFICATE_FILE',
    type: 'PEM file',
    unit: '',
    default: 'plain HTTP',
    about: 'Certificate of the gateway, with those that lead to its authority: it serves HTTPS and wss',
  },
  { name: 'TLS_KEY_FILE', type: 'PEM file', unit: '', default: 'plain HTTP', about: 'Private key of that certificate' },
  {
    name: 'CLIENT_CERTIFICATE_FILE',
    type: 'PEM file',
    unit: '',
    default: 'none',
    about: 'Certificate that the gateway shows to departments that ask for one',
  },
  {
    name: 'CLIENT_KEY_FILE',
    type: 'PEM file',
    unit: '',
    default: 'none',
    about: 'Private key of that certificate',
  },
  {
    name: 'TAX_CA_FILE',
    type: 'PEM file',
    unit: '',
    default: 'those of the system',
    about: 'Authorities that may have signed the certificate of tax; its URL is an https one',
  },
  {
    name: 'LICENSING_CA_FILE',
    type: 'PEM file',
    unit: '',
    default: 'those of the system',
    about: 'Authorities that may have signed the certificate of licensing; its URL is an https one',
  },
  {
    name: 'POLICE_TLS',
    type: 'true or false',
    unit: '',
    default: 'false',
    about: 'Whether the connections to the police are TLS',
  },
  {
    name: 'POLICE_CA_FILE',
    type: 'PEM file',
    unit: '',
    default: 'those of the system',
    about: 'Authorities that may have signed the certificate of the police',
  },
  {
    name: 'NODE_ENV',
    type: 'text',
    unit: '',
    default: 'none',
    about: 'With `production` the development issuer is refused',
  },
  {
    name: 'LOG_LEVEL',
    type: 'debug, info, warn, error or silent',
    unit: '',
    default: 'info',
    about: 'What is logged, as JSON on standard error',
  },
  {
    name: 'CLOCK_START',
    type: 'instant',
    unit: 'RFC 3339',
    default: 'the machine’s clock',
    about: 'Development issuer only: what the centre’s clock shows at the first start with a data folder',
  },
  {
    name: 'CLOCK_RATE',
    type: 'number',
    unit: 'times as fast',
    default: '1',
    about: 'Development issuer only: how fast the centre’s clock runs',
  },
];
