import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpClient, type HttpRequest, openHttp } from '../../../adapters/wire/http.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

let sockets: Socket[];
let received: string[];
let behave: (socket: Socket, text: string) => unknown;
let server: net.Server;
let client: HttpClient;

beforeEach(async () => {
  [sockets, received] = [[], []];
  behave = (socket) => socket.write(OK);
  server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received.push(chunk.toString('utf8'));
      behave(socket, chunk.toString('utf8'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = openClient();
});
afterEach(async () => {
  client.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

function openClient(connections = 1, keep = true): HttpClient {
  const endpoint = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return openHttp({ endpoint, connections, keep, headers: { Accept: '*/*' }, responseBytesMax: 1_000, tls: undefined });
}

const ask = (more: Partial<HttpRequest> = {}) =>
  client.exchange({ method: 'GET', path: '/a?b=c', body: undefined, signal: AbortSignal.timeout(3_000), ...more });
const content = async (exchange: ReturnType<HttpClient['exchange']>) => {
  const ended = await exchange;
  return ended.kind === 'answered' ? Buffer.from(ended.answer.bytes).toString() : ended;
};

describe('a request', () => {
  it('is written as it is meant: path, headers, and the length of its body in bytes', async () => {
    const { port } = server.address() as AddressInfo;
    await ask({ method: 'POST', headers: { 'X-Key': 'k' }, body: '水南路' });
    await ask();
    expect(received).toEqual([
      `POST /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: */*\r\nConnection: keep-alive\r\nX-Key: k\r\nContent-Length: 9\r\n\r\n水南路`,
      `GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n`,
    ]);
  });

  it.each<[string, Partial<HttpRequest>]>([
    ['a line break in a header', { headers: { A: '1\r\nB: 2' } }],
    ['a character beyond ASCII in a header', { headers: { A: '税' } }],
    ['a colon in the name of a header', { headers: { 'A:': '1' } }],
    ['a blank in its path', { path: '/a HTTP/1.1' }],
    ['a path to elsewhere', { path: 'http://elsewhere/' }],
  ])('with %s is not sent', async (_name, more) => {
    await expect(ask(more)).rejects.toThrow(TypeError);
    expect(sockets).toEqual([]);
  });

  it('waits for its turn where all connections are in use, in the order of arrival', async () => {
    behave = (socket, text) => setTimeout(() => socket.write(OK.replace('ok', text.slice(5, 7))), 5);
    const answers = ['1', '2', '3', '4'].map((name) => content(ask({ path: `/0${name}` })));
    expect(await Promise.all(answers)).toEqual(['01', '02', '03', '04']);
    expect(sockets).toHaveLength(1);
  });

  it('goes on a new connection where the last one failed or was given up', async () => {
    behave = (socket) => socket.end('nonsense');
    expect(await ask()).toEqual({ kind: 'failed', sent: true, code: 'NOT_HTTP' });
    behave = (socket) => socket.end(OK);
    expect(await content(ask())).toBe('ok');
    await once(sockets[1] as Socket, 'close');
    behave = (socket) => socket.write(OK);
    expect(await content(ask())).toBe('ok');
    expect(sockets).toHaveLength(3);
  });

  it('that waits takes over the place of one that is broken off', async () => {
    behave = (socket, text) => text.startsWith('GET /hang ') || socket.write(OK);
    const hanging = ask({ path: '/hang', signal: AbortSignal.timeout(50) });
    const next = content(ask());
    expect(await hanging).toEqual({ kind: 'failed', sent: true, code: 'ABORTED' });
    expect(await next).toBe('ok');
    expect(sockets).toHaveLength(2);
  });

  it('ends when the client is closed, whether it was sent or waits', async () => {
    const arrived = Promise.withResolvers<void>();
    behave = () => arrived.resolve();
    const exchanges = [ask(), ask()];
    await arrived.promise;
    client.close();
    expect(await Promise.all(exchanges)).toEqual([
      { kind: 'failed', sent: true, code: 'CLOSED' },
      { kind: 'failed', sent: false, code: 'CLOSED' },
    ]);
  });
});

describe('a connection', () => {
  it('is not used again where bytes came that nobody asked for', async () => {
    behave = (socket) => socket.write(OK + OK);
    expect(await content(ask())).toBe('ok');
    behave = (socket) => socket.write(OK.replace('ok', 'me'));
    expect(await content(ask())).toBe('me');
    sockets[1]?.write(OK);
    await expect.poll(() => sockets[1]?.readableEnded || sockets[1]?.destroyed).toBe(true);
    expect(await content(ask())).toBe('me');
    expect(sockets).toHaveLength(3);
  });

  it('is given up before its other end gives it up', async () => {
    behave = (socket) => socket.write(OK.replace('\r\n\r\n', '\r\nKeep-Alive: timeout=2\r\n\r\n'));
    await ask();
    await sleep(500);
    expect(sockets[0]?.readableEnded).toBe(false);
    await expect.poll(() => sockets[0]?.readableEnded, { timeout: 3_000 }).toBe(true);
    behave = (socket) => socket.write(OK.replace('\r\n\r\n', '\r\nKeep-Alive: timeout=1\r\n\r\n'));
    await ask();
    await ask();
    expect(sockets).toHaveLength(3);
  });

  it('is there for one request alone where none is kept', async () => {
    client = openClient(2, false);
    await ask();
    await ask();
    expect(sockets).toHaveLength(2);
    expect(received[0]).toMatch(/\r\nConnection: close\r\n/);
  });
});

describe('an answer', () => {
  it('is never taken for another than the one that Node’s own reader sees', async () => {
    const line = fc.constantFrom(
      'Content-Length: 2',
      'Content-Length: 20',
      'Transfer-Encoding: chunked',
      'A: b',
      'A : b',
      ' c',
    );
    const start = fc.constantFrom(
      'HTTP/1.1 200 OK',
      'HTTP/1.0 200 OK',
      'HTTP/1.1 204 ',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 No',
    );
    const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r');
    const body = fc.constantFrom(
      '',
      'ok',
      '2\r\nok\r\n0\r\n\r\n',
      '2\r\nok\r\n0\r\nB: c\r\n\r\n',
      '2;a\r\nok\r\n00\r\n\r\n',
      '3\r\nok\r\n0\r\n\r\n',
      'ok more',
    );
    const texts = fc
      .tuple(start, fc.array(fc.tuple(line, end), { maxLength: 3 }), body)
      .map(([first, lines, rest]) => `${first}\r\n${lines.flat().join('')}\r\n${rest}`);
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (written) => {
        behave = (socket) => socket.end(written);
        const ours = await ask();
        if (ours.kind === 'failed') return;
        const seen = await asNodeSees((server.address() as AddressInfo).port);
        taken += 1;
        expect(seen).toEqual([ours.answer.status, Buffer.from(ours.answer.bytes).toString()]);
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});

/** What follows after the answer is of no account. */
async function asNodeSees(port: number): Promise<readonly [number | undefined, string]> {
  const request = http.get({ host: '127.0.0.1', port, agent: false });
  request.on('error', () => {});
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  return [answer.statusCode, await text(answer)];
}
