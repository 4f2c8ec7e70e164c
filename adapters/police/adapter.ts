// The police 公安: what they can be asked and given, and how that is wired to their records.
import { ZodError } from 'zod';
import { DepartmentFault } from '../../src/departments/fault.ts';
import type {
  Adapter,
  Amendment,
  Call,
  Capabilities,
  DepartmentEnvironment,
  DepartmentModule,
  Outcome,
  Submission,
} from '../../src/departments/port.ts';
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import { FieldFault } from '../wire/fixed-width.ts';
import type { IdentityKey } from './facts.ts';
import { connections, transactions } from './layouts.ts';
import {
  amendmentRecords,
  householdRecords,
  identityPayload,
  lookupOf,
  outcomeOf,
  sealCancellationRecords,
  sealRecords,
  serialQuestion,
} from './mapping/applications.ts';
import {
  checkProgress,
  identityQuestion,
  identityQuestions,
  type Verification,
  verificationsOf,
} from './mapping/identities.ts';
import { intakeOf, intakeQuestion, progressOf } from './mapping/progress.ts';
import { refusalOf } from './mapping/refusals.ts';
import { purposeCode } from './mapping/reply.ts';
import { residentQuestions, residentsOf } from './mapping/residents.ts';
import type { Answer } from './message.ts';
import { openTransport, type PoliceTransport } from './transport.ts';

const IDENTITY_BATCH_MAX = 50;
const once = { effect: 'once', deduplicates: false, lateApplyMaxMs: 2000 } as const;
const capabilities = {
  reads: {
    residents: { batchMax: 50, concurrency: 4, freshnessS: 5, closedS: 43_200 },
    // A verdict holds for the moment in which it is given.
    identities: { batchMax: IDENTITY_BATCH_MAX, concurrency: 4, freshnessS: 0, closedS: 0 },
  },
  listings: {},
  submits: {
    identity: { effect: 'none', deduplicates: false, lateApplyMaxMs: 0 },
    household: once,
    seal: once,
    sealCancellation: once,
  },
  progress: { by: 'poll', batchMax: 50, everyMs: 200 },
  toldPurpose: true,
  bulkhead: { concurrency: 8, queue: 64 },
} as const satisfies Capabilities;

/** Questions that may wait for a place on a connection; callers are bounded by the bulkhead already. */
const QUEUE_MAX = 256;
const CONNECT_TIMEOUT_MS = 3000;

type TransactionCode = 'Q101' | 'Q102' | 'Q201' | 'Q202' | 'Q203' | 'S101' | 'S201' | 'S202' | 'S301';
type Ask = (transaction: TransactionCode, records: readonly Uint8Array[], call: Call) => Promise<Answer>;

export const department: DepartmentModule<typeof capabilities> = {
  code: 'police',
  settings: ['POLICE_ADDRESS'],
  open: async (environment) => {
    const transport = openTransport({
      ...addressOf(environment),
      connectionsMax: connections.max,
      inFlightMax: connections.inFlightMax,
      queueMax: QUEUE_MAX,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      tls: environment.tls,
    });
    return adapterOver(transport);
  },
};

function addressOf({ settings }: DepartmentEnvironment): { host: string; port: number } {
  const match = /^\[?([^[\]\s]+?)\]?:(\d{1,5})$/.exec(settings['POLICE_ADDRESS'] ?? '');
  const [host, port] = [match?.[1], Number(match?.[2])];
  if (host === undefined || !(port > 0 && port < 65_536)) {
    throw new Error('POLICE_ADDRESS must be host:port, such as 10.35.42.1:7004; correct it in the environment');
  }
  return { host, port };
}

