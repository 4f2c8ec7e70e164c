// An append-only file of lines. A line is durable (fsync) before its promise resolves; writers that wait
// together share one fsync. A last line that a crash tore is cut off, because nobody was told of it.
import { closeSync, createReadStream, openSync, readSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where a line stands in the file, in bytes; `end` includes the line break. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Appended extends Place {
  /** Resolves after the fsync that covers the line; rejects where the disk failed, and then for all later lines. */
  readonly durable: Promise<void>;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

const LINE_BREAK = 0x0a;
const COMPANY_MS = 200;
/** Under load an fsync costs more than all else that is done for a line: those that come meanwhile share the next one. */
const APART_MS = 8;

export class DurableLog {
  readonly path: string;
  #writer: FileHandle;
  #reader: number;
  #appendEnd = 0;
  #durableEnd = 0;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  #later: NodeJS.Timeout | undefined;
  #failure: unknown;

  private constructor(path: string, writer: FileHandle, reader: number) {
    this.path = path;
    this.#writer = writer;
    this.#reader = reader;
  }

  /** Opens or creates the file and hands every whole line to `replay`, in order. */
  static async open(path: string, replay: (line: string, place: Place) => void): Promise<DurableLog> {
    const writer = await open(path, 'a+');
    const log = new DurableLog(path, writer, openSync(path, 'r'));
    try {
      const { size } = await writer.stat();
      let end = 0;
      for await (const { line, place } of log.#lines(0, size)) {
        replay(line, place);
        end = place.end;
      }
      if (end < size) await writer.truncate(end);
      await writer.sync();
      log.#appendEnd = end;
      log.#durableEnd = end;
      return log;
    } catch (cause) {
      await log.close();
      throw cause;
    }
  }

  /**
   * The text must hold no line break. What is not urgent waits a moment for company, so that it costs nobody else an
   * fsync.
   */
  append(line: string, urgent = true): Appended {
    const bytes = Buffer.from(`${line}\n`);
    const start = this.#appendEnd;
    this.#appendEnd += bytes.length;
    const durable = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ bytes, resolve, reject });
    });
    if (urgent) this.#flushing ??= this.#flush();
    else this.#later ??= setTimeout(() => this.#flushLater(), COMPANY_MS);
    return { start, end: this.#appendEnd, durable };
  }

  isDurable(end: number): boolean {
    return end <= this.#durableEnd;
  }

  /** The text of a durable line. */
  read({ start, end }: Place): string {
    const bytes = Buffer.allocUnsafe(end - start - 1);
    readSync(this.#reader, bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  }

  /** The durable lines from a line's start on, as the file stands at the time of asking. */
  lines(from: number): AsyncGenerator<{ line: string; place: Place }> {
    return this.#lines(from, this.#durableEnd);
  }

  async close(): Promise<void> {
    this.#flushLater();
    await this.#flushing;
    await this.#writer.close();
    closeSync(this.#reader);
  }

  #flushLater(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    if (this.#waiting.length > 0) this.#flushing ??= this.#flush();
  }

  async #flush(): Promise<void> {
    // One turn of the event loop, so that writers of the same turn share the first fsync too.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await Promise.all([this.#writeGroup(group), sleep(APART_MS)]);
    }
    this.#flushing = undefined;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const bytes = Buffer.concat(group.map((line) => line.bytes));
      // Into the page cache: to hand that to another thread takes longer than to do it.
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#writer.fd, bytes, at);
      await this.#writer.sync();
      this.#durableEnd += bytes.length;
      for (const line of group) line.resolve();
    } catch (cause) {
      this.#failure ??= new Error(`${this.path} cannot be written; nothing more is taken in`, { cause });
      for (const line of group) line.reject(this.#failure);
    }
  }

  async *#lines(from: number, to: number): AsyncGenerator<{ line: string; place: Place }> {
    if (from >= to) return;
    let rest: Buffer = Buffer.alloc(0);
    let start = from;
    for await (const chunk of createReadStream(this.path, { start: from, end: to - 1, highWaterMark: 1 << 18 })) {
      rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      let lineStart = 0;
      for (let at = rest.indexOf(LINE_BREAK); at >= 0; at = rest.indexOf(LINE_BREAK, lineStart)) {
        const end = start + (at + 1 - lineStart);
        yield { line: rest.toString('utf8', lineStart, at), place: { start, end } };
        start = end;
        lineStart = at + 1;
      }
      rest = rest.subarray(lineStart);
    }
  }
}
