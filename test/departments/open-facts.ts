// The four departments' real adapters in front of their simulators, with the facts that are kept of them.
import { join } from 'node:path';
import { type ControlApi, openControl } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import type { Population } from '../../mocks/population/population.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import { startMocks } from '../../mocks/start.ts';
import { type Facts, openFacts } from '../../src/departments/facts.ts';
import { findDepartments } from '../../src/departments/modules.ts';
import { type Departments, openDepartments } from '../../src/departments/registry.ts';
import type { SharedFacts } from '../../src/departments/shared-facts.ts';

export interface FactsTown {
  readonly departments: Departments;
  readonly control: ControlApi;
  readonly population: Population;
  /** Facts of their own, with nothing kept yet. */
  readonly facts: (shared?: SharedFacts) => Facts;
  readonly nowMs: () => number;
  /** Messages by department since the last call. */
  readonly messages: () => Promise<Readonly<Record<string, number>>>;
  /** Lets time pass for facts alone. */
  readonly wait: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

export async function openFactsTown(people: number): Promise<FactsTown> {
  const folder = await makeFolder();
  const mocks = await startMocks({
    host: '127.0.0.1',
    port: 0,
    seed: 1,
    people,
    dataFolder: join(folder.path, 'mocks'),
    night: false,
    clock: { start: undefined, rate: undefined },
  });
  const environmentOf = ({ settings }: { readonly settings: readonly string[] }) => ({
    settings: Object.fromEntries(settings.map((name) => [name, mocks.environment[name] ?? ''])),
  });
  // Those that have a system: the others answer nothing.
  const modules = (await findDepartments()).filter(({ settings }) => settings.length > 0);
  const departments = await openDepartments(modules, environmentOf, () => Date.now());
  const control = openControl(mocks.control);
  let aheadMs = 0;
  const nowMs = () => Date.now() + aheadMs;
  return {
    departments,
    control,
    population: createPopulation({ seed: 1, people }),
    facts: (shared) => openFacts(departments, { nowMs, purposes: ['acceptance', 'supervision'], shared }),
    nowMs,
    messages: async () => {
      const counters = Object.entries(await control.counters());
      await control.resetCounters();
      return Object.fromEntries(counters.map(([department, { messages }]) => [department, messages]));
    },
    wait: (seconds) => {
      aheadMs += seconds * 1_000;
    },
    close: async () => {
      await departments.close();
      await mocks.close();
      await folder.remove();
    },
  };
}

/** One request's own, as the gateway makes one for each. */
export function asker(purpose = 'acceptance') {
  return { purpose, traceId: 'test' };
}
