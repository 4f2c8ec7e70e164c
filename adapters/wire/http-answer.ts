// Reads one answer of HTTP/1.1 (RFC 9112) as its bytes come in, strictly: where an answer ends is never a guess, for what
// follows on the same connection would then be taken for the answer to another question.

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name; the values of one that stands twice are joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
  /** For how long its sender keeps the connection for another request: 0 where it does not, Infinity where it does not say. */
  readonly keptMs: number;
}

export class HttpFlaw extends Error {
  readonly code: 'NOT_HTTP' | 'TOO_LARGE' | 'CUT_OFF';

  constructor(code: HttpFlaw['code']) {
    super(`an HTTP answer was refused: ${code}`);
    this.name = 'HttpFlaw';
    this.code = code;
  }
}

interface Head {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly keptMs: number;
}

type Step = 'head' | 'content' | 'chunk-size' | 'chunk-end' | 'trailer' | 'whole';

const HEAD_MAX_BYTES = 16_384;
const CHUNK_LINE_MAX_BYTES = 256;
/** Answers such as 102 Processing that may come before the one that counts. */
const INTERIM_MAX = 8;
const NOTHING = Buffer.alloc(0);
const END_OF_LINE = '\r\n';
const END_OF_HEAD = '\r\n\r\n';

/** The status line, then fields, none of them folded. */
const HEAD =
  /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t -~\u0080-\u00ff]*)?(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\u0080-\u00ff]*)*$/;
const FIELD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\u0080-\u00ff]*$/;
const CHUNK_SIZE = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;[\t -~\u0080-\u00ff]*)?$/;
const LENGTH = /^\d{1,15}$/;

/** For one answer alone. */
export class AnswerReader {
  readonly #bytesMax: number;
  #step: Step = 'head';
  /** Bytes that came and are not read yet. */
  #held: Buffer = NOTHING;
  #head: Head | undefined;
  /** Bytes of the content, or of its present chunk, that are still to come; Infinity up to the end of the connection. */
  #left = 0;
  #isChunked = false;
  #parts: Buffer[] = [];
  #length = 0;
  #interim = 0;
  #trailerBytes = 0;

