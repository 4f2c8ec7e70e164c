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

/** Leaves a file at `path`, whatever the end, and on disk where it is `spooled`; the caller removes it. Throws where the disk does not take it. */
export async function spool(chunks: AsyncIterator<Uint8Array>, path: string, limits: SpoolLimits): Promise<Spooled> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for (;;) {
      const chunk = await nextOf(chunks, limits.silenceMaxMs);
      if (chunk === 'end') break;
      if (typeof chunk === 'string') return { kind: chunk };
      bytes += chunk.length;
      if (bytes > limits.bytesMax) return { kind: 'too-large' };
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    if (bytes === 0) return { kind: 'empty' };
    await file.sync();
    return { kind: 'spooled', sha256: hash.digest('hex'), bytes };
  } finally {
    // Not awaited: it comes after a chunk that a silent sender may never send.
    chunks.return?.().catch(() => undefined);
    await file.close();
  }
}

/**
 * A timer for each chunk, not one promise of silence that every chunk races with: that promise would hold on to what each
 * race was won by, and with it to the whole document.
 */
function nextOf(
  chunks: AsyncIterator<Uint8Array>,
  maxMs: number,
): Promise<Uint8Array | 'end' | 'aborted' | 'too-slow'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, maxMs, 'too-slow');
    const settle = (work: () => void) => {
      clearTimeout(timer);
      work();
    };
    chunks.next().then(
      ({ done, value }) => settle(() => resolve(done ? 'end' : value)),
      (error: unknown) => settle(() => (hungUp(error) ? resolve('aborted') : reject(error))),
    );
  });
}

function hungUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
