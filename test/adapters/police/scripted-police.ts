// A police end that does what a test scripts, byte by byte, on a real socket.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { FrameSplitter } from '../../../adapters/wire/frames.ts';

export interface ScriptedPolice {
  readonly port: number;
  readonly address: string;
  /** Connections accepted so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** `onFrame` is told of each question's content; `onConnection` of each connection. */
export async function scriptedPolice(script: {
  readonly onFrame?: (content: Buffer, socket: Socket) => void;
  readonly onConnection?: (socket: Socket) => void;
}): Promise<ScriptedPolice> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    const splitter = new FrameSplitter({ lengthBytes: 4, minBytes: 1, maxBytes: 10_000_000 });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (script.onFrame) {
      socket.on('data', (chunk: Buffer) => {
        for (const content of splitter.push(chunk)) script.onFrame?.(Buffer.from(content), socket);
      });
    }
    script.onConnection?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `127.0.0.1:${port}`,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
