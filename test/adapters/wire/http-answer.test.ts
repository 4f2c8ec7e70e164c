import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader } from '../../../adapters/wire/http-answer.ts';

const BYTES_MAX = 1_000;
const read = (text: string) => new AnswerReader(BYTES_MAX).push(Buffer.from(text, 'latin1'));
const head = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
const chunked = head('Transfer-Encoding: chunked');

/** The pieces between the cuts, in order. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const chunksOf = (content: Buffer, size: number): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0; at < content.length; at += size) {
    const part = content.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)};x=1\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\nX-Sum: 1\r\n\r\n')]);
};

describe('an answer', () => {
  it('is the same however it is cut into pieces', () => {
    const contents = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    const cuts = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(contents, fc.boolean(), fc.integer({ min: 1, max: 90 }), cuts, (content, inChunks, size, at) => {
        const framing = inChunks ? 'Transfer-Encoding: chunked' : `Content-Length: ${content.length}`;
        const body = inChunks ? chunksOf(content, size) : content;
        const bytes = Buffer.concat([Buffer.from(head('Content-Type: text/xml', framing)), body]);
        const reader = new AnswerReader(BYTES_MAX);
        const answers = pieces(bytes, at).map((piece) => reader.push(piece));
        const [answer, ...more] = answers.filter((each) => each !== undefined);
        expect(more).toEqual([]);
        expect(answer).toMatchObject({ status: 200, keptMs: Number.POSITIVE_INFINITY });
        expect(answer?.headers.get('content-type')).toBe('text/xml');
        expect(Buffer.from(answer?.bytes ?? []).equals(content)).toBe(true);
      }),
    );
  });

  it('comes after those that only say that it will', () => {
    expect(read(`HTTP/1.1 102 Processing\r\n\r\n${head('Content-Length: 2')}ok`)?.bytes).toEqual(Buffer.from('ok'));
    expect(() => read('HTTP/1.1 102 Processing\r\n\r\n'.repeat(9))).toThrow(/NOT_HTTP/);
  });

  it.each([204, 304])('with status %i has no content, whatever its head says', (status) => {
    const answer = read(`HTTP/1.1 ${status} \r\nContent-Length: 4\r\n\r\n`);
    expect(answer).toMatchObject({ status, bytes: Buffer.alloc(0) });
  });

  it('without a length ends with its connection, and no other does', () => {
    const reader = new AnswerReader(BYTES_MAX);
    expect(reader.push(Buffer.from(`${head()}ab`))).toBeUndefined();
    expect(reader.end().bytes).toEqual(Buffer.from('ab'));
    for (const begun of ['', 'HTTP/1.1 200', `${head('Content-Length: 3')}ab`, `${chunked}2\r\nab\r\n`]) {
      const cutOff = new AnswerReader(BYTES_MAX);
      cutOff.push(Buffer.from(begun));
      expect(() => cutOff.end()).toThrow(/CUT_OFF/);
    }
  });

  it('joins the values of a header that stands twice', () => {
    expect(read(head('A: 1', 'a:  2 ', 'Content-Length: 0'))?.headers.get('a')).toBe('1, 2');
  });

  it.each<[string, string, number]>([
    ['says so itself', head('Connection: Keep-Alive, close', 'Content-Length: 0'), 0],
    ['is of HTTP/1.0', head('Content-Length: 0').replace('1.1', '1.0'), 0],
    ['has more after it than was asked for', `${head('Content-Length: 1')}ab`, 0],
    ['says for how long it is kept', head('Keep-Alive: max=9, timeout=5', 'Content-Length: 0'), 5_000],
    [
      'is of HTTP/1.0 and kept',
      head('Connection: keep-alive', 'Content-Length: 0').replace('1.1', '1.0'),
      Number.POSITIVE_INFINITY,
    ],
  ])('that %s tells how long its connection lasts', (_name, text, keptMs) => {
    expect(read(text)?.keptMs).toBe(keptMs);
  });

  it.each<[string, string]>([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['another version', head().replace('1.1', '2.0')],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['a line end without its carriage return', head('A: 1\nContent-Length: 4', 'Content-Length: 2')],
    ['a blank before the colon', head('Content-Length : 2')],
    ['a folded header', head('A: 1', ' 2')],
    ['a header without a name', head(': 2')],
    ['a control character in a header', head('A: \u0000')],
    ['two lengths', head('Content-Length: 2', 'Content-Length: 3')],
    ['a length and chunks', head('Content-Length: 2', 'Transfer-Encoding: chunked')],
    ['a signed length', head('Content-Length: +2')],
    ['an empty length', head('Content-Length:')],
    ['another coding', head('Transfer-Encoding: gzip, chunked')],
    ['a chunk size that is none', `${chunked}zz\r\n`],
    ['a chunk size with a sign', `${chunked}-1\r\n`],
    ['a chunk size beyond all measure', `${chunked}fffffffff\r\n`],
    ['a chunk that is longer than it says', `${chunked}1\r\nab\r\n`],
    ['a trailer that is no header', `${chunked}0\r\nx\r\n\r\n`],
    ['a head without end', `HTTP/1.1 200 OK\r\n${'A: 1\r\n'.repeat(3_000)}`],
    ['trailers without end', `${chunked}0\r\n${'A: 1\r\n'.repeat(5_000)}`],
  ])('with %s is refused', (_name, text) => {
    expect(() => read(text)).toThrow(/NOT_HTTP/);
  });

  it('is refused as soon as it is larger than may be', () => {
    expect(() => read(head(`Content-Length: ${BYTES_MAX + 1}`))).toThrow(/TOO_LARGE/);
    expect(() => read(`${chunked}${(BYTES_MAX + 1).toString(16)}\r\n${'x'.repeat(BYTES_MAX + 1)}`)).toThrow(
      /TOO_LARGE/,
    );
    expect(() => read(head() + 'x'.repeat(BYTES_MAX + 1))).toThrow(/TOO_LARGE/);
    expect(read(head(`Content-Length: ${BYTES_MAX}`) + 'x'.repeat(BYTES_MAX))?.bytes).toHaveLength(BYTES_MAX);
  });
});
