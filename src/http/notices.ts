// GET /notices/NUMBER.pdf (and .html): for a token with rights, or for whoever holds the paper's check code. Both alike say
// nothing of a notice that is not there. GET /notices/NUMBER/seal tells what anybody needs to verify the seal.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Attempts, attempted, isCheckCode } from '../access/check-code.ts';
import { type PurposeBinding, purposeInForce } from '../access/policy.ts';
import type { Authenticate, Principal } from '../access/principal.ts';
import { withinRegions } from '../access/region.ts';
import type { Documents, FoundDocument } from '../documents/documents.ts';
import { digestOf, type SealKey, verifySeal } from '../documents/seal.ts';
import { PublicError } from '../errors.ts';
import type { Enter } from './audited.ts';
import { html, sendPage } from './page-frame.ts';
import { failure } from './server.ts';

export interface NoticesDependencies {
  readonly documents: Documents;
  readonly authenticate: Authenticate;
  readonly attempts: Attempts;
  readonly seals: readonly SealKey[];
  readonly purposes: PurposeBinding;
  readonly departmentName: (code: string) => string;
  readonly enter: Enter;
}

interface Asked {
  Params: { number: string };
  Querystring: { check?: string };
  Body: unknown;
}
type Request = Pick<FastifyRequest<Asked>, 'query' | 'headers' | 'ip'>;

/** A notice has a few pages. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;
const FILE = /^([0-9A-Z]{1,50})\.(pdf|html)$/;

export function serveNotices(app: FastifyInstance, dependencies: NoticesDependencies): void {
  const { seals, enter, departmentName } = dependencies;
  app.get<{ Params: { file: string } } & Pick<Asked, 'Querystring'>>('/notices/:file', async (request, reply) => {
    const [, number, format] = FILE.exec(request.params.file) ?? [];
    const reader = number ? await readerOf(number, request, dependencies) : undefined;
    const document = await reader?.found.document();
    if (!number || !reader || !document) return refuse(request, reply);
    const { found, principal, purpose } = reader;
    const read = [found.applicantNumber];
    await enter(principal, { kind: 'notice', fields: ['notice'], purpose, read, cases: [number] });
    reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    if (document.signature) reply.header('x-seal-signature', document.signature);
    if (format === 'pdf') return reply.type('application/pdf').send(document.pdf);
    return reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(document.html);
  });
  app.get<Asked>('/notices/:number/seal', async (request, reply) => {
    const document = await heldDocument(request, dependencies);
    if (!document) return refuse(request, reply);
    const { pdf, digest, sealKey, signature } = document;
    const key = seals.find(({ id }) => id === sealKey);
    if (!key || !signature) return { sealed: false, digest };
    const { publicKey, department } = key;
    const seal = { digest, signature, publicKey, valid: verifySeal(pdf, signature, publicKey) };
    return { sealed: true, department, departmentName: departmentName(department), ...seal };
  });
  serveVerification(app, dependencies);
}

/** POST /notices/NUMBER/verify with a file: whether it is the sealed document, to the last bit. */
function serveVerification(app: FastifyInstance, dependencies: NoticesDependencies): void {
  app.register(async (scope) => {
    scope.addContentTypeParser('application/pdf', { parseAs: 'buffer', bodyLimit: FILE_BYTES_MAX }, (_, body, done) =>
      done(null, body),
    );
    scope.post<Asked>('/notices/:number/verify', async (request, reply) => {
      const document = await heldDocument(request, dependencies);
      if (!document) return refuse(request, reply);
      const { sealKey, signature } = document;
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const key = dependencies.seals.find(({ id }) => id === sealKey);
      const digest = digestOf(bytes);
      const sealed = key !== undefined && signature !== null;
      const genuine = digest === document.digest && (!sealed || verifySeal(bytes, signature, key.publicKey));
      return { sealed, genuine, digest };
    });
  });
}

/** The same words for a number that names nothing, for a wrong code, and for a token that reaches nothing of it. */
function refuse({ headers }: Pick<Request, 'headers'>, reply: FastifyReply): FastifyReply {
  reply.status(404);
  // A kiosk shows whatever comes.
  if (headers.accept?.includes('text/html')) {
    const body = html`<p class="bad">编号与校验码不符，请核对文书。</p><p><a href="/print">重新输入</a></p>`;
    return sendPage(reply, { title: '没有找到文书', body });
  }
  const message =
    '编号与校验码不符，或者无权查看，请核对文书。There is no notice of this number for this check code or token; compare both with the paper.';
  return reply.send(failure('BAD_USER_INPUT', message));
}

async function heldDocument(
  { params: { number }, ...request }: FastifyRequest<Asked>,
  dependencies: NoticesDependencies,
) {
  return (await held(number, request, dependencies))?.document();
}

/** What the check code of the request belongs to. Throws OVERLOADED where it was tried too often. */
async function held(
  number: string,
  { query: { check }, ip }: Pick<Request, 'query' | 'ip'>,
  { documents, attempts }: NoticesDependencies,
): Promise<FoundDocument | undefined> {
  if (check === undefined) return undefined;
  return attempted(attempts, { number, address: ip }, async () => {
    const found = await documents.find(number);
    return isCheckCode(found?.checkCode, check) ? found : undefined;
  });
}

interface Reader {
  readonly found: FoundDocument;
  readonly principal: Principal | null;
  readonly purpose: string | null;
}

/** Who may read it: whoever holds the code on the paper, or a token with rights and a purpose. Undefined for everybody else. */
async function readerOf(
  number: string,
  request: Request,
  dependencies: NoticesDependencies,
): Promise<Reader | undefined> {
  const ofPaper = await held(number, request, dependencies);
  if (ofPaper) return { found: ofPaper, principal: null, purpose: null };
  const { authenticate, purposes, documents } = dependencies;
  const principal = await authenticate(request.headers.authorization).catch(nobody);
  const stated = request.headers['x-purpose'];
  const purpose = purposeInForce(principal, Array.isArray(stated) ? stated[0] : stated, purposes);
  const found = principal && purpose !== null ? await documents.find(number) : undefined;
  return found && principal && hasRights(principal, found) ? { found, principal, purpose } : undefined;
}

/** A token that is refused is none; what keeps that from being entered in the trail keeps it from being answered. */
function nobody(error: unknown): null {
  if (error instanceof PublicError) return null;
  throw error;
}

function hasRights(principal: Principal, { applicantNumber, counties }: FoundDocument): boolean {
  const { role, subject } = principal;
  if (!withinRegions(principal, counties)) return false;
  return role === 'window' || role === 'supervisor' || (role === 'front-end' && subject === applicantNumber);
}
