// Free ports for a town that must not disturb what else runs on this machine.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const ATTEMPTS_MAX = 50;
/** The control API, the departments, and a few for departments to come. */
const PORTS = 10;
/** Below the ports that systems hand out by themselves. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** The first of a row of ports of 127.0.0.1 on which nobody listens. */
export async function freeMocksPort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const first = randomInt(LOWEST, HIGHEST);
    const row = Array.from({ length: PORTS }, (_, index) => first + index);
    const free = await Promise.all(row.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`No ${PORTS} free ports in a row between ${LOWEST} and ${HIGHEST}; stop what listens there`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
