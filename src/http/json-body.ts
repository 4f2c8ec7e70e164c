// JSON bodies: UTF-8 to the last byte. Whatever is decoded by putting replacements in its place would be taken for what the
// client had said: a name that nobody has.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { parse } from 'secure-json-parse';
import { badInput } from '../errors.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** What a body says. Throws the refusal of one that is no JSON in UTF-8, or that would change what all objects share. */
export function readJson(body: Buffer, contentType = ''): unknown {
  const charset = CHARSET.exec(contentType)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw refusal(415, 'The body is JSON in another charset; send UTF-8.');
  if (!isUtf8(body)) throw refusal(400, 'The body is not UTF-8; encode it so, and send it again.');
  if (body.length === 0) throw refusal(400, 'The body is empty; send JSON.');
  try {
    return parse(body.toString('utf8'), { protoAction: 'error', constructorAction: 'error' });
  } catch {
    throw refusal(400, 'The body is not valid JSON; correct it, and send it again.');
  }
}

/** In place of the parser that takes text of any bytes. */
export function takeJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      done(null, readJson(body, request.headers['content-type']));
    } catch (error) {
      done(error as Error);
    }
  });
}

function refusal(statusCode: number, message: string): Error {
  return Object.assign(badInput(message), { statusCode });
}
