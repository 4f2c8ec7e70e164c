// GET /explorer: GraphiQL from our own files, since an intranet reaches no CDN. The page knows nothing and may be had by anybody;
// who asks signs in with a token. `explorer/` has its sources, `explorer/bundle/` what is built of them and served here.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Role, roles } from '../access/principal.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readBundle, type ServedFile } from './explorer-bundle.ts';
import { failure } from './server.ts';

/** Signs a token of the development issuer. */
export type SignToken = (request: { role: Role; subject: string | undefined }) => Promise<string>;

export interface Explorer {
  readonly catalogue: Catalogue;
  /** Texts of the registered operations. */
  readonly operations: () => readonly string[];
  /** Absent in production: there tokens come from the issuer. */
  readonly signToken?: SignToken | undefined;
}

/** It may speak with its own gateway and with nobody else. The editor sets styles of its own, and no script but the bundle runs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const tokenRequest = z.object({ role: z.enum(roles), subject: z.string().min(1).max(50).optional() });

export function serveExplorer(app: FastifyInstance, explorer: Explorer): void {
  const bundle = readBundle();
  app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', POLICY);
      reply.header('x-content-type-options', 'nosniff');
      reply.header('referrer-policy', 'no-referrer');
    });
    for (const { path, ...file } of bundle) serveFile(scope, path, file);
    scope.get('/explorer/settings', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return settings(explorer);
    });
    const { signToken } = explorer;
    if (signToken) serveTokens(scope, signToken);
  });
}

function serveFile(scope: FastifyInstance, path: string, { type, lasting, encoded }: Omit<ServedFile, 'path'>): void {
  scope.get(path, async (request, reply) => {
    const { bytes, encoding, etag } = await encoded(request.headers['accept-encoding']);
    reply.headers({ 'content-type': type, vary: 'accept-encoding', etag });
    // The name of what lasts changes with its content.
    reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (request.headers['if-none-match'] === etag) return reply.status(304).send();
    if (encoding) reply.header('content-encoding', encoding);
    return reply.send(bytes);
  });
}

function settings({ catalogue, operations, signToken }: Explorer) {
  return {
    development: signToken !== undefined,
    roles,
    purposes: [...catalogue.purposes.values()].map(({ code, name, roles: bound }) => ({ code, name, roles: bound })),
    operations: operations(),
  };
}

function serveTokens(scope: FastifyInstance, signToken: SignToken): void {
  scope.post('/explorer/tokens', async (request, reply) => {
    const read = tokenRequest.safeParse(request.body);
    if (!read.success) {
      const message = `Say for whom: {"role"} is one of ${roles.join(', ')}, and {"subject"} a citizen's number for front-end.`;
      return reply.status(400).send(failure('BAD_USER_INPUT', message));
    }
    reply.header('cache-control', 'no-store');
    return { token: await signToken({ role: read.data.role, subject: read.data.subject }) };
  });
}
