// Length-prefixed frames on a byte stream: a big-endian length, then that many bytes.
import { DepartmentFault } from '../../src/departments/fault.ts';

export interface FrameLimits {
  readonly lengthBytes: number;
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** The frame for a body. @throws DepartmentFault `broken` where the body breaks the limits. */
export function frameOf(body: Uint8Array, limits: FrameLimits): Uint8Array {
  checkLength(body.length, limits);
  const frame = Buffer.allocUnsafe(limits.lengthBytes + body.length);
  frame.writeUIntBE(body.length, 0, limits.lengthBytes);
  frame.set(body, limits.lengthBytes);
  return frame;
}

/** Cuts a stream into bodies however it is chunked, and holds no more than one frame and one chunk. */
export class FrameSplitter {
  readonly #limits: FrameLimits;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #needed: number;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
    this.#needed = limits.lengthBytes;
  }

  /** The bodies that the chunk completed. @throws DepartmentFault `broken`; the stream is out of step from then on. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const bodies: Uint8Array[] = [];
    // Chunks are joined only once enough has come: a frame in a thousand pieces is copied once.
    while (this.#held >= this.#needed) {
      const bytes = this.#joined();
      const length = bytes.readUIntBE(0, this.#limits.lengthBytes);
      checkLength(length, this.#limits);
      this.#needed = this.#limits.lengthBytes + length;
      if (this.#held < this.#needed) break;
      bodies.push(bytes.subarray(this.#limits.lengthBytes, this.#needed));
      this.#keep(bytes.subarray(this.#needed));
    }
    return bodies;
  }

  /** Bytes of a frame that is not complete yet. */
  get pendingBytes(): number {
    return this.#held;
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    const only = first && this.#chunks.length === 1 ? first : undefined;
    const bytes = only ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }

  #keep(rest: Uint8Array): void {
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
    this.#needed = this.#limits.lengthBytes;
  }
}

function checkLength(length: number, limits: FrameLimits): void {
  if (length >= limits.minBytes && length <= limits.maxBytes) return;
  throw new DepartmentFault(
    'broken',
    `a frame states ${length} bytes where ${limits.minBytes} to ${limits.maxBytes} are allowed; the stream is out of step`,
  );
}
