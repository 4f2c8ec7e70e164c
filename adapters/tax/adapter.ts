// The tax department: SOAP 1.1 with one operation, one taxpayer a call, eight calls at once, no deduplication.
import { randomUUID } from 'node:crypto';
import { DepartmentFault } from '../../src/departments/fault.ts';
import type {
  Adapter,
  Amendment,
  Call,
  Capabilities,
  DepartmentEnvironment,
  DepartmentModule,
  Lookup,
  Outcome,
  Progress,
  SubmitFunction,
} from '../../src/departments/port.ts';
import type { TaxAccount, TaxpayerNumber } from './facts.ts';
import { intakePage, progressOf, reference, taxAccount } from './mapping/answers.ts';
import { type ApplicationName, amendmentValues, applicationValues, sequenceOf } from './mapping/applications.ts';
import { contract, soap, type TransactionName } from './mapping/contract.ts';
import { type Answer, type MessageHead, readAnswer } from './mapping/envelope.ts';
import { unfitField, unlike, type Values } from './mapping/fields.ts';
import { writeRequest } from './mapping/request.ts';
import { openTransport } from './transport.ts';

const once = { effect: 'once', deduplicates: false, lateApplyMaxMs: contract.limits.lateApplyMaxMs } as const;
const { concurrentCalls } = contract.limits;
/** Rows that one look at the intake list may bring. */
const INTAKE_MAX = 500;

const capabilities = {
  reads: { taxAccounts: { batchMax: 1, concurrency: concurrentCalls, freshnessS: 5, closedS: 86_400 } },
  listings: {},
  submits: { deedTax: once, registration: once, change: once, enterpriseClearance: once },
  progress: { by: 'poll', batchMax: 1, everyMs: 250 },
  toldPurpose: false,
  bulkhead: { concurrency: concurrentCalls, queue: 1_000 },
} as const satisfies Capabilities;

export const department: DepartmentModule<typeof capabilities> = {
  code: 'tax',
  settings: ['TAX_URL'],
  open: async (environment) => open(environment),
};

function open(environment: DepartmentEnvironment): Adapter<typeof capabilities> {
  const wire = openWire(environment);
  const submits =
    (name: ApplicationName): SubmitFunction =>
    (submission, call) => {
      const mapped = applicationValues(name, submission);
      if (mapped.kind === 'misfit') return Promise.resolve(misfit(mapped.field));
      return wire.apply(name, submission.key, mapped.values, call);
    };
  return {
    code: department.code,
    capabilities,
    reads: { taxAccounts: (numbers, call) => Promise.all(numbers.map((number) => readAccount(wire, number, call))) },
    listings: {},
    submits: {
      deedTax: submits('deedTax'),
      registration: submits('registration'),
      change: submits('change'),
      enterpriseClearance: submits('enterpriseClearance'),
    },
    lookup: (key, call) => lookUp(wire, key, call),
    amend: (amendment, call) => amend(wire, amendment, call),
    intake: async ({ after, first }, call) => {
      const rows = Math.min(first, INTAKE_MAX);
      const answer = await wire.ask('intake', { qswz: after ?? '0', zdts: String(rows) }, call);
      return intakePage(granted(answer, 'intake').body, rows);
    },
    progress: async (keys, call) => (await Promise.all(keys.map((key) => readProgress(wire, key, call)))).flat(),
    close: async () => wire.close(),
  };
}

async function readAccount(wire: Wire, number: TaxpayerNumber, call: Call): Promise<TaxAccount | null> {
  const answer = await wire.ask('account', { nsrsbh: number }, call);
  return answer.kind === 'absent' ? null : taxAccount(granted(answer, 'account').body, number);
}

async function lookUp(wire: Wire, key: string, call: Call): Promise<Lookup> {
  const answer = await wire.ask('lookup', { yjylsh: sequenceOf(key) }, call);
  if (answer.kind === 'absent') return { kind: 'absent' };
  return { kind: 'found', reference: reference(granted(answer, 'lookup').body, key) };
}

function amend(wire: Wire, amendment: Amendment, call: Call): Promise<Outcome> {
  return wire.apply(amendment.kind, amendment.key, amendmentValues(amendment), call);
}

async function readProgress(wire: Wire, key: string, call: Call): Promise<readonly Progress[]> {
  const answer = await wire.ask('progress', { sbbh: key }, call);
  return answer.kind === 'absent' ? [] : progressOf(granted(answer, 'progress').body, key);
}

/** A question's answer; a refusal of a question is outside the contract. */
function granted(answer: Answer, transaction: TransactionName): Extract<Answer, { kind: 'success' }> {
  if (answer.kind !== 'success') throw unlike(transaction, `was refused with ${answer.code}`);
  return answer;
}

function misfit(field: string): Outcome {
  return { kind: 'refused', code: 'FORMAT', reason: `申报内容不符合税务部门的报文规范：${field}` };
}

interface Wire {
  /** Throws `DepartmentFault`. */
  readonly ask: (transaction: TransactionName, values: Values, call: Call) => Promise<Answer>;
  /** Sends an application or amendment once; every ending is an outcome. */
  readonly apply: (transaction: TransactionName, key: string, values: Values, call: Call) => Promise<Outcome>;
  readonly close: () => void;
}

function openWire(environment: DepartmentEnvironment): Wire {
  const transport = openTransport({
    endpoint: environment.settings['TAX_URL'] ?? '',
    action: soap.action,
    connections: concurrentCalls,
    responseBytesMax: contract.limits.responseBytes,
    tls: environment.tls,
  });
  const write = (head: MessageHead, values: Values, call: Call): string =>
    writeRequest(head, values, { nowMs: environment.nowMs(), traceId: call.traceId });
  const nameOf = (head: MessageHead): string => `${head.transaction} ${head.sequence}`;

  async function ask(transaction: TransactionName, values: Values, call: Call): Promise<Answer> {
    const head = { transaction, sequence: randomUUID().replaceAll('-', '') };
    const exchange = await transport.exchange(write(head, values, call), nameOf(head), call.signal);
    if (exchange.kind === 'failed') throw exchange.fault;
    return readAnswer(exchange, head);
  }

  async function apply(transaction: TransactionName, key: string, values: Values, call: Call): Promise<Outcome> {
    const head = { transaction, sequence: sequenceOf(key) };
    const unfit = unfitField(contract.transactions[transaction].request, values);
    if (unfit !== undefined) return misfit(unfit);
    const exchange = await transport.exchange(write(head, values, call), nameOf(head), call.signal);
    if (exchange.kind === 'failed') return { kind: exchange.sent ? 'unknown' : 'not-sent', fault: exchange.fault };
    try {
      return taken(readAnswer(exchange, head), key);
    } catch (error) {
      if (error instanceof DepartmentFault) return afterSending(error);
      throw error;
    }
  }

  return { ask, apply, close: transport.close };
}

function taken(answer: Answer, key: string): Outcome {
  if (answer.kind === 'success') return { kind: 'acknowledged', reference: reference(answer.body, key), progress: [] };
  return { kind: 'refused', code: answer.code, reason: answer.reason };
}

/** `unavailable` is the department's own word that it took nothing; any other fault leaves that open. */
function afterSending(fault: DepartmentFault): Outcome {
  return { kind: fault.kind === 'unavailable' ? 'not-sent' : 'unknown', fault };
}
