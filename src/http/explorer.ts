// GET /explorer: GraphiQL from our own files, since an intranet reaches no CDN. Who asks signs in with a token of their own, in
// the editor of headers; the page itself knows nothing and may be had by anybody. The shipped operations are its first tabs.
import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const documents = new URL('../../catalogue/documents/', import.meta.url);

const WELCOME = `# 一窗 Yichuang
# Sign in below: put a bearer token and a purpose into "Headers".
# 在下方 Headers 中填写令牌与用途后即可查询。

{
  bundles {
    code
    name
    parts { code department { name } needs { part evidence } }
    issuance { rule }
  }
}
`;
const HEADERS = JSON.stringify({ authorization: 'Bearer ', 'x-purpose': 'acceptance' }, null, 2);

export function serveExplorer(app: FastifyInstance): void {
  let page: Promise<string> | undefined;
  app.get('/explorer', async (_request, reply) => {
    page ??= renderPage();
    reply.header('content-type', 'text/html; charset=utf-8');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    // It may speak with its own gateway and with nobody else.
    reply.header(
      'content-security-policy',
      "default-src 'none'; connect-src 'self'; img-src 'self' data:; font-src data:; style-src 'unsafe-inline'; " +
        "script-src 'unsafe-inline' blob:; worker-src blob:; frame-ancestors 'none'",
    );
    return reply.send(await page);
  });
}

/** Four megabytes of editor are read when somebody asks for them first. */
async function renderPage(): Promise<string> {
  const [{ renderGraphiQL }, operations] = await Promise.all([
    import('@graphql-yoga/render-graphiql'),
    shippedOperations(),
  ]);
  return renderGraphiQL({
    title: '一窗 Yichuang',
    endpoint: '/graphql',
    favicon: 'data:,',
    headers: HEADERS,
    defaultHeaders: HEADERS,
    shouldPersistHeaders: false,
    defaultTabs: [{ query: WELCOME, headers: HEADERS }, ...operations.map((query) => ({ query, headers: HEADERS }))],
    subscriptionsProtocol: 'WS',
  });
}

async function shippedOperations(): Promise<readonly string[]> {
  const files = (await readdir(documents)).filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(files.map((file) => readFile(new URL(file, documents), 'utf8')));
}
