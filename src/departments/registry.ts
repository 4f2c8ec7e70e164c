// The departments that were found and opened: checks at boot that what they declare fits together, and asks them through
// their resilience. Names of departments come from the adapters alone.

import { DepartmentFault } from './fault.ts';
import type {
  Adapter,
  Amendment,
  Call,
  DepartmentEnvironment,
  DepartmentModule,
  IntakeRecord,
  ItemOf,
  KeyOf,
  ListingCapability,
  ListingName,
  Lookup,
  Outcome,
  Page,
  Progress,
  ProgressCapability,
  ReadCapability,
  ReadName,
  Submission,
  SubmitCapability,
  TaskList,
  ValueOf,
  WhereOf,
} from './port.ts';
import { type DepartmentStatus, defaultResilience, type Exchange, Resilience } from './resilience.ts';

/** One department, ready to be asked. Reads throw `DepartmentFault`; submissions end as an `Outcome`. */
export interface Department {
  readonly code: string;
  readonly status: () => DepartmentStatus;
  /** Whether it answers, as far as is known. */
  readonly isOpen: () => boolean;
  readonly freePlaces: () => number;
  readonly concurrency: number;
  readonly submitCapability: (submit: string) => SubmitCapability;
  /** Undefined where nothing is asked: its steps are on record at once. */
  readonly progressCapability: ProgressCapability | undefined;
  /** Its work is tasks for people. */
  readonly worksByTask: boolean;
  /** `mayStillSend` is asked at the last moment; false ends it as `not-sent`. */
  readonly submit: (
    submit: string,
    submission: Submission,
    exchange: Exchange,
    mayStillSend: () => boolean,
  ) => Promise<Outcome>;
  readonly amend: (amendment: Amendment, exchange: Exchange, mayStillSend: () => boolean) => Promise<Outcome>;
  readonly lookup: (key: string, exchange: Exchange) => Promise<Lookup>;
  readonly progress: (keys: readonly string[], exchange: Exchange) => Promise<readonly Progress[]>;
  readonly intake: (
    question: { readonly after: string | null; readonly first: number },
    exchange: Exchange,
  ) => Promise<{ readonly items: readonly IntakeRecord[]; readonly next: string | null }>;
  readonly callback: Adapter['callback'];
}

export interface Departments {
  readonly all: readonly Department[];
  readonly department: (code: string) => Department;
  /** The department that answers a read, and how it may be asked. */
  readonly reader: <Name extends ReadName>(name: Name) => Reader<Name>;
  readonly lister: <Name extends ListingName>(name: Name) => Lister<Name>;
  /** What each department's adapter offers, by code, for checking what the catalogue asks of it. */
  readonly offered: ReadonlyMap<string, { readonly reads: readonly string[]; readonly submits: readonly string[] }>;
  readonly close: () => Promise<void>;
}

export interface Reader<Name extends ReadName> {
  readonly department: string;
  readonly capability: ReadCapability;
  readonly toldPurpose: boolean;
  /** Keys that may wait to be asked. */
  readonly waitingMax: number;
  /** Asks the department itself, each time. */
  readonly read: (
    keys: readonly KeyOf<Name>[],
    exchange: Exchange,
  ) => Promise<readonly (ValueOf<Name> | null | DepartmentFault)[]>;
}

export interface Lister<Name extends ListingName> {
  readonly department: string;
  readonly capability: ListingCapability;
  readonly toldPurpose: boolean;
  /** Asks the department itself, each time. */
  readonly list: (
    question: { readonly where: WhereOf<Name>; readonly first: number; readonly after: string | null },
    exchange: Exchange,
  ) => Promise<Page<ItemOf<Name>>>;
}

