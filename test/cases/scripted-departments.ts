// Departments that do as a test says: adapters of the port, behind the real registry and its resilience. What one of them takes
// in stands in its journal, once for each message that had an effect.
import { DepartmentFault } from '../../src/departments/fault.ts';
import type {
  Adapter,
  Amendment,
  Capabilities,
  DepartmentModule,
  JsonObject,
  Outcome,
  Progress,
  ProgressKind,
  Submission,
} from '../../src/departments/port.ts';
import { type Departments, openDepartments } from '../../src/departments/registry.ts';

type Message = Submission | Amendment;

export interface JournalEntry {
  readonly key: string;
  readonly kind: 'submission' | Amendment['kind'];
  readonly materials: readonly string[];
}

/** What becomes of one message: taken in, with or without its reply; lost before it arrived; or turned away. */
type PlainFate = 'take' | 'lose-reply' | 'lose-message' | 'refuse' | 'close' | 'unreachable';
type Fate =
  | PlainFate
  /** `takeIn` has the effect, at once. */
  | ((takeIn: () => void, signal: AbortSignal) => Promise<Outcome>);

export interface ScriptedDepartment {
  readonly code: string;
  journal: JournalEntry[];
  /** Fates of the messages that come next; each later one is taken. */
  fates: Fate[];
  /** Steps of whatever it takes in from now on. */
  usual: readonly ProgressKind[];
  /** Steps that follow a supplement. */
  supplements: readonly ProgressKind[];
  withdrawals: 'WITHDRAWN' | 'WITHDRAWAL_REFUSED';
  /** Held before it answers whether it has a key; what it says was true when it was asked. */
  lookups: (() => Promise<void>) | undefined;
  /** Held, or failed, before it answers a read. */
  reads: (() => Promise<void>) | undefined;
  /** Says that it is closed, to everything. */
  closed: boolean;
  /** Keys that make nonsense of the whole answer when it is asked how they progress. */
  unreadable: ReadonlySet<string>;
  /** One more step of an application that it has. */
  readonly tell: (key: string, ...kinds: readonly ProgressKind[]) => void;
  readonly stepsOf: (key: string) => readonly Progress[];
}

export interface ScriptedTown {
  /** As at first: what a test has scripted, and every journal, is forgotten. */
  readonly begin: () => void;
  readonly departments: Departments;
  /** The same departments as another replica knows them: with a resilience of its own. */
  readonly departmentsAgain: () => Promise<Departments>;
  readonly tax: ScriptedDepartment;
  readonly land: ScriptedDepartment;
  readonly licensing: ScriptedDepartment;
  readonly police: ScriptedDepartment;
  /** What departments answer to a read, by its name. */
  readonly facts: Record<string, JsonObject>;
  readonly journal: () => readonly JournalEntry[];
}

const once = { effect: 'once', deduplicates: false, lateApplyMaxMs: 0 } as const;
const check = { effect: 'none', deduplicates: true, lateApplyMaxMs: 0 } as const;
const read = { batchMax: 50, concurrency: 8, freshnessS: 1, closedS: 0 } as const;

const OFFICES: Readonly<Record<string, Pick<Capabilities, 'reads' | 'submits'>>> = {
  tax: {
    reads: { taxAccounts: read },
    submits: { deedTax: once, registration: once, change: once, enterpriseClearance: once },
  },
  land: {
    reads: { titles: read },
    submits: { premises: check, transfer: once },
  },
  licensing: {
    reads: { licences: read },
    submits: { establishment: once, change: once, deregistration: once },
  },
  police: {
    reads: {},
    submits: { identity: check, household: once, seal: once, sealCancellation: once },
  },
};

const SOUND: Readonly<Record<string, JsonObject>> = {
  taxAccounts: { arrears: '0.00', status: 'NORMAL' },
  titles: { state: 'NORMAL', address: '福建省将乐县某路 1 号' },
  licences: { state: 'ACTIVE' },
};