function adapterOver(transport: PoliceTransport): Adapter<typeof capabilities> {
  const ask: Ask = async (transaction, records, call) =>
    transport.exchange({ transaction, purpose: purposeCode(call.purpose), records }, call.signal);
  const submitBy =
    (transaction: TransactionCode, records: (submission: Submission) => Uint8Array[]) =>
    (submission: Submission, call: Call) =>
      submit(ask, transaction, submission.key, () => records(submission), call);
  return {
    code: 'police',
    capabilities,
    reads: {
      residents: (keys, call) => readResidents(ask, keys, call),
      identities: (keys, call) => readIdentities(ask, keys, call),
    },
    listings: {},
    submits: {
      identity: (submission, call) => submitIdentity(ask, submission, call),
      household: submitBy('S101', householdRecords),
      seal: submitBy('S201', sealRecords),
      sealCancellation: submitBy('S202', sealCancellationRecords),
    },
    lookup: async (key, call) => lookupOf(key, await ask('Q201', [serialQuestion(key)], call)),
    amend: (amendment: Amendment, call) => submit(ask, 'S301', amendment.key, () => amendmentRecords(amendment), call),
    intake: async ({ after, first }, call) =>
      intakeOf(after, first, await ask('Q203', [intakeQuestion(after, first)], call)),
    progress: async (keys, call) => {
      if (keys.length === 0) return [];
      return progressOf(keys, await ask('Q202', within('Q202', keys).map(serialQuestion), call));
    },
    close: () => transport.close(),
  };
}

async function readResidents(ask: Ask, keys: readonly CitizenNumber[], call: Call) {
  if (keys.length === 0) return [];
  return residentsOf(keys, await ask('Q101', residentQuestions(within('Q101', keys)), call));
}

/** A name that fits no record fails its own key; the others are asked. */
async function readIdentities(ask: Ask, keys: readonly IdentityKey[], call: Call) {
  const questions = identityQuestions(within('Q102', keys));
  const asked = keys.filter((_key, index) => !(questions[index] instanceof DepartmentFault));
  const records = questions.filter((question) => question instanceof Uint8Array);
  const found = asked.length > 0 ? verificationsOf(asked, await ask('Q102', records, call)) : [];
  const verdicts = found.map(({ verdict }) => verdict).values();
  return questions.map((question) =>
    question instanceof DepartmentFault ? question : (verdicts.next().value ?? null),
  );
}

async function submitIdentity(ask: Ask, submission: Submission, call: Call): Promise<Outcome> {
  const write = () => {
    const { people } = identityPayload.parse(submission.payload);
    return people.map((person) => ({ person, record: identityQuestion(person) }));
  };
  return settled(write, async (questions) => {
    const verifications: Verification[] = [];
    for (const some of batches(questions, IDENTITY_BATCH_MAX)) {
      const records = some.map(({ record }) => record);
      const answer = await ask('Q102', records, call);
      const people = some.map(({ person }) => person);
      verifications.push(...verificationsOf(people, answer));
    }
    const progress = [checkProgress(submission.key, verifications)];
    return { kind: 'acknowledged', reference: submission.key, progress };
  });
}

function* batches<Item>(items: readonly Item[], max: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += max) yield items.slice(from, from + max);
}

function submit(
  ask: Ask,
  transaction: TransactionCode,
  key: string,
  records: () => Uint8Array[],
  call: Call,
): Promise<Outcome> {
  return settled(records, async (written) => outcomeOf(key, await ask(transaction, written, call)));
}

/** Every ending of a submission as an outcome: what does not fit is refused here, before anything is sent. */
async function settled<Written>(write: () => Written, send: (written: Written) => Promise<Outcome>): Promise<Outcome> {
  let written: Written;
  try {
    written = write();
  } catch (fault) {
    if (fault instanceof ZodError || fault instanceof FieldFault) return refusalOf(fault);
    throw fault;
  }
  try {
    return await send(written);
  } catch (fault) {
    if (!(fault instanceof DepartmentFault)) throw fault;
    return { kind: fault.kind === 'unavailable' ? 'not-sent' : 'unknown', fault };
  }
}

/** @throws Error for a batch beyond the police's limit: the caller's mistake, not the department's */
function within<Key>(transaction: TransactionCode, keys: readonly Key[]): readonly Key[] {
  const max = transactions[transaction]?.max ?? 0;
  if (keys.length > max)
    throw new Error(`${transaction} takes ${max} keys a message, not ${keys.length}; split the batch`);
  return keys;
}
