// The four departments and the gateway in front of them, as two child processes that start side by side.
import { z } from 'zod';
import { GATEWAY_OPTIONS, type Program, startProgram } from './program.ts';

export interface TownSettings {
  /** Where the control API listens; the departments take the ports after it. */
  readonly mocksPort: number;
  readonly mocks: Environment;
  readonly gateway: Environment;
  /** Passes on what both write to standard error. */
  readonly outspoken?: boolean;
}
type Environment = Readonly<Record<string, string | undefined>>;

export interface Town {
  /** Base address of the control API; resolves when every department answers. */
  readonly control: Promise<string>;
  /** Base address of the gateway; resolves when it answers. */
  readonly url: Promise<string>;
  /** Resolves with the reason when either of the two is gone. */
  readonly broken: Promise<string>;
  /** The end of what both wrote to standard error, unless that was passed on. */
  readonly complaints: () => Promise<string>;
  /** Ends the gateway, then the departments. May be called more than once. */
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';
const mocksReady = z.object({ ports: z.object({ control: z.number() }) });
const gatewayReady = z.object({ url: z.url() });

export function startTown({ mocksPort, mocks, gateway, outspoken = false }: TownSettings): Town {
  const departments = startProgram({
    name: 'The simulators of the departments',
    file: 'mocks/main.ts',
    environment: { ...mocks, MOCKS_PORT: String(mocksPort) },
    ready: mocksReady,
    outspoken,
  });
  let closing = false;
  const start = async (): Promise<Program<z.infer<typeof gatewayReady>>> => {
    const environment = { ...gateway, ...(await addressesOfDepartments(mocksPort)) };
    if (closing) throw new Error('The town was closed while it started');
    return startProgram({
      name: 'The gateway',
      file: 'src/main.ts',
      nodeOptions: GATEWAY_OPTIONS,
      environment,
      ready: gatewayReady,
      outspoken,
    });
  };
  const door = start();
  const control = departments.ready.then(({ ports }) => `http://${HOST}:${ports.control}`);
  const url = door.then(async ({ ready }) => (await ready).url);
  // Whoever waits for them is told; where nobody does, `broken` says the same.
  for (const awaited of [control, url]) awaited.catch(() => undefined);
  return {
    control,
    url,
    broken: Promise.race([departments.ended, door.then(({ ended }) => ended, String)]),
    complaints: async () => {
      const gatewaySaid = await door.then(({ complaint }) => complaint(), String);
      return [departments.complaint(), gatewaySaid].filter((text) => text !== '').join('\n');
    },
    close: async () => {
      closing = true;
      await door.then(({ end }) => end()).catch(() => undefined);
      await departments.end();
    },
  };
}

/** Told to the gateway before the departments listen: it does not need them to start. */
async function addressesOfDepartments(mocksPort: number): Promise<Environment> {
  // Imported here, while the departments' process starts already.
  const [{ environmentOf }, { findSimulators }] = await Promise.all([
    import('../../mocks/start.ts'),
    import('../../mocks/departments.ts'),
  ]);
  const simulators = await findSimulators();
  const ports = Object.fromEntries(simulators.map(({ code, portOffset }) => [code, mocksPort + portOffset]));
  return environmentOf(HOST, simulators, ports);
}