/** What an approval of a submission brings, by the name of the submission. */
const GRANTS: Readonly<Record<string, (number: string) => Pick<Progress, 'licences' | 'evidence'>>> = {
  enterpriseClearance: (number) => ({ licences: [{ kind: '清税证明', number }], evidence: { 清税证明: { number } } }),
  deregistration: (number) => ({
    licences: [{ kind: '注销登记通知书', number }],
    evidence: { 注销登记: { number } },
  }),
  premises: (number) => ({ licences: [], evidence: { 住所核验结果: { number } } }),
  change: (number) => ({ licences: [{ kind: '营业执照', number }], evidence: { 营业执照: { number } } }),
};

export async function openScriptedTown(): Promise<ScriptedTown> {
  const facts = { ...SOUND };
  const offices = Object.keys(OFFICES).map((code) => openOffice(code, facts));
  const modules = offices.map(({ module }) => module);
  const departmentsAgain = () => openDepartments(modules, () => ({ settings: {} }), Date.now);
  const departments = await departmentsAgain();
  const office = (code: string): ScriptedDepartment => {
    const found = offices.find(({ department }) => department.code === code);
    if (!found) throw new Error(`No office ${code}`);
    return found.department;
  };
  return {
    begin: () => {
      Object.assign(facts, SOUND);
      for (const { department } of offices) Object.assign(department, usualOffice(), { journal: [], fates: [] });
    },
    departments,
    departmentsAgain,
    tax: office('tax'),
    land: office('land'),
    licensing: office('licensing'),
    police: office('police'),
    facts,
    journal: () => offices.flatMap(({ department }) => department.journal),
  };
}

function openOffice(
  code: string,
  facts: Readonly<Record<string, JsonObject>>,
): { department: ScriptedDepartment; module: DepartmentModule } {
  const office = OFFICES[code];
  if (!office) throw new Error(`No office ${code}`);
  const steps = new Map<string, Progress[]>();
  const submittedAs = new Map<string, string>();
  const department: ScriptedDepartment = {
    code,
    journal: [],
    fates: [],
    ...usualOffice(),
    tell: (key, ...kinds) => {
      const told = steps.get(key) ?? [];
      steps.set(key, told);
      for (const kind of kinds) told.push(stepOf(key, told.length + 1, kind, submittedAs.get(key) ?? ''));
    },
    stepsOf: (key) => steps.get(key) ?? [],
  };
  const takeIn = (message: Message, submit: string) => {
    const kind = 'of' in message ? message.kind : 'submission';
    const materials = message.materials.map((material) => material.code);
    department.journal.push({ key: message.key, kind, materials });
    if (!('of' in message)) {
      if (submittedAs.has(message.key)) return;
      submittedAs.set(message.key, submit);
      department.tell(message.key, ...department.usual);
    } else if (message.kind === 'withdrawal') department.tell(message.of, department.withdrawals);
    else department.tell(message.of, ...department.supplements);
  };
  const answer = (message: Message, submit: string, signal: AbortSignal) =>
    fateOf(department, department.fates.shift() ?? 'take', () => takeIn(message, submit), signal);
  const adapter = {
    code,
    capabilities: {
      reads: office.reads,
      listings: {},
      submits: office.submits,
      progress: { by: 'poll', batchMax: 50, everyMs: 20 },
      bulkhead: { concurrency: 8, queue: 100 },
    },
    reads: Object.fromEntries(
      Object.keys(office.reads).map((name) => [
        name,
        async (keys: readonly unknown[]) => {
          if (department.closed) throw closure();
          await department.reads?.();
          return keys.map(() => facts[name] ?? null);
        },
      ]),
    ),
    listings: {},
    submits: Object.fromEntries(
      Object.keys(office.submits).map((submit) => [
        submit,
        (submission: Submission, { signal }: { signal: AbortSignal }) => answer(submission, submit, signal),
      ]),
    ),
    amend: (amendment: Amendment, { signal }: { signal: AbortSignal }) => answer(amendment, '', signal),
    lookup: async (key: string) => {
      const found = department.journal.some((entry) => entry.key === key);
      if (department.closed) throw closure();
      await department.lookups?.();
      return found
        ? ({ kind: 'found', reference: `${code}-${key.slice(-6)}` } as const)
        : ({ kind: 'absent' } as const);
    },
    intake: async () => ({ items: [], next: null }),
    progress: async (keys: readonly string[]) => {
      if (department.closed) throw closure();
      if (keys.some((key) => department.unreadable.has(key))) throw new DepartmentFault('broken', 'Nonsense.');
      return keys.flatMap((key) => steps.get(key) ?? []);
    },
    close: async () => undefined,
  };
  return { department, module: { code, settings: [], open: async () => adapter as unknown as Adapter } };
}

