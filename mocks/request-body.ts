// What a client sends in one HTTP request.
import type { IncomingMessage } from 'node:http';

/** The body, or undefined where it is longer than `bytesMax`. Rejects where the client goes away before its end. */
export function readBody(incoming: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
    });
    incoming.once('end', () => resolve(bytes > bytesMax ? undefined : whole(chunks)));
    incoming.once('error', reject);
    incoming.once('close', () => {
      if (!incoming.complete) reject(new Error('the client went away'));
    });
  });
}

/** Mostly it comes in one piece. */
function whole(chunks: readonly Buffer[]): Buffer {
  const [first, second] = chunks;
  return first !== undefined && second === undefined ? first : Buffer.concat(chunks);
}
