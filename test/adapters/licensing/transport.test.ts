import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTransport, type Request, type Transport } from '../../../adapters/licensing/transport.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

let behave: (socket: Socket, received: Buffer) => void;
let sockets: Socket[];
let received: Buffer[];
let server: ReturnType<typeof createServer>;
let transport: Transport;
let port: number;

beforeEach(async () => {
  behave = (socket) => socket.write(ANSWER);
  sockets = [];
  received = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received.push(chunk);
      behave(socket, chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  transport = open(`http://127.0.0.1:${port}/scjg`);
});
afterEach(async () => {
  transport.close();
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function open(baseUrl: string, connections = 4): Transport {
  return openTransport({
    baseUrl,
    appKey: 'app',
    secret: 'secret',
    nowMs: () => 1_700_000_000_000,
    connections,
    responseBytesMax: 1000,
  });
}
const question = (timeoutMs = 2000): Request => ({
  method: 'GET',
  path: '/licences',
  traceId: 't',
  signal: AbortSignal.timeout(timeoutMs),
});
const submission = (timeoutMs = 2000): Request => ({
  ...question(timeoutMs),
  method: 'POST',
  body: '{"dom":"水南路"}',
  idempotencyKey: 'K',
});
const kindOf = async (exchange: ReturnType<Transport['exchange']>) => {
  const result = await exchange;
  return result.kind === 'failed' ? { sent: result.sent, fault: result.fault.kind } : result.status;
};

describe('what was surely not sent', () => {
  it('is a request to a port where nobody listens', async () => {
    server.close();
    expect(await kindOf(transport.exchange(submission()))).toEqual({ sent: false, fault: 'unavailable' });
  });

  it('is a request to a name that does not exist', async () => {
    const nowhere = open('http://licensing.invalid/');
    expect(await kindOf(nowhere.exchange(submission()))).toEqual({ sent: false, fault: 'unavailable' });
    nowhere.close();
  });

  it('is a request over TLS to a server that speaks none', async () => {
    const mistaken = open(`https://127.0.0.1:${port}/`);
    behave = (socket) => socket.end('no TLS here');
    expect(await kindOf(mistaken.exchange(submission()))).toEqual({ sent: false, fault: 'unavailable' });
    mistaken.close();
  });

  it('is a request whose deadline passed before it began', async () => {
    expect(await kindOf(transport.exchange({ ...submission(), signal: AbortSignal.abort() }))).toEqual({
      sent: false,
      fault: 'timeout',
    });
    expect(received).toHaveLength(0);
  });

  it('is a request that waited in vain for a free connection', async () => {
    behave = () => {};
    const narrow = open(`http://127.0.0.1:${port}/`, 1);
    const first = kindOf(narrow.exchange(submission(400)));
    const second = kindOf(narrow.exchange(submission(150)));
    expect(await second).toEqual({ sent: false, fault: 'timeout' });
    expect(await first).toEqual({ sent: true, fault: 'timeout' });
    expect(received).toHaveLength(1);
    narrow.close();
  });
});

describe('what may have arrived', () => {
  it('is a request that is never answered; its connection is freed', async () => {
    behave = () => {};
    expect(await kindOf(transport.exchange(submission(150)))).toEqual({ sent: true, fault: 'timeout' });
    await expect.poll(() => sockets[0]?.destroyed || sockets[0]?.readableEnded).toBe(true);
  });

  it('is a request whose connection was reset', async () => {
    behave = (socket) => socket.resetAndDestroy();
    expect(await kindOf(transport.exchange(submission()))).toEqual({ sent: true, fault: 'broken' });
  });

  it('is a request whose answer stops in the middle', async () => {
    behave = (socket) => socket.end(ANSWER.replace('Length: 2', 'Length: 200'));
    expect(await kindOf(transport.exchange(submission()))).toEqual({ sent: true, fault: 'broken' });
  });

  it('is a request whose answer trickles past the deadline', async () => {
    behave = (socket) => socket.write(ANSWER.replace('Length: 2', 'Length: 200'));
    expect(await kindOf(transport.exchange(submission(150)))).toEqual({ sent: true, fault: 'timeout' });
  });

  it('is a request whose answer is larger than any answer may be', async () => {
    behave = (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${' '.repeat(5000)}`);
    expect(await kindOf(transport.exchange(submission()))).toEqual({ sent: true, fault: 'broken' });
  });

  it('is a request that is answered with something other than HTTP', async () => {
    behave = (socket) => socket.end('220 ready\r\n');
    expect(await kindOf(transport.exchange(submission()))).toEqual({ sent: true, fault: 'broken' });
  });
});

describe('the exchange', () => {
  it('signs as the contract says, and never sends the secret', async () => {
    expect(await kindOf(transport.exchange(submission()))).toBe(200);
    const text = Buffer.concat(received).toString('utf8');
    expect(text).toMatch(/^POST \/scjg\/licences HTTP\/1\.1\r\n/);
    expect(text).toMatch(/appKey: app\r\n/i);
    expect(text).toMatch(/requestTime: 1700000000000\r\n/i);
    expect(text).toMatch(/sign: 80a866e70bfade78b20b4c5e8ef5e295\r\n/i);
    expect(text).toMatch(/idempotency-key: K\r\n/i);
    expect(text.endsWith('{"dom":"水南路"}')).toBe(true);
    expect(text).not.toContain('secret');
  });

  it('keeps the connection between questions, and gives each submission its own', async () => {
    for (let round = 0; round < 3; round += 1) await transport.exchange(question());
    expect(sockets).toHaveLength(1);
    behave = (socket) => socket.end(ANSWER);
    for (let round = 0; round < 3; round += 1) await transport.exchange(submission());
    expect(sockets).toHaveLength(4);
  });

  it('goes to its endpoint whatever proxy the environment names', async () => {
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    expect(await kindOf(transport.exchange(question()))).toBe(200);
    if (before === undefined) delete process.env['HTTP_PROXY'];
    else process.env['HTTP_PROXY'] = before;
  });

  it.each(['ftp://127.0.0.1/', 'licensing', 'http://user:word@127.0.0.1/', 'http://127.0.0.1/?a=1', ''])(
    'is not opened for the address %j',
    (address) => {
      expect(() => open(address)).toThrow(/LICENSING_URL/);
    },
  );
});
