// PUT /materials: a document on its own, as a stream, before the application that uses it.
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { parse } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Authenticate, type Principal, unauthenticated } from '../access/principal.ts';
import type { Text } from '../catalogue/text.ts';
import { type ErrorCode, errorCodes, PublicError } from '../errors.ts';
import { fileName } from '../materials/file-name.ts';
import type { Materials, Received } from '../materials/materials.ts';
import { declaredMediaType } from '../materials/media-type.ts';
import type { Enter } from './audited.ts';
import { failure } from './server.ts';

export interface MaterialsDoor {
  readonly materials: Materials;
  readonly authenticate: Authenticate;
  readonly enter: Enter;
  /** From an `Accept-Language` header. */
  readonly languageOf: (header: string | undefined) => keyof Text;
}

interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly text: Text;
  readonly retryAfterS?: number;
}

const RETRY_AFTER_S = 5;
/** How long, and how much of, a refused document is still read, so that its sender gets to read the answer. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 4 * 1024 * 1024;

/** Serves `PUT /materials`; answers `{fileId, sha256, bytes}`, or a failure as soon as it is certain. */
export function serveMaterials(app: FastifyInstance, door: MaterialsDoor): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.put('/materials', { config: { longBody: true } }, async (request, reply) => {
      try {
        const principal = await sender(request, door.authenticate);
        const received = precludes(request, door.materials) ?? (await receive(request, door.materials, principal));
        const refusal = 'id' in received ? null : refusalOf(received, door.materials);
        const ending = refusal ? ({ outcome: 'refused', code: refusal.code } as const) : {};
        await door.enter(principal, { kind: 'upload', fields: ['materials'], ...ending });
        if ('id' in received) return { fileId: received.id, sha256: received.sha256, bytes: received.bytes };
        return answer(request, reply, refusalOf(received, door.materials), door);
      } catch (error) {
        if (!(error instanceof PublicError)) throw error;
        return answer(request, reply, publicRefusal(error), door);
      }
    });
  });
}

async function sender({ headers }: FastifyRequest, authenticate: Authenticate): Promise<Principal> {
  const principal = await authenticate(headers.authorization);
  if (!principal) throw unauthenticated('An upload needs a bearer token; send one in the Authorization header.');
  if (principal.role === 'window' || principal.role === 'front-end') return principal;
  throw new PublicError('FORBIDDEN', `Role ${principal.role} may not upload documents.`);
}

type Precluded = { readonly kind: 'encoded' | 'partial' | 'too-large' };

/** What the headers alone rule out. */
function precludes({ headers }: FastifyRequest, { bytesMax }: Materials): Precluded | undefined {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return { kind: 'encoded' };
  if (headers['content-range'] !== undefined) return { kind: 'partial' };
  if (Number(headers['content-length'] ?? 0) > bytesMax) return { kind: 'too-large' };
  return undefined;
}

function receive({ raw, headers }: FastifyRequest, materials: Materials, { role, subject }: Principal) {
  const upload = {
    // Left open when reading ends early: the answer goes out on the same connection.
    chunks: raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>,
    mediaType: declaredMediaType(headers['content-type']),
    name: nameFrom(headers['content-disposition'], headers['x-file-name']),
  };
  return materials.receive(upload, { role, subject });
}

function nameFrom(disposition: string | undefined, named: string | string[] | undefined): string {
  if (disposition !== undefined) return fileName(parse(disposition).parameters['filename'] ?? '');
  const text = Array.isArray(named) ? named[0] : named;
  return fileName(text === undefined ? '' : headerText(text));
}

/** Header values come as one character a byte; names are sent percent-encoded, or as the bytes of UTF-8. */
function headerText(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Refused = Exclude<Received, { kind: 'kept' }> | Precluded;

function refusalOf(refused: Refused, materials: Materials): Refusal {
  switch (refused.kind) {
    case 'too-large':
      return refusal(413, {
        zh: `文件超过 ${materials.bytesMax} 字节的上限，未保存。请压缩或者拆分后重新上传。`,
        en: `The file has more than ${materials.bytesMax} bytes and was not kept; make it smaller, or split it.`,
      });
    case 'empty':
      return refusal(400, {
        zh: '文件是空的，未保存。请检查后重新上传。',
        en: 'The file is empty and was not kept; check it and upload it again.',
      });
    case 'type-not-taken':
      return refusal(415, {
        zh: `请在 Content-Type 中注明文件类型，可以是 ${types(materials, '、')}。`,
        en: `Say in Content-Type what the file is; taken are ${types(materials, ', ')}.`,
      });
    case 'type-differs':
      return refusal(415, {
        zh: `文件内容${refused.found ? `是 ${refused.found}，` : ''}与 Content-Type 不符，未保存。请核对文件后重新上传。`,
        en: `The content is ${refused.found === null ? '' : `${refused.found}, `}not what Content-Type says, and was not kept; check the file and upload it again.`,
      });
    case 'encoded':
      return refusal(415, {
        zh: '不接受 Content-Encoding，请上传原文件。',
        en: 'Content-Encoding is not taken; upload the file as it is.',
      });
    case 'partial':
      return refusal(400, {
        zh: '不接受 Content-Range，请一次上传整个文件。',
        en: 'Content-Range is not taken; upload the whole file at once.',
      });
    case 'too-slow':
    case 'aborted':
      return refusal(408, {
        zh: '上传中断，未保存。请重新上传。',
        en: 'The upload stopped half-way and was not kept; upload it again.',
      });
    case 'busy':
      return {
        ...refusal(503, {
          zh: '同时上传的文件过多，请稍后重试。',
          en: 'Too many uploads are under way; come back later.',
        }),
        code: 'OVERLOADED',
        retryAfterS: RETRY_AFTER_S,
      };
  }
}

function refusal(status: number, text: Text): Refusal {
  return { status, code: 'BAD_USER_INPUT', text };
}

function types({ mediaTypes }: Materials, separator: string): string {
  return [...mediaTypes].sort().join(separator);
}

function publicRefusal({ message, extensions }: PublicError): Refusal {
  const code = extensions['code'] as ErrorCode;
  const { status, zh } = errorCodes[code];
  const refused = { status, code, text: { zh: `${zh}。${message}`, en: message } };
  return status === 503 ? { ...refused, retryAfterS: RETRY_AFTER_S } : refused;
}

function answer(request: FastifyRequest, reply: FastifyReply, refused: Refusal, { languageOf }: MaterialsDoor) {
  const message = refused.text[languageOf(request.headers['accept-language'])];
  const body = JSON.stringify(failure(refused.code, message));
  reply.status(refused.status).type('application/json; charset=utf-8');
  if (refused.retryAfterS !== undefined) reply.header('retry-after', refused.retryAfterS);
  if (request.raw.complete) return reply.send(body);
  reply.header('connection', 'close').header('content-length', Buffer.byteLength(body));
  return reply.send(Readable.from(whileLingering(body, request.raw)));
}

/**
 * A connection that is closed while its sender still sends is reset, and a reset discards what the sender has not read yet.
 * So the answer goes out whole, and a little more is read; then the connection ends.
 */
async function* whileLingering(body: string, incoming: IncomingMessage): AsyncGenerator<string> {
  yield body;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LINGER_MS);
  let discarded = 0;
  incoming.on('data', (chunk: Uint8Array) => {
    discarded += chunk.length;
    if (discarded > LINGER_BYTES) incoming.pause();
  });
  for (const end of ['end', 'close', 'error']) incoming.once(end, () => resolve());
  incoming.resume();
  await promise;
  clearTimeout(timer);
}
