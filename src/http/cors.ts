// Which pages of other sites may ask: those on a list, none by default. Tokens travel in a header, never in a cookie, so that
// no credentials are allowed across sites.
import type { FastifyInstance, FastifyReply } from 'fastify';

const METHODS = 'GET, POST, PUT';
const REQUEST_HEADERS =
  'authorization, content-type, content-disposition, x-file-name, accept-language, x-purpose, x-correlation-id';
const RESPONSE_HEADERS = 'retry-after, www-authenticate';
const PREFLIGHT_VALID_S = '600';

export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  const allow = (origin: string | undefined, reply: FastifyReply): boolean => {
    reply.header('vary', 'origin');
    if (origin === undefined || !allowed.has(origin)) return false;
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', RESPONSE_HEADERS);
    return true;
  };
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const isAllowed = allow(origin, reply);
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) return undefined;
    if (isAllowed) {
      reply
        .header('access-control-allow-methods', METHODS)
        .header('access-control-allow-headers', REQUEST_HEADERS)
        .header('access-control-max-age', PREFLIGHT_VALID_S);
    }
    // Without those headers the browser refuses by itself.
    return reply.status(204).send();
  });
}
