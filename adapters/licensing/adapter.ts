// Business licensing 市场监管: what its REST interface can do, as data, and the wiring from the port to the wire.
import { DepartmentFault } from '../../src/departments/fault.ts';
import type {
  Adapter,
  Call,
  Capabilities,
  DepartmentEnvironment,
  DepartmentModule,
  Outcome,
  SubmitFunction,
} from '../../src/departments/port.ts';
import { readCallback } from './callback.ts';
import type { ApplicationType } from './codes.ts';
import './facts.ts';
import { type Envelope, judge, type Verdict } from './mapping/envelope.ts';
import { intakeOf, lookupOf, progressOf, referenceOf } from './mapping/progress.ts';
import { licencePageOf, licencesOf, rolesOf } from './mapping/register.ts';
import { type Encoded, encodeAmendment, encodeSubmission } from './mapping/submission.ts';
import { openTransport, type Request, type Transport } from './transport.ts';

const MESSAGES_AT_ONCE = 16;
const PAGE_MAX = 100;
const RESPONSE_BYTES_MAX = 8 * 1024 * 1024;

const FRESHNESS = { freshnessS: 5, closedS: 86_400 } as const;
const once = { effect: 'once', deduplicates: true, lateApplyMaxMs: 2000 } as const;

const capabilities = {
  reads: {
    licences: { batchMax: 100, concurrency: 4, ...FRESHNESS },
    roles: { batchMax: 100, concurrency: 4, ...FRESHNESS },
  },
  listings: { licencesByCounty: { pageMax: PAGE_MAX, concurrency: 4, ...FRESHNESS } },
  submits: { establishment: once, change: once, deregistration: once },
  progress: { by: 'callback', batchMax: 100, everyMs: 2000 },
  toldPurpose: false,
  bulkhead: { concurrency: MESSAGES_AT_ONCE, queue: 256 },
} as const satisfies Capabilities;

export const department: DepartmentModule<typeof capabilities> = {
  code: 'licensing',
  settings: ['LICENSING_URL', 'LICENSING_APP_KEY', 'LICENSING_APP_SECRET'],
  open: async (environment) => wire(environment),
};

function wire({ settings, nowMs, tls }: DepartmentEnvironment): Adapter<typeof capabilities> {
  const secret = settingOf(settings, 'LICENSING_APP_SECRET');
  const transport = openTransport({
    baseUrl: settingOf(settings, 'LICENSING_URL'),
    appKey: settingOf(settings, 'LICENSING_APP_KEY'),
    secret,
    nowMs,
    connections: MESSAGES_AT_ONCE,
    responseBytesMax: RESPONSE_BYTES_MAX,
    tls,
  });
  const ask = (question: Question, call: Call) => askOnce(transport, nowMs, question, call);
  const send = (request: Sending, call: Call) => sendOnce(transport, nowMs, request, call);
  const submit =
    (type: ApplicationType): SubmitFunction =>
    (submission, call) =>
      send({ path: `/applications/${type}`, key: submission.key, encoded: encodeSubmission(type, submission) }, call);
  return {
    code: 'licensing',
    capabilities,
    reads: {
      licences: async (keys, call) => {
        if (keys.length === 0) return [];
        return licencesOf(await ask(post('/licences/query', { uniscids: [...new Set(keys)] }), call), keys);
      },
      roles: async (keys, call) => {
        if (keys.length === 0) return [];
        return rolesOf(await ask(post('/positions/query', { cernos: [...new Set(keys)] }), call), keys);
      },
    },
    listings: {
      licencesByCounty: async ({ where: { county }, first, after }, call) => {
        const page = paging({ regorg: county }, first, after);
        return licencePageOf(await ask({ method: 'GET', path: '/licences', query: page }, call), {
          county,
          first,
          after,
        });
      },
    },
    submits: {
      establishment: submit('establishment'),
      change: submit('change'),
      deregistration: submit('deregistration'),
    },
    lookup: async (key, call) =>
      lookupOf(await ask({ method: 'GET', path: '/applications/lookup', query: { idempotencykey: key } }, call), key),
    amend: (amendment, call) =>
      send({ path: '/applications/amendment', key: amendment.key, encoded: encodeAmendment(amendment) }, call),
    intake: async ({ after, first }, call) => {
      const size = Math.min(first, PAGE_MAX);
      return intakeOf(
        await ask({ method: 'GET', path: '/applications/intake', query: paging({}, size, after) }, call),
        size,
      );
    },
    progress: async (keys, call) => {
      if (keys.length === 0) return [];
      return progressOf(await ask(post('/applications/progress', { idempotencykeys: [...new Set(keys)] }), call), keys);
    },
    callback: (body, headers) => readCallback(body, headers, secret, nowMs()),
    close: async () => transport.close(),
  };
}

type Question = Pick<Request, 'method' | 'path'> & Partial<Pick<Request, 'query' | 'body'>>;
interface Sending {
  readonly path: string;
  readonly key: string;
  readonly encoded: Encoded;
}

/** One question; anything but success throws. */
async function askOnce(transport: Transport, nowMs: () => number, question: Question, call: Call): Promise<Envelope> {
  const verdict = await exchange(transport, nowMs, question, call);
  switch (verdict.kind) {
    case 'success':
      return verdict.envelope;
    case 'refused': {
      const what = `licensing ${question.path}: answered code ${verdict.code} to a question`;
      throw new DepartmentFault('broken', `${what}; compare the question with its contract`);
    }
    default:
      throw verdict.fault;
  }
}

/** One application or amendment; every ending is an outcome. */
async function sendOnce(transport: Transport, nowMs: () => number, sending: Sending, call: Call): Promise<Outcome> {
  const { path, key, encoded } = sending;
  if ('unmappable' in encoded) {
    return { kind: 'refused', code: 'FORM', reason: `以下内容无法按登记机关的表单报送：${encoded.unmappable}` };
  }
  const verdict = await exchange(transport, nowMs, { ...post(path), body: encoded.body, idempotencyKey: key }, call);
  switch (verdict.kind) {
    case 'success':
      return acknowledged(verdict.envelope, key);
    case 'refused':
      return verdict;
    case 'not-taken':
      return { kind: 'not-sent', fault: verdict.fault };
    case 'failed':
      return { kind: 'unknown', fault: verdict.fault };
    default:
      return verdict satisfies never;
  }
}

async function exchange(
  transport: Transport,
  nowMs: () => number,
  request: Omit<Request, 'signal' | 'traceId'>,
  { signal, traceId }: Call,
): Promise<Verdict> {
  const result = await transport.exchange({ ...request, signal, traceId });
  if (result.kind === 'failed') return { kind: result.sent ? 'failed' : 'not-taken', fault: result.fault };
  return judge(result, `licensing ${request.method} ${request.path} (trace ${traceId})`, nowMs());
}

/** A success whose acknowledgement cannot be read leaves open what was taken. */
function acknowledged(envelope: Envelope, key: string): Outcome {
  try {
    return { kind: 'acknowledged', reference: referenceOf(envelope, key), progress: [] };
  } catch (fault) {
    if (!(fault instanceof DepartmentFault)) throw fault;
    return { kind: 'unknown', fault };
  }
}

function post(path: string, body?: object): Question {
  return { method: 'POST', path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
}

function paging(where: Record<string, string>, size: number, after: string | null): Record<string, string> {
  return { ...where, size: String(size), ...(after === null ? {} : { after }) };
}

function settingOf(settings: Readonly<Record<string, string>>, name: string): string {
  const value = settings[name];
  if (!value) throw new Error(`${name} is not set; the licensing department cannot be opened without it`);
  return value;
}
