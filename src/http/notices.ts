// GET /notices/NUMBER.pdf (and .html): for a token with rights, or for whoever holds the paper's check code. Both alike say
// nothing of a notice that is not there. GET /notices/NUMBER/seal tells what anybody needs to verify the seal.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type PurposeBinding, purposeInForce } from '../access/policy.ts';
import type { Authenticate, Principal } from '../access/principal.ts';
import type { Documents, FoundDocument } from '../documents/documents.ts';
import { digestOf, type SealKey, verifySeal } from '../documents/seal.ts';
import type { Enter } from './audited.ts';

export interface NoticesDependencies {
  readonly documents: Documents;
  readonly authenticate: Authenticate;
  readonly seals: readonly SealKey[];
  readonly purposes: PurposeBinding;
  readonly departmentName: (code: string) => string;
  readonly enter: Enter;
}

interface Asked {
  Params: { file: string };
  Querystring: { check?: string };
}

/** A notice has a few pages. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;
const FILE = /^([0-9A-Z]{1,50})\.(pdf|html)$/;

export function serveNotices(app: FastifyInstance, dependencies: NoticesDependencies): void {
  const { documents, seals, enter, departmentName } = dependencies;
  app.get<Asked>('/notices/:file', async (request, reply) => {
    const [, number, format] = FILE.exec(request.params.file) ?? [];
    const found = number ? await documents.find(number) : undefined;
    const reader = found && (await readerOf(found, request, dependencies));
    if (!number || !found || !reader) return reply.callNotFound();
    const read = [found.applicantNumber];
    await enter(reader.principal, {
      kind: 'notice',
      fields: ['notice'],
      purpose: reader.purpose,
      read,
      cases: [number],
    });
    reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    if (found.signature) reply.header('x-seal-signature', found.signature);
    if (format === 'pdf') return reply.type('application/pdf').send(found.pdf);
    return reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(found.html);
  });
  app.get<{ Params: { number: string }; Querystring: { check?: string } }>(
    '/notices/:number/seal',
    async (request, reply) => {
      const found = await documents.find(request.params.number);
      if (!found || !isCode(found, request.query.check)) return reply.callNotFound();
      const key = seals.find(({ id }) => id === found.sealKey);
      if (!key || !found.signature) return { sealed: false, digest: found.digest };
      const { publicKey, department } = key;
      const valid = verifySeal(found.pdf, found.signature, publicKey);
      const seal = { digest: found.digest, signature: found.signature, publicKey, valid };
      return { sealed: true, department, departmentName: departmentName(department), ...seal };
    },
  );
  serveVerification(app, dependencies);
}

/** POST /notices/NUMBER/verify with a file: whether it is the sealed document, to the last bit. */
function serveVerification(app: FastifyInstance, { documents, seals }: NoticesDependencies): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('application/pdf', { parseAs: 'buffer', bodyLimit: FILE_BYTES_MAX }, (_, body, done) =>
      done(null, body),
    );
    scope.post<{ Params: { number: string }; Querystring: { check?: string }; Body: unknown }>(
      '/notices/:number/verify',
      async (request, reply) => {
        const found = await documents.find(request.params.number);
        if (!found || !isCode(found, request.query.check)) return reply.callNotFound();
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const key = seals.find(({ id }) => id === found.sealKey);
        const same = digestOf(bytes) === found.digest;
        const sealed = key !== undefined && found.signature !== null;
        const genuine = same && (!sealed || verifySeal(bytes, found.signature ?? '', key.publicKey));
        return { sealed, genuine, digest: digestOf(bytes) };
      },
    );
  });
}

interface Reader {
  readonly principal: Principal | null;
  readonly purpose: string | null;
}

/** Who may read it: whoever holds the code on the paper, or a token with rights and a purpose. Undefined for everybody else. */
async function readerOf(
  found: FoundDocument,
  { query, headers }: FastifyRequest<Asked>,
  { authenticate, purposes }: NoticesDependencies,
): Promise<Reader | undefined> {
  if (isCode(found, query.check)) return { principal: null, purpose: null };
  const principal = await authenticate(headers.authorization).catch(() => null);
  const stated = headers['x-purpose'];
  const purpose = purposeInForce(principal, Array.isArray(stated) ? stated[0] : stated, purposes);
  return principal && purpose !== null && hasRights(principal, found) ? { principal, purpose } : undefined;
}

function hasRights({ role, subject }: Principal, found: FoundDocument): boolean {
  return role === 'window' || role === 'supervisor' || (role === 'front-end' && subject === found.applicantNumber);
}

/** In constant time, so that a code cannot be found out piece by piece. */
function isCode({ checkCode }: FoundDocument, given: string | undefined): boolean {
  if (given === undefined) return false;
  const [expected, actual] = [checkCode, given.toUpperCase()].map((text) => createHash('sha256').update(text).digest());
  return expected !== undefined && actual !== undefined && timingSafeEqual(expected, actual);
}
