// Senders that hang up, fall silent, never end or all come at once: nothing stays, nothing grows, everybody else is served.
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { document, sha256 } from '../materials/documents.ts';
import { openDoor } from './door.ts';

const door = await openDoor({ silenceMaxMs: 1_500, bytesMax: 5_000_000 }, 400);
const MEGABYTE = 1024 * 1024;

function connect(): Socket {
  return createConnection({ host: '127.0.0.1', port: door.port }).on('error', () => undefined);
}

function head(length: number | 'chunked', path = '/materials', method = 'PUT'): string {
  const size = length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`;
  const type = path === '/materials' ? 'application/pdf' : 'application/json';
  return `${method} ${path} HTTP/1.1\r\nhost: town\r\nauthorization: ${door.authorization}\r\ncontent-type: ${type}\r\n${size}\r\n\r\n`;
}

/** All that is answered until the connection ends, in whatever way: who goes on sending to a closed door is told by an error. */
function answerOn(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  return new Promise((answered) => socket.once('close', () => answered(text)));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('It did not come about within 5 s.');
}

const nothingIncoming = async () => (await door.incoming()).length === 0;

describe('a sender', () => {
  test('who hangs up half-way leaves nothing', async () => {
    const before = await door.kept();
    const sockets = Array.from({ length: 10 }, () => {
      const socket = connect();
      socket.write(head(1_000_000));
      socket.write(document('application/pdf', 400_000));
      return socket;
    });
    await until(async () => (await door.incoming()).length === 10);
    for (const socket of sockets) socket.destroy();
    await until(nothingIncoming);
    expect(await door.kept()).toEqual(before);
  });

  test('who falls silent is told so, and leaves nothing', async () => {
    const socket = connect();
    socket.write(head(1_000_000));
    socket.write(document('application/pdf', 1_000));
    const answer = await answerOn(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('BAD_USER_INPUT');
    await until(nothingIncoming);
  });

  test('who is slow but steady is waited for, longer than for any other request', async () => {
    const content = document('application/pdf', 1_000, 'slow');
    const socket = connect();
    socket.write(head(1_000));
    const answer = answerOn(socket);
    for (let start = 0; start < 1_000; start += 100) {
      socket.write(content.subarray(start, start + 100));
      await sleep(80);
    }
    await until(async () => (await door.kept()).includes(sha256(content)));
    // The document is kept before the answer is written.
    await until(async () => socket.bytesRead > 0);
    socket.end();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('who announces two gigabytes is refused before a byte of them is read', async () => {
    const socket = connect();
    socket.write(head(2 * 1024 * MEGABYTE));
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close/i);
  });

  test('who sends two gigabytes unannounced is refused as soon as it is too much, in constant memory', async () => {
    const socket = connect();
    const answered = Promise.withResolvers<string>();
    socket.once('data', (chunk) => answered.resolve(String(chunk)));
    let ended = false;
    socket.once('close', () => {
      ended = true;
    });
    socket.write(head('chunked'));
    const block = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(MEGABYTE, '%PDF-1.7'), Buffer.from('\r\n')]);
    const before = process.memoryUsage().rss;
    let peak = before;
    let sent = 0;
    while (sent < 2_048 && !ended) {
      sent += 1;
      if (!socket.write(block))
        await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), sleep(200)]);
      peak = Math.max(peak, process.memoryUsage().rss - socket.writableLength);
    }
    expect(await answered.promise).toMatch(/^HTTP\/1\.1 413 /);
    expect(ended).toBe(true);
    // What the sockets of both sides and the lingering took, not what was wanted.
    expect(sent).toBeLessThan(64);
    expect((peak - before) / MEGABYTE).toBeLessThan(100);
    await until(nothingIncoming);
  });

  test('of an endless body to another route is cut off at the limit of that route', async () => {
    const socket = connect();
    socket.write(head('chunked', '/echo', 'POST'));
    const drip = setInterval(() => socket.write('1\r\n \r\n'), 50);
    const answer = await answerOn(socket);
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    const answered = await fetch(`${door.url}/echo`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await answered.json()).toEqual({ body: { a: 1 } });
  });
});

test('A hundred different documents at once are kept whole, and a bad one among them costs the others nothing', async () => {
  const documents = Array.from({ length: 100 }, (_, index) => document('application/pdf', 20_000 + index, `${index}`));
  const answers = await Promise.all(
    documents.map(async (body, index) => {
      const wrong = index % 10 === 0;
      const headers = { authorization: door.authorization, 'content-type': wrong ? 'image/png' : 'application/pdf' };
      const response = await fetch(`${door.url}/materials`, { method: 'PUT', headers, body });
      await response.text();
      return response.status;
    }),
  );
  expect(answers).toEqual(documents.map((_, index) => (index % 10 === 0 ? 415 : 200)));
  const kept = await door.kept();
  for (const [index, each] of documents.entries()) expect(kept.includes(sha256(each))).toBe(index % 10 !== 0);
  expect(await door.incoming()).toEqual([]);
});
