// Sockets for what has much to say in little portions.
import { Socket } from 'node:net';

/** What was read is copied out of it before anything else can be read. */
const BUFFER = Buffer.allocUnsafeSlow(65_536);

/**
 * A socket that is not connected yet. It emits `data` as any other does, and reads into one buffer that all of them share: Node
 * takes 64 KiB anew for each read, which costs a fifth of a short exchange. It cannot be paused: whoever listens bounds what comes.
 */
export function shortReadsSocket(): Socket {
  const callback = (length: number): boolean => {
    const bytes = Buffer.allocUnsafe(length);
    BUFFER.copy(bytes, 0, 0, length);
    socket.emit('data', bytes);
    return true;
  };
  const socket: Socket = new Socket({ onread: { buffer: BUFFER, callback } });
  return socket;
}
