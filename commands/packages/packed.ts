// Which packages are packed.

/** What a start imports, as imports say it. What the first who wants it loads stays as it is: some of that reads files of its own. */
export const PACKED: readonly string[] = [
  '@apollo/server',
  '@apollo/server/errors',
  '@apollo/server/plugin/disabled',
  '@graphql-tools/schema',
  'ajv',
  'cockatiel',
  'content-disposition',
  'dataloader',
  'fastify',
  'file-type',
  'graphql',
  'graphql-jit',
  'graphql-sse',
  'graphql-ws',
  'iconv-lite',
  'jose',
  'js-yaml',
  'lru-cache',
  'pg',
  'pino',
  'prom-client',
  'sm-crypto-v2',
  'ws',
  'zod',
];
