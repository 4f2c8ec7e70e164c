// What is asked about in every contract: one department with its adapter, its simulator and examples of its keys.
import type { ControlApi, JournalLine } from '../../../commands/town/control.ts';
import type { Population } from '../../../mocks/population/population.ts';
import type { Adapter, Call, DepartmentModule, JsonObject, Submission } from '../../../src/departments/port.ts';

/** `test/adapters/<department>/contract-example.ts` exports one as `example`. */
export interface ContractExample {
  readonly reads: Readonly<Record<string, ReadExample>>;
  readonly listings: Readonly<Record<string, ListingExample>>;
  /** The payload of the n-th application for each submission: valid, and different for different n. */
  readonly submissions: Readonly<Record<string, (population: Population, n: number) => JsonObject>>;
}

export interface ReadExample {
  /** The n-th key that is on record, and something that its value alone has. */
  readonly known: (population: Population, n: number) => { readonly key: unknown; readonly value: unknown };
  readonly unknown: { readonly key: unknown; readonly value: unknown };
}

export interface ListingExample {
  readonly where: (population: Population) => unknown;
  readonly totalCount: (population: Population) => number;
  /** By which items are ordered and told apart. */
  readonly nameOf: (item: unknown) => string;
}

/** One department while its contract is examined. */
export interface Examined {
  readonly module: DepartmentModule;
  readonly example: ContractExample;
  readonly adapter: () => Adapter;
  readonly reopen: () => Promise<Adapter>;
  readonly control: () => ControlApi;
  readonly population: Population;
  /** An application that was never submitted before, under a key of its own. */
  readonly fresh: (submit: string) => Submission;
  /** The department's journal about one key. */
  readonly effects: (key: string) => Promise<readonly JournalLine[]>;
}

/** Ends an exchange after its time, as resilience does. */
export function callWithin(ms: number): Call {
  return { signal: AbortSignal.timeout(ms), purpose: 'acceptance', traceId: 'contract-suite' };
}

export function required<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = record[name];
  if (value === undefined) throw new Error(`The contract example lacks ${name}; add it`);
  return value;
}

type Read = (keys: readonly unknown[], call: Call) => Promise<readonly unknown[]>;

/** Reads without their types: the suite knows no department's shapes. */
export function readOf(adapter: Adapter, name: string): Read {
  return required(adapter.reads as unknown as Readonly<Record<string, Read>>, name);
}

/** Submissions that change something. */
export function effectiveSubmits({ capabilities }: Adapter): readonly string[] {
  return Object.keys(capabilities.submits).filter((name) => capabilities.submits[name]?.effect === 'once');
}
