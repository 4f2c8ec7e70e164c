// The police 公安 as integrators meet them: fixed-width GB18030 records over TCP, many frames in flight.
import { createServer, type Server } from 'node:net';
import type { DepartmentSimulator, RunningSimulator, SimulatorContext } from '../simulator.ts';
import { Damage } from './damage.ts';
import { DailyQuota } from './exchange.ts';
import { Line, type LineSettings } from './line.ts';
import { layout } from './records.ts';

export const department: DepartmentSimulator = {
  code: 'police',
  portOffset: 4,
  environment: (host, port) => ({ POLICE_ADDRESS: `${host}:${port}` }),
  start: (context) => startPolice(context, layout.registration.dailyQuota),
};

/** `dailyQuota`: records that may be asked for on one day. */
export async function startPolice(context: SimulatorContext, dailyQuota: number): Promise<RunningSimulator> {
  const closing = new AbortController();
  const { garble } = context.misbehaviour;
  const counter = new Counter(
    { context, quota: new DailyQuota(dailyQuota), damage: new Damage(garble), closing: closing.signal },
    context.port,
  );
  await counter.open();
  context.listening(counter.port);
  context.misbehaviour.onChange(() => counter.follow(context.misbehaviour.refuseConnections()));
  return {
    close: async () => {
      closing.abort();
      await counter.close();
    },
  };
}

/** The listener and its lines; while connections are refused there is no listener. */
class Counter {
  readonly #settings: LineSettings;
  readonly #lines = new Set<Line>();
  #server: Server | undefined;
  #port: number;
  #closed = false;

  constructor(settings: LineSettings, port: number) {
    this.#settings = settings;
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    const server = createServer((socket) => {
      const line = new Line(socket, this.#settings);
      this.#settings.context.counters.connectionOpened();
      this.#lines.add(line);
      socket.once('close', () => {
        void line.close().then(() => this.#lines.delete(line));
      });
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.#settings.context.host, resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }

  /** Refused connections include those that are open: what is under way is answered, nothing more. */
  follow(refusing: boolean): void {
    if (this.#closed) return;
    if (refusing && this.#server) {
      this.#server.close();
      this.#server = undefined;
      for (const line of this.#lines) line.finish();
    }
    if (!refusing && !this.#server) {
      this.open().catch((cause: unknown) => console.error(`simulator of police: cannot listen again`, cause));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const server = this.#server;
    const stopped = server ? new Promise<void>((resolve) => server.close(() => resolve())) : undefined;
    await Promise.all([...this.#lines].map((line) => line.close()));
    await stopped;
  }
}
