// Starts the town: the data folder, the clock, every department's simulator and the control API.
import { join } from 'node:path';
import { ensureDevelopmentIssuer } from '../development/issuer.ts';
import { ensureDevelopmentSeals } from '../development/seals.ts';
import { ApplicationBook } from './applications.ts';
import { type CentreClock, openClock } from './clock.ts';
import { type ControlledDepartment, startControl } from './control.ts';
import { createCounters } from './counters.ts';
import { holdDataFolder } from './data-folder.ts';
import { DecisionBook } from './decisions.ts';
import { findSimulators } from './departments.ts';
import { Ledger } from './ledger.ts';
import { createMisbehaviour } from './misbehaviour.ts';
import { createPopulation } from './population/town.ts';
import { openSerials } from './serials.ts';
import type { MocksSettings } from './settings.ts';
import type { DepartmentSimulator, RunningSimulator } from './simulator.ts';

export interface RunningMocks {
  /** `control` and every department's code. */
  readonly ports: Readonly<Record<string, number>>;
  /** With which the gateway talks to these simulators. */
  readonly environment: Readonly<Record<string, string>>;
  /** Base address of the control API. */
  readonly control: string;
  readonly close: () => Promise<void>;
}

interface Department extends ControlledDepartment {
  readonly simulator: DepartmentSimulator;
}

/**
 * Resolves when every simulator answers. `simulators` are those of the `mocks/` folders unless given. Where one
 * cannot start, the others are closed and the error names it.
 */
export async function startMocks(
  settings: MocksSettings,
  simulators?: readonly DepartmentSimulator[],
): Promise<RunningMocks> {
  const closers: (() => Promise<void>)[] = [];
  const close = closeOnce(closers);
  try {
    const found = simulators ?? (await findSimulators());
    const hold = await holdDataFolder(settings.dataFolder, settings);
    closers.push(hold.release);
    const clock = await openClock(settings.dataFolder, settings.clock);
    const departments = found.map((simulator) => createDepartment(simulator, settings, () => ledger));
    const ledger: Ledger = await openLedger(settings, clock, departments);
    closers.push(() => ledger.close());
    const population = createPopulation({ seed: settings.seed, people: settings.people });
    const control = await startControl({ ...settings, departments, ledger, population }).catch(
      explainPort('control API'),
    );
    closers.push(control.close);
    const ports: Record<string, number> = { control: control.port };
    const running: RunningSimulator[] = [];
    closers.push(async () => {
      for (const { book } of departments) book.close();
      await Promise.all(running.map((simulator) => simulator.close()));
    });
    // All are waited for, so that one that is still starting while another fails is closed too.
    const started = await Promise.allSettled(
      departments.map(async (department) => {
        const { code } = department.simulator;
        const listening = (port: number) => {
          ports[code] = port;
        };
        running.push(await startSimulator(department, settings, { clock, population, listening }));
      }),
    );
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    const environment = await environmentOf(settings.host, found, ports);
    const inOrder = Object.fromEntries(
      ['control', ...found.map(({ code }) => code)].map((name) => [name, ports[name] ?? 0]),
    );
    return { ports: inOrder, environment, control: `http://${settings.host}:${control.port}`, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** What the gateway must be told to talk to simulators that listen at these ports. */
export async function environmentOf(
  host: string,
  simulators: readonly DepartmentSimulator[],
  ports: Readonly<Record<string, number>>,
): Promise<Record<string, string>> {
  const { issuer, audience, jwksFile } = await ensureDevelopmentIssuer();
  const departments = simulators.map(({ code, environment }) => environment(host, ports[code] ?? 0));
  return Object.assign({}, ...departments, {
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
    AUTH_JWKS_FILE: jwksFile,
    SEALS_FILE: await ensureDevelopmentSeals(),
  }) as Record<string, string>;
}

function createDepartment(simulator: DepartmentSimulator, settings: MocksSettings, ledger: () => Ledger): Department {
  const { code, portOffset } = simulator;
  const decisions = new DecisionBook();
  const nextSerial = openSerials(join(settings.dataFolder, code));
  const book = new ApplicationBook({ department: code, ledger, decisions, nextSerial, report });
  const misbehaviour = createMisbehaviour(settings.seed + portOffset);
  return { code, simulator, decisions, book, counters: createCounters(), misbehaviour };
}

function openLedger(settings: MocksSettings, clock: CentreClock, departments: readonly Department[]): Promise<Ledger> {
  const books = new Map(departments.map(({ code, book }) => [code, book]));
  return Ledger.open(settings.dataFolder, clock, (record, place) =>
    books.get(record.department)?.replay(record, place),
  );
}

async function startSimulator(
  { simulator, book, counters, misbehaviour }: Department,
  settings: MocksSettings,
  shared: {
    clock: CentreClock;
    population: ReturnType<typeof createPopulation>;
    listening: (port: number) => void;
  },
): Promise<RunningSimulator> {
  const { code, portOffset } = simulator;
  const port = settings.port === 0 ? 0 : settings.port + portOffset;
  if (port !== 0) shared.listening(port);
  return simulator
    .start({
      host: settings.host,
      port,
      listening: shared.listening,
      dataFolder: join(settings.dataFolder, code),
      population: shared.population,
      applications: book,
      counters,
      misbehaviour,
      now: shared.clock.now,
      nightClosure: () => settings.night && isNight(shared.clock.now()),
    })
    .catch(explainPort(`simulator of ${code}`));
}

/** 22:00 to 06:00 in China, whatever zone the process runs in. */
export function isNight(now: Date): boolean {
  const hour = (now.getUTCHours() + 8) % 24;
  return hour >= 22 || hour < 6;
}

function explainPort(what: string): (cause: unknown) => never {
  return (cause) => {
    const { code, port } = cause as { code?: string; port?: number };
    if (code !== 'EADDRINUSE') throw new Error(`The ${what} cannot start`, { cause });
    throw new Error(
      `The ${what} cannot start: port ${port} is in use; stop what listens there or choose another MOCKS_PORT`,
      { cause },
    );
  };
}

/** Closes the last opened first, and everything, whatever fails on the way. */
function closeOnce(closers: (() => Promise<void>)[]): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= (async () => {
      const failures: unknown[] = [];
      for (const closer of closers.reverse()) await closer().catch((cause: unknown) => failures.push(cause));
      if (failures.length > 0) throw new AggregateError(failures, 'The simulators did not close cleanly');
    })();
    return closing;
  };
}

function report(problem: string, cause: unknown): void {
  console.error(problem, cause);
}
