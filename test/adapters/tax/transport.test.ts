// What can be said of a call that failed: whether anything left this machine, and how it failed.
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTransport, type TaxTransport } from '../../../adapters/tax/transport.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that speaks raw bytes; `answer` is called with everything received so far of a connection. */
async function rawServer(answer: (socket: Socket, received: string) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    let received = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.endsWith('</a>')) answer(socket, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

function transportTo(port: number, settings: { connections?: number; responseBytesMax?: number } = {}): TaxTransport {
  const transport = openTransport({
    endpoint: `http://127.0.0.1:${port}/service`,
    action: '',
    connections: 8,
    responseBytesMax: 1_000,
    ...settings,
  });
  open.push(transport.close);
  return transport;
}

const ask = (transport: TaxTransport, ms = 3_000) =>
  transport.exchange('<a>350428190001010015</a>', 'account 1', AbortSignal.timeout(ms));
const http200 = (body: string, headers = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

describe('an exchange with the tax department', () => {
  it('posts the document as UTF-8 with its SOAP action and hands back bytes and media type', async () => {
    const heard: string[] = [];
    const transport = transportTo(
      await rawServer((socket, received) => {
        heard.push(received);
        socket.end(http200('<b/>'));
      }),
    );
    expect(await ask(transport)).toEqual({ kind: 'answered', contentType: 'text/xml', bytes: Buffer.from('<b/>') });
    expect(heard[0]).toMatch(/^POST \/service HTTP\/1\.1\r\n/);
    expect(heard[0]).toMatch(/content-type: text\/xml; charset=utf-8\r\n/i);
    expect(heard[0]).toMatch(/soapaction: ""\r\n/i);
    expect(heard[0]).not.toMatch(/transfer-encoding|authorization|cookie/i);
  });

  it('was not sent where nobody listens', async () => {
    const port = await rawServer(() => {});
    for (const close of open.splice(0)) close();
    const failed = await ask(transportTo(port));
    expect(failed).toMatchObject({ kind: 'failed', sent: false, fault: { kind: 'unavailable' } });
  });

  it('was not sent where the deadline passed before it, or while waiting for a connection', async () => {
    const transport = transportTo(await rawServer(() => {}), { connections: 1 });
    const [first, second] = await Promise.all([ask(transport, 200), ask(transport, 50)]);
    expect(first).toMatchObject({ sent: true, fault: { kind: 'timeout' } });
    expect(second).toMatchObject({ sent: false, fault: { kind: 'timeout', message: /nothing was sent/ } });
    expect(await transport.exchange('<a/>', 'account 1', AbortSignal.abort())).toMatchObject({
      sent: false,
      fault: { kind: 'timeout' },
    });
  });

  it('was not sent where the department counts it out with 429, and says when to come back', async () => {
    const port = await rawServer((socket) =>
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n'),
    );
    const failed = await ask(transportTo(port));
    expect(failed).toMatchObject({ sent: false, fault: { kind: 'unavailable', retryAfterMs: 7_000 } });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['the connection is closed instead of an answer', (socket) => socket.end()],
    ['the connection is reset', (socket) => socket.resetAndDestroy()],
    ['the answer is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    ['the answer ends early', (socket) => socket.end(http200('<b/>').replace('Length: 4', 'Length: 40'))],
    ['the head ends early', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ['a chunk is malformed', (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')],
    ['the answer is larger than the cap', (socket) => socket.end(http200('x'.repeat(1_001)))],
    [
      'the answer without length is larger than the cap',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${'x'.repeat(1_001)}`),
    ],
    ['the status is 503', (socket) => socket.end('HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n')],
    ['the status is 404', (socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')],
    ['the status is 204', (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n')],
  ])('may have been taken where %s', async (_name, answer) => {
    const failed = await ask(transportTo(await rawServer(answer)));
    expect(failed).toMatchObject({ kind: 'failed', sent: true, fault: { kind: 'broken' } });
    if (failed.kind === 'failed')
      expect(JSON.stringify([failed.fault.message, failed.fault.cause])).not.toContain('3504');
  });

  it.each([301, 302, 307, 308])('follows no redirect %i', async (status) => {
    let elsewhere = 0;
    const other = await rawServer((socket) => {
      elsewhere += 1;
      socket.end(http200('<b/>'));
    });
    const port = await rawServer((socket) =>
      socket.end(`HTTP/1.1 ${status} Moved\r\nLocation: http://127.0.0.1:${other}/\r\nContent-Length: 0\r\n\r\n`),
    );
    expect(await ask(transportTo(port))).toMatchObject({ sent: true, fault: { kind: 'broken', message: /redirect/ } });
    expect(elsewhere).toBe(0);
  });

  it('frees its socket at the deadline, with no answer or half of one', async () => {
    for (const half of ['', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<b']) {
      const closed = Promise.withResolvers<void>();
      const port = await rawServer((socket) => {
        socket.on('close', () => closed.resolve());
        socket.write(half);
      });
      const started = performance.now();
      expect(await ask(transportTo(port), 100)).toMatchObject({ sent: true, fault: { kind: 'timeout' } });
      expect(performance.now() - started).toBeLessThan(1_000);
      await closed.promise;
    }
  });

  it('uses a connection again, and no more of them than allowed', async () => {
    let connections = 0;
    const server = http.createServer((request, response) => {
      request.resume().on('end', () => setTimeout(() => response.setHeader('Content-Type', 'text/xml').end('<b/>'), 5));
    });
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(
      () => server.closeAllConnections(),
      () => server.close(),
    );
    const transport = transportTo((server.address() as AddressInfo).port, { connections: 3 });
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(transport)));
    expect(answers.every(({ kind }) => kind === 'answered')).toBe(true);
    expect(connections).toBe(3);
  });

  it.each(['', 'tax', 'ftp://127.0.0.1/x', 'http://user:secret@127.0.0.1/'])(
    'takes no endpoint like %j',
    (endpoint) => {
      const settings = { endpoint, action: '', connections: 1, responseBytesMax: 1 };
      expect(() => openTransport(settings)).toThrow(/TAX_URL is not an http or https address/);
    },
  );
});
