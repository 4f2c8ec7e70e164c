// `npm run mocks`: the four departments, and with `--env` the environment with which the gateway talks to them.
import { findSimulators } from './departments.ts';
import { type MocksSettings, readSettings } from './settings.ts';
import { environmentOf, startMocks } from './start.ts';

const read = readSettings(process.env);
if ('faults' in read) {
  for (const fault of read.faults) console.error(fault);
  process.exit(1);
}
await (process.argv.includes('--env') ? printEnvironment(read.settings) : run(read.settings)).catch(fail);

async function run(settings: MocksSettings): Promise<void> {
  const starting = startMocks(settings);
  // From the beginning, so that a signal during the start leaves no half-started department behind.
  closeOnSignals(async () => (await starting).close());
  const mocks = await starting;
  for (const [name, port] of Object.entries(mocks.ports)) console.log(`${name.padEnd(10)} ${settings.host}:${port}`);
  console.log(`${settings.people} people of seed ${settings.seed}, data in ${settings.dataFolder}`);
  console.log('ready');
  process.send?.({ ready: true, ports: mocks.ports });
}

async function printEnvironment({ host, port }: MocksSettings): Promise<void> {
  if (port === 0) throw new Error('MOCKS_PORT=0 picks ports when the simulators start; set a port to print addresses');
  const simulators = await findSimulators();
  const ports = Object.fromEntries(simulators.map(({ code, portOffset }) => [code, port + portOffset]));
  const environment = await environmentOf(host, simulators, ports);
  for (const [name, value] of Object.entries(environment)) console.log(`${name}=${value}`);
}

function closeOnSignals(close: () => Promise<void>): void {
  const end = () => close().then(() => process.exit(0), fail);
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // A parent that is gone cannot stop its child any more.
  process.once('disconnect', end);
}

function fail(cause: unknown): never {
  for (let each: unknown = cause; each instanceof Error; each = each.cause) console.error(each.message);
  if (!(cause instanceof Error)) console.error(cause);
  process.exit(1);
}