function usualOffice() {
  return {
    usual: ['ACCEPTED', 'APPROVED'],
    supplements: ['ACCEPTED', 'APPROVED'],
    withdrawals: 'WITHDRAWN',
    lookups: undefined,
    reads: undefined,
    closed: false,
    unreadable: new Set<string>(),
  } satisfies Partial<ScriptedDepartment>;
}

function stepOf(key: string, sequence: number, kind: ProgressKind, submit: string): Progress {
  const grants = kind === 'APPROVED' ? GRANTS[submit]?.(`${submit}-${key.slice(-6)}`) : undefined;
  return {
    key,
    sequence,
    sourceId: `${key}-${sequence}`,
    at: new Date().toISOString(),
    kind,
    reason: kind === 'REFUSED' ? '不符合法定条件' : null,
    licences: grants?.licences ?? [],
    evidence: grants?.evidence ?? {},
  };
}

function closure(): DepartmentFault {
  return new DepartmentFault('unavailable', 'Closed for maintenance.', { maintenance: true, retryAfterMs: 50 });
}

async function fateOf(
  { closed, code }: ScriptedDepartment,
  fate: Fate,
  takeIn: () => void,
  signal: AbortSignal,
): Promise<Outcome> {
  if (closed) return outcomeOf('close', code);
  if (typeof fate === 'function') return fate(takeIn, signal);
  if (fate === 'take' || fate === 'lose-reply') takeIn();
  return outcomeOf(fate, code);
}

function outcomeOf(fate: PlainFate, code: string): Outcome {
  switch (fate) {
    case 'take':
      return taken(code);
    case 'lose-reply':
    case 'lose-message':
      return { kind: 'unknown', fault: new DepartmentFault('timeout', 'No reply.') };
    case 'refuse':
      return { kind: 'refused', code: 'FORMAT', reason: '格式错误' };
    case 'close':
      return { kind: 'not-sent', fault: closure() };
    case 'unreachable':
      return { kind: 'not-sent', fault: new DepartmentFault('unavailable', 'Connection refused.') };
  }
}

/** The reply to what was taken in; progress is told when asked. */
/** The home that a form is about is its sellers'. */
export function enterInRegister({ facts }: Pick<ScriptedTown, 'facts'>, form: JsonObject): void {
  const sellers = form['sellers'] as readonly JsonObject[];
  const held = { certificateNumber: form['certificateNumber'] ?? '', registeredOn: '2019-05-06' };
  const unit = { state: 'NORMAL', address: '某路 1 号', areaSquareMetres: 89.5, usage: 'RESIDENTIAL' };
  facts['titles'] = { ...unit, owners: sellers.map((seller) => ({ ...seller, ...held })) };
}

export function taken(code: string): Outcome {
  return { kind: 'acknowledged', reference: `${code}-reference`, progress: [] };
}

/** The next message of the department stays on its way until the door is opened, and then meets its fate. */
export function delayed(department: ScriptedDepartment, fate: PlainFate): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  department.fates.push(async (takeIn) => {
    await promise;
    if (fate === 'take' || fate === 'lose-reply') takeIn();
    return outcomeOf(fate, department.code);
  });
  return resolve;
}