  /** Content that is longer than `bytesMax` is refused. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** The answer with the chunk that completes it, undefined until then. Throws `HttpFlaw`. */
  push(chunk: Buffer): HttpAnswer | undefined {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    while (this.#advance()) if (this.#step === 'whole') return this.#answer();
    return undefined;
  }

  /** The answer that ends with its connection. Throws `HttpFlaw` where it does not. */
  end(): HttpAnswer {
    if (this.#step !== 'content' || this.#left !== Number.POSITIVE_INFINITY) throw new HttpFlaw('CUT_OFF');
    return this.#answer();
  }

  #answer(): HttpAnswer {
    if (!this.#head) throw new HttpFlaw('CUT_OFF');
    const [only = NOTHING] = this.#parts;
    const bytes = this.#parts.length > 1 ? Buffer.concat(this.#parts, this.#length) : only;
    // Nothing was asked to which more bytes could be the answer.
    const { status, headers, keptMs } = this.#head;
    return { status, headers, bytes, keptMs: this.#held.length > 0 ? 0 : keptMs };
  }

  /** False where more bytes are needed. */
  #advance(): boolean {
    switch (this.#step) {
      case 'head':
        return this.#readHead();
      case 'content':
        return this.#readContent();
      case 'chunk-size':
        return this.#readChunkSize();
      case 'chunk-end':
        return this.#readChunkEnd();
      case 'trailer':
        return this.#readTrailer();
      case 'whole':
        return false;
    }
  }

  #readHead(): boolean {
    const text = this.#textUpTo(END_OF_HEAD, HEAD_MAX_BYTES);
    if (text === undefined) {
      // What speaks another language is not waited for.
      if (!'HTTP/1.'.startsWith(this.#held.toString('latin1', 0, 7))) throw new HttpFlaw('NOT_HTTP');
      return false;
    }
    const head = headOf(text);
    if (head.status >= 200) {
      this.#head = head;
      this.#expectContent(head);
      return true;
    }
    this.#interim += 1;
    if (head.status === 101 || this.#interim > INTERIM_MAX) throw new HttpFlaw('NOT_HTTP');
    return true;
  }

  /** RFC 9112, 6.3: how long the content is. A head that says it in two ways is refused. */
  #expectContent({ status, headers }: Head): void {
    const coding = headers.get('transfer-encoding');
    const length = headers.get('content-length');
    if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || length !== undefined))
      throw new HttpFlaw('NOT_HTTP');
    if (length !== undefined && !LENGTH.test(length)) throw new HttpFlaw('NOT_HTTP');
    this.#isChunked = coding !== undefined;
    this.#left = length === undefined ? Number.POSITIVE_INFINITY : Number(length);
    if (status === 204 || status === 304) this.#step = 'whole';
    else if (this.#isChunked) this.#step = 'chunk-size';
    else this.#step = this.#left === 0 ? 'whole' : 'content';
    if (length !== undefined && this.#left > this.#bytesMax) throw new HttpFlaw('TOO_LARGE');
  }

  #readContent(): boolean {
    if (this.#held.length === 0) return false;
    const part = this.#held.length > this.#left ? this.#held.subarray(0, this.#left) : this.#held;
    this.#held = this.#held.subarray(part.length);
    this.#left -= part.length;
    this.#length += part.length;
    if (this.#length > this.#bytesMax) throw new HttpFlaw('TOO_LARGE');
    this.#parts.push(part);
    if (this.#left > 0) return false;
    this.#step = this.#isChunked ? 'chunk-end' : 'whole';
    return true;
  }

  #readChunkSize(): boolean {
    const line = this.#textUpTo(END_OF_LINE, CHUNK_LINE_MAX_BYTES);
    if (line === undefined) return false;
    const digits = CHUNK_SIZE.exec(line)?.[1];
    if (digits === undefined) throw new HttpFlaw('NOT_HTTP');
    this.#left = Number.parseInt(digits, 16);
    this.#step = this.#left === 0 ? 'trailer' : 'content';
    return true;
  }

  #readChunkEnd(): boolean {
    if (this.#held.length < END_OF_LINE.length) return false;
    if (this.#textUpTo(END_OF_LINE, 0) !== '') throw new HttpFlaw('NOT_HTTP');
    this.#step = 'chunk-size';
    return true;
  }

  /** Fields after the content: checked, and of no use to anybody. */
  #readTrailer(): boolean {
    const line = this.#textUpTo(END_OF_LINE, HEAD_MAX_BYTES);
    if (line === undefined) return false;
    this.#trailerBytes += line.length;
    if (line === '') this.#step = 'whole';
    else if (!FIELD.test(line) || this.#trailerBytes > HEAD_MAX_BYTES) throw new HttpFlaw('NOT_HTTP');
    return true;
  }

  /** What stands before the mark, which is read over; undefined where it has not come yet. */
  #textUpTo(mark: string, bytesMax: number): string | undefined {
    const at = this.#held.indexOf(mark, 0, 'latin1');
    if (at > bytesMax || (at < 0 && this.#held.length > bytesMax + mark.length)) throw new HttpFlaw('NOT_HTTP');
    if (at < 0) return undefined;
    const text = this.#held.toString('latin1', 0, at);
    this.#held = this.#held.subarray(at + mark.length);
    return text;
  }
}

function headOf(text: string): Head {
  const [, minor, status] = HEAD.exec(text) ?? [];
  if (status === undefined) throw new HttpFlaw('NOT_HTTP');
  const headers = new Map<string, string>();
  for (let end = text.indexOf(END_OF_LINE); end >= 0; ) {
    const start = end + END_OF_LINE.length;
    const colon = text.indexOf(':', start);
    end = text.indexOf(END_OF_LINE, colon);
    const name = text.slice(start, colon).toLowerCase();
    const value = text.slice(colon + 1, end < 0 ? text.length : end).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { status: Number(status), headers, keptMs: keptMs(minor === '1', headers) };
}

const CLOSE = /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i;
const KEEP = /(?:^|,)[ \t]*keep-alive[ \t]*(?:,|$)/i;
const KEPT_SECONDS = /(?:^|[ ,])timeout=(\d{1,6})(?:$|[ ,])/i;

function keptMs(isKeptUnsaid: boolean, headers: ReadonlyMap<string, string>): number {
  const options = headers.get('connection') ?? '';
  if (CLOSE.test(options) || !(isKeptUnsaid || KEEP.test(options))) return 0;
  const seconds = KEPT_SECONDS.exec(headers.get('keep-alive') ?? '')?.[1];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1_000;
}
