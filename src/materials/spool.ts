// A document on its way in: written to a temporary file while it is counted and hashed, never held in memory.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Content } from './content-store.ts';

export interface SpoolLimits {
  readonly bytesMax: number;
  /** How long the sender may send nothing. */
  readonly silenceMaxMs: number;
}

export type Spooled =
  | (Content & { readonly kind: 'spooled' })
  | { readonly kind: 'empty' | 'too-large' | 'too-slow' | 'aborted' };

/** Leaves a file at `path`, whatever the end; the caller removes it. Throws where the disk does not take it. */
export async function spool(chunks: AsyncIterator<Uint8Array>, path: string, limits: SpoolLimits): Promise<Spooled> {
  const file = await open(path, 'wx', 0o600);
  const silence = watchSilence(limits.silenceMaxMs);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for (;;) {
      const chunk = await Promise.race([nextOf(chunks), silence.over]);
      if (chunk === 'end') break;
      if (typeof chunk === 'string') return { kind: chunk };
      silence.broken();
      bytes += chunk.length;
      if (bytes > limits.bytesMax) return { kind: 'too-large' };
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    if (bytes === 0) return { kind: 'empty' };
    return { kind: 'spooled', sha256: hash.digest('hex'), bytes };
  } finally {
    silence.end();
    // Not awaited: it comes after a chunk that a silent sender may never send.
    chunks.return?.().catch(() => undefined);
    await file.close();
  }
}

/** Where the sender hangs up, the iterator fails with ECONNRESET. */
async function nextOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | 'end' | 'aborted'> {
  try {
    const { done, value } = await chunks.next();
    return done ? 'end' : value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return 'aborted';
    throw error;
  }
}

function watchSilence(maxMs: number) {
  const { promise, resolve } = Promise.withResolvers<'too-slow'>();
  const timer = setTimeout(resolve, maxMs, 'too-slow');
  return { over: promise, broken: () => timer.refresh(), end: () => clearTimeout(timer) };
}