/** Opens every adapter with its own environment. Throws where two answer the same read or a module says less than it must. */
export async function openDepartments(
  modules: readonly DepartmentModule[],
  environmentOf: (module: DepartmentModule) => Omit<DepartmentEnvironment, 'nowMs' | 'taskList'>,
  nowMs: () => number,
  taskList?: TaskList,
): Promise<Departments> {
  const opened = await Promise.all(
    modules.map(async (module) => {
      const adapter = await module.open({ ...environmentOf(module), nowMs, taskList });
      return guard(adapter, nowMs);
    }),
  );
  const departments = new Map(opened.map((entry) => [entry.department.code, entry.department]));
  const readers = unique(opened.flatMap(({ readers }) => [...readers]));
  const listers = unique(opened.flatMap(({ listers }) => [...listers]));
  return {
    all: opened.map(({ department }) => department),
    department: (code) => required(departments, code, 'department'),
    reader: <Name extends ReadName>(name: Name) => required(readers, name, 'read') as unknown as Reader<Name>,
    lister: <Name extends ListingName>(name: Name) => required(listers, name, 'listing') as unknown as Lister<Name>,
    offered: new Map(opened.map(({ department, offers }) => [department.code, offers])),
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()));
    },
  };
}

function guard(adapter: Adapter, nowMs: () => number) {
  const { capabilities } = adapter;
  const { toldPurpose = true } = capabilities;
  const resilience = new Resilience(adapter.code, { ...defaultResilience, ...capabilities.bulkhead }, nowMs);
  const reads = adapter.reads as Record<string, (keys: readonly unknown[], call: Call) => Promise<readonly unknown[]>>;
  const lists = adapter.listings as Record<string, (question: unknown, call: Call) => Promise<unknown>>;
  const department: Department = {
    code: adapter.code,
    status: () => resilience.status(),
    isOpen: () => resilience.state() === 'OPEN',
    freePlaces: () => resilience.freePlaces(),
    concurrency: capabilities.bulkhead.concurrency,
    submitCapability: (submit) =>
      required(new Map(Object.entries(capabilities.submits)), submit, `submission of department ${adapter.code}`),
    progressCapability: capabilities.progress?.by === 'task' ? undefined : capabilities.progress,
    worksByTask: capabilities.progress?.by === 'task',
    submit: (submit, submission, exchange, mayStillSend) => {
      const send = required(new Map(Object.entries(adapter.submits)), submit, `submission of ${adapter.code}`);
      return resilience.write(exchange, mayStillSend, (call) => send(submission, call));
    },
    amend: (amendment, exchange, mayStillSend) =>
      resilience.write(exchange, mayStillSend, (call) => adapter.amend(amendment, call)),
    lookup: (key, exchange) => resilience.read(exchange, (call) => adapter.lookup(key, call)),
    progress: (keys, exchange) => resilience.read(exchange, (call) => adapter.progress(keys, call)),
    intake: (question, exchange) => resilience.read(exchange, (call) => adapter.intake(question, call)),
    callback: adapter.callback,
  };
  return {
    department,
    close: () => adapter.close(),
    offers: { reads: Object.keys(capabilities.reads), submits: Object.keys(capabilities.submits) },
    readers: Object.entries(capabilities.reads).map(([name, capability]) => {
      const ask = required(new Map(Object.entries(reads)), name, `read of ${adapter.code}`);
      const read = (keys: readonly unknown[], exchange: Exchange) =>
        resilience.read(exchange, (call) => answerEachKey(name, keys, ask(keys, call)));
      const waitingMax = capabilities.bulkhead.queue * capability.batchMax;
      return [name, { department: adapter.code, capability, toldPurpose, waitingMax, read }] as const;
    }),
    listers: Object.entries(capabilities.listings).map(([name, capability]) => {
      const ask = required(new Map(Object.entries(lists)), name, `listing of ${adapter.code}`);
      const list = (question: unknown, exchange: Exchange) => resilience.read(exchange, (call) => ask(question, call));
      return [name, { department: adapter.code, capability, toldPurpose, list }] as const;
    }),
  };
}

async function answerEachKey(name: string, keys: readonly unknown[], answers: Promise<readonly unknown[]>) {
  const values = await answers;
  if (values.length === keys.length) return values;
  throw new DepartmentFault('broken', `Read ${name} answered ${values.length} of ${keys.length} keys.`);
}

function unique<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`Two departments answer ${name}; leave it to one of them.`);
    map.set(name, value);
  }
  return map;
}

function required<Value>(map: ReadonlyMap<string, Value>, name: string, what: string): Value {
  const value = map.get(name);
  if (value !== undefined) return value;
  throw new Error(`There is no ${what} "${name}"; there are: ${[...map.keys()].join(', ')}.`);
}
