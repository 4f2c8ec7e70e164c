// WebSockets on the path of the operations. A socket that does not read is not read from either, and one that leaves a ping
// unanswered is ended: its client resumes with its cursor.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as afterThis, setTimeout as sleep } from 'node:timers/promises';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../../log.ts';
import { RETRY_AFTER_S, type Seats } from './live.ts';
import type { Caller, Protocol } from './web-socket-protocol.ts';

export interface WebSockets {
  /** Lets operations under way be answered, then closes every socket with 1001, at which clients come back elsewhere. */
  readonly close: () => Promise<void>;
}

export interface WebSocketSettings {
  readonly path: string;
  readonly protocol: Protocol;
  readonly log: Log;
  readonly messageBytesMax: number;
  /** One for each connection, shared with event streams. */
  readonly seats: Seats;
  /** How often a socket must answer a ping. */
  readonly pingMs?: number;
}

const PING_MS = 25_000;
/** Answers that a socket has not taken yet; above this it is not read from. */
const UNTAKEN_BYTES_MAX = 1024 * 1024;
/** How long a client may take to say goodbye. */
const GOODBYE_MS = 2_000;
const GOING_AWAY = 1001;

export function serveWebSockets(http: Server, settings: WebSocketSettings): WebSockets {
  const { path, protocol, messageBytesMax, seats, pingMs = PING_MS } = settings;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  let closing = false;

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== path) return turnAway(socket, '404 Not Found', 'BAD_USER_INPUT');
    const leave = closing ? undefined : seats.take();
    if (!leave) return turnAway(socket, '503 Service Unavailable', 'OVERLOADED');
    // However it ends, a handshake that fails included.
    socket.once('close', leave);
    sockets.handleUpgrade(request, socket, head, (opened) => attach(opened, request, settings));
  });
  const beat = setInterval(() => checkLife(sockets), pingMs).unref();
  return {
    close: async () => {
      closing = true;
      clearInterval(beat);
      await protocol.drain();
      // What was answered last is handed to its socket before the socket says goodbye.
      await afterThis();
      const gone = [...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
      await Promise.race([Promise.all(gone), sleep(GOODBYE_MS, undefined, { ref: false })]);
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function attach(socket: WebSocket, request: IncomingMessage, { protocol, log }: WebSocketSettings): void {
  const caller: Caller = {
    acceptLanguage: request.headers['accept-language'],
    close: (code, reason) => socket.close(code, reason),
  };
  const closed = protocol.server.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on('message', (data) => {
          holdBack(socket);
          take(String(data)).catch((error: unknown) => {
            // Failures of operations are answered before they come here: what is left is a message out of turn.
            log.debug({ err: error }, 'a WebSocket sent what the protocol does not allow');
            socket.close(CloseCode.BadRequest, 'Invalid message received');
          });
        }),
    },
    caller,
  );
  socket.on('ping', () => holdBack(socket));
  socket.on('pong', () => unanswered.delete(socket));
  // The socket closes by itself after a frame that is not valid.
  socket.on('error', (error) => log.debug({ err: error }, 'a WebSocket failed'));
  socket.once('close', (code, reason) => void closed(code, String(reason)));
}

/** Resolves when the text was handed to the network: who sends next waits for it. */
function send(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve, reject) => {
    socket.send(text, (error) => {
      if (socket.isPaused && socket.bufferedAmount <= UNTAKEN_BYTES_MAX) socket.resume();
      if (error) reject(error);
      else resolve();
    });
  });
}

function holdBack(socket: WebSocket): void {
  if (socket.bufferedAmount > UNTAKEN_BYTES_MAX) socket.pause();
}

const unanswered = new WeakSet<WebSocket>();

function checkLife({ clients }: WebSocketServer): void {
  for (const socket of clients) {
    if (unanswered.has(socket)) socket.terminate();
    else if (socket.readyState === socket.OPEN) {
      unanswered.add(socket);
      socket.ping();
    }
  }
}

function turnAway(socket: Duplex, status: string, code: string): void {
  const body = JSON.stringify({ errors: [{ message: `No WebSocket here: ${status}.`, extensions: { code } }] });
  const wait = code === 'OVERLOADED' ? `Retry-After: ${RETRY_AFTER_S}\r\n` : '';
  const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${wait}Connection: close`;
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
}
