// POST /downloads: the whole answer to a question as a file; with `Prefer: respond-async` as a job, which is looked at, fetched
// and cancelled under its own address. Rights are those of the endpoint; here it is only decided who may download at all.
import { Readable } from 'node:stream';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type PurposeBinding, purposeInForce } from '../access/policy.ts';
import { type Authenticate, type Principal, type Role, unauthenticated } from '../access/principal.ts';
import { type Downloads, type Job, ownerOf } from '../downloads/downloads.ts';
import { type FormatName, formatNames, formats } from '../downloads/formats/format.ts';
import type { DownloadOrigin } from '../downloads/question.ts';
import type { Table } from '../downloads/table.ts';
import { badInput, type ErrorCode, errorCodes, PublicError } from '../errors.ts';
import type { Enter } from './audited.ts';
import { failure } from './server.ts';

export interface DownloadsDoor {
  readonly downloads: Downloads;
  readonly authenticate: Authenticate;
  readonly enter: Enter;
  readonly purposes: PurposeBinding;
  readonly originOf: (request: FastifyRequest, authenticate: Authenticate) => Promise<DownloadOrigin>;
  readonly bodyBytes: number;
}

const ROLES: ReadonlySet<Role> = new Set<Role>(['analyst', 'supervisor', 'operator']);
/** A reader that takes nothing for so long is left. */
const STALLED_MS = 60_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const body = z.strictObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  format: z.enum(formatNames).default('CSV'),
});

type Named = FastifyRequest<{ Params: { id: string }; Querystring: { format?: string } }>;

export function serveDownloads(app: FastifyInstance, door: DownloadsDoor): void {
  const { downloads, enter } = door;
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const post = async (request: FastifyRequest, reply: FastifyReply) => {
    const { origin, principal } = await asker(request, door);
    const { format, ...asked } = askedIn(request.body);
    await enter(principal, {
      kind: 'download',
      fields: ['downloads'],
      purpose: purposeInForce(principal, origin.statedPurpose, door.purposes),
    });
    if (prefersJob(request)) {
      const job = await downloads.start(asked, origin);
      return reply.status(202).header('location', `/downloads/${job.id}`).send(shownJob(job));
    }
    const leaving = new AbortController();
    reply.raw.once('close', () => leaving.abort());
    const signal = AbortSignal.any([leaving.signal, closing.signal]);
    const { field, table } = await downloads.stream(asked, origin, signal).catch((error: unknown) => {
      throw signal.aborted ? ended : error;
    });
    return send(reply, field, table, format);
  };
  const file = async (request: Named, reply: FastifyReply) => {
    const { origin, principal } = await asker(request, door);
    const job = await found(request.params.id, origin, downloads);
    const table = downloads.tableOf(job);
    if (!table) throw badInput(`Download ${job.id} is ${job.state}; there is nothing to fetch.`);
    const format = formatNamed(request.query.format);
    await enter(principal, {
      kind: 'download',
      fields: [job.field],
      purpose: purposeInForce(principal, origin.statedPurpose, door.purposes),
    });
    return send(reply, job.field, table, format);
  };
  app.post('/downloads', { bodyLimit: door.bodyBytes }, answering(post));
  app.get(
    '/downloads',
    answering(async (request) => {
      const { origin } = await asker(request, door);
      return (await downloads.list(ownerOf(origin))).map(shownJob);
    }),
  );
  app.get(
    '/downloads/:id',
    answering<Named>(async (request) => {
      const { origin } = await asker(request, door);
      return shownJob(await found(request.params.id, origin, downloads));
    }),
  );
  app.get('/downloads/:id/file', answering<Named>(file));
  app.delete(
    '/downloads/:id',
    answering<Named>(async (request, reply) => {
      const { origin } = await asker(request, door);
      const job = await found(request.params.id, origin, downloads);
      await downloads.cancel(job.id, ownerOf(origin));
      return reply.status(204).send();
    }),
  );
}

const ended = new PublicError('OVERLOADED', 'The download ended before it began; ask for it again.');

/** Failures in the shape of the endpoint's own. */
function answering<Request extends FastifyRequest>(
  handle: (request: Request, reply: FastifyReply) => Promise<unknown>,
) {
  return async (request: Request, reply: FastifyReply): Promise<unknown> => {
    try {
      return await handle(request, reply);
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      const code = error.extensions['code'] as ErrorCode;
      const { status } = errorCodes[code];
      if (code === 'OVERLOADED') reply.header('retry-after', '60');
      // A department that is down is data for the endpoint; a file without it is none.
      return reply.status(status === 200 ? 503 : status).send(failure(code, error.message));
    }
  };
}

async function asker(request: FastifyRequest, { authenticate, originOf }: DownloadsDoor) {
  const origin = await originOf(request, authenticate);
  const { principal } = origin;
  if (!principal) throw unauthenticated('A download needs a bearer token; send one in the Authorization header.');
  if (!ROLES.has(principal.role)) {
    throw new PublicError('FORBIDDEN', `Role ${principal.role} may not download; ask page by page at /graphql.`);
  }
  return { origin, principal } satisfies { origin: DownloadOrigin; principal: Principal };
}

function askedIn(sent: unknown) {
  const read = body.safeParse(sent);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw badInput(`The body is no download: ${issue?.path.join('.') || 'body'}: ${issue?.message}.`);
  }
  const { query, variables, operationName, format } = read.data;
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined, format };
}

/** As RFC 7240 has it. */
function prefersJob({ headers }: FastifyRequest): boolean {
  return [headers['prefer'] ?? ''].flat().some((preference) => /(^|[,;\s])respond-async\b/i.test(preference));
}

async function found(id: string, origin: DownloadOrigin, downloads: Downloads): Promise<Job> {
  const job = ID.test(id) ? await downloads.find(id, ownerOf(origin)) : undefined;
  if (job) return job;
  throw badInput('There is no such download; list your own at /downloads.');
}

function formatNamed(name = 'CSV'): FormatName {
  const format = formatNames.find((each) => each === name.toUpperCase());
  if (format) return format;
  throw badInput(`A download comes as ${formatNames.join(', ')}; ask for one of these.`);
}

function send(reply: FastifyReply, field: string, table: Table, name: FormatName): FastifyReply {
  const format = formats[name];
  const day = new Date().toISOString().slice(0, 10);
  reply
    .type(format.mediaType)
    .header('content-disposition', contentDisposition(`${field}-${day}.${format.extension}`))
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff');
  reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
  return reply.send(Readable.from(format.write(table), { objectMode: false }));
}

function shownJob(job: Job) {
  const { id, field, streamed, state, rows, total, error, createdAt, endedAt, expiresAt } = job;
  const times = { createdAt, endedAt, expiresAt };
  return { id, field, streamed, state, rows, total, error, ...times, file: fileOf(job) };
}

function fileOf({ id, state, streamed }: Job): string | null {
  return state === 'DONE' && !streamed ? `/downloads/${id}/file` : null;
}
