// A TCP server that answers every request with one file of `wire/`: head and body as they stand there.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface CannedAnswers {
  readonly url: string;
  /** The file that answers from now on. */
  readonly answerWith: (file: string) => void;
  /** Request lines so far. */
  readonly asked: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function serveCannedAnswers(): Promise<CannedAnswers> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  let bytes: Buffer = Buffer.alloc(0);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onRequest(socket, (line) => {
      asked.push(line);
      socket.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scjg`,
    answerWith: (file) => {
      bytes = onTheWire(readFileSync(new URL(`wire/${file}`, import.meta.url)));
    },
    asked: () => asked,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The head's lines end as HTTP wants them, and the body's length is told where the file does not tell its own. */
function onTheWire(file: Buffer): Buffer {
  const end = file.indexOf('\n\n');
  const head = file.subarray(0, end).toString('latin1').split('\n');
  const body = file.subarray(end + 2);
  if (!head.some((line) => /^content-length:/i.test(line))) head.push(`Content-Length: ${body.length}`);
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n`, 'latin1'), body]);
}

/** Calls back with the request line once a whole request is there. */
function onRequest(socket: Socket, answer: (requestLine: string) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = received.subarray(0, end).toString('latin1');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (received.length >= end + 4 + length) answer(head.split('\r\n')[0] ?? '');
  });
}
