// A department with the plainest of wires, for tests of what all simulators share: one line in, one line out.
import { createServer } from 'node:net';
import type { DepartmentSimulator, SimulatorContext } from '../../mocks/simulator.ts';

export interface CountingHouse extends DepartmentSimulator {
  readonly context: () => SimulatorContext;
}

export function countingHouse(code: string, portOffset: number): CountingHouse {
  let given: SimulatorContext | undefined;
  return {
    code,
    portOffset,
    context: () => {
      if (given === undefined) throw new Error(`${code} was not started`);
      return given;
    },
    environment: (host, port) => ({ [`${code.toUpperCase()}_URL`]: `${host}:${port}` }),
    start: async (context) => {
      given = context;
      const server = createServer((socket) => {
        context.counters.connectionOpened();
        socket.on('data', (bytes) => {
          const done = context.counters.message('message', 1);
          socket.write(bytes, done);
        });
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(context.port, context.host, resolve);
      });
      const address = server.address();
      context.listening(typeof address === 'object' && address ? address.port : 0);
      return { close: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
    },
  };
}
