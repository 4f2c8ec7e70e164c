// JSON bodies: UTF-8 to the last byte. Whatever is decoded by putting replacements in its place would be taken for what the
// client had said: a name that nobody has.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { badInput } from '../errors.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/** In place of the parser that takes text of any bytes. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    if (!/^utf-?8$/i.test(charset)) return done(refusal(415, 'The body is JSON in another charset; send UTF-8.'));
    if (!isUtf8(body)) return done(refusal(400, 'The body is not UTF-8; encode it so, and send it again.'));
    parse(request, body.toString('utf8'), done);
  });
}

function refusal(statusCode: number, message: string): Error {
  return Object.assign(badInput(message), { statusCode });
}
