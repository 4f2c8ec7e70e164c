// What an exchange came to: success, surely not taken, refused by the registry, or a failure after which nobody knows.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { type AnswerClass, answerCodes } from '../codes.ts';
import { parseStrictJson, wireCount } from '../strict-json.ts';
import type { Answered } from '../transport.ts';
import { RecordFlaws, recordOf } from './record-flaws.ts';
import { parseText } from './wire-values.ts';

export interface Envelope {
  readonly dataCount: number;
  readonly datas: readonly unknown[];
  readonly next: string | null;
}

export type Verdict =
  | { readonly kind: 'success'; readonly envelope: Envelope }
  /** Rate limit, maintenance, access check: the department says itself that it took nothing. */
  | { readonly kind: 'not-taken'; readonly fault: DepartmentFault }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly fault: DepartmentFault };

/** As it stands in an answer. */
interface Said extends Envelope {
  readonly code: string;
  readonly msg: string;
}

/** Judges one answer. `what` names the exchange in messages. Never throws for what the department may send. */
export function judge(answer: Answered, what: string, nowMs: number): Verdict {
  const retry = retryAfterMs(answer.retryAfter, nowMs);
  if (answer.status === 429) {
    const fault = new DepartmentFault('unavailable', `${what}: too many requests; send fewer at once`, retry);
    return { kind: 'not-taken', fault };
  }
  if (answer.status !== 200) return { kind: 'failed', fault: statusFault(answer.status, what, retry) };
  try {
    return verdictOf(readEnvelope(answer, what), what, retry);
  } catch (fault) {
    if (!(fault instanceof DepartmentFault)) throw fault;
    return { kind: 'failed', fault };
  }
}

/** `Retry-After` in seconds or as an HTTP date; empty where it is absent or neither. */
function retryAfterMs(header: string | undefined, nowMs: number): { retryAfterMs?: number } {
  if (header === undefined) return {};
  if (/^\d{1,6}$/.test(header)) return { retryAfterMs: Number(header) * 1000 };
  const at = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? {} : { retryAfterMs: Math.max(0, at - nowMs) };
}

/** Read field by field without a schema, as records are. */
function readEnvelope(answer: Answered, what: string): Said {
  if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(answer.contentType ?? '')) {
    throw new DepartmentFault('broken', `${what}: answered something other than JSON in UTF-8; ask it what it sent`);
  }
  const wire = recordOf(parseStrictJson(answer.body));
  const { code, msg, datas } = wire;
  const flaws = new RecordFlaws();
  const said: Said = {
    code: flaws.sound('code', typeof code === 'string' && CODE.test(code) ? code : undefined),
    msg: flaws.sound('msg', typeof msg === 'string' ? msg : undefined),
    dataCount: flaws.sound('dataCount', wireCount(wire['dataCount'])),
    datas: flaws.sound('datas', Array.isArray(datas) ? datas : undefined),
    next: flaws.sound('next', parseNext(wire['next'])),
  };
  if (flaws.none) return said;
  throw new DepartmentFault('broken', `${what}: the envelope is wrong in ${flaws.fields}; ask it what it sent`);
}

const CODE = /^\d{2}$/;
const NEXT_MAX = 64;

/** From where a list goes on; null at its end, which need not be said. */
function parseNext(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' && value !== '' && value.length <= NEXT_MAX ? value : undefined;
}

function verdictOf(envelope: Said, what: string, retry: { retryAfterMs?: number }): Verdict {
  const { code, msg, dataCount, datas, next } = envelope;
  const known: AnswerClass | undefined = Object.hasOwn(answerCodes, code)
    ? answerCodes[code as keyof typeof answerCodes]
    : undefined;
  const said = `${what}: answered code ${code}`;
  switch (known) {
    case 'success':
      return { kind: 'success', envelope: { dataCount, datas, next } };
    case 'refusal':
      return { kind: 'refused', code, reason: parseText(msg, 1000) ?? `登记机关未说明原因（${code}）` };
    case 'access':
      return {
        kind: 'not-taken',
        fault: new DepartmentFault(
          'unavailable',
          `${said}; check LICENSING_APP_KEY, the secret and the machine's clock`,
        ),
      };
    case 'maintenance':
      return {
        kind: 'not-taken',
        fault: new DepartmentFault('unavailable', `${said}; it is closed for maintenance`, {
          ...retry,
          maintenance: true,
        }),
      };
    case 'failure':
    case undefined:
      return { kind: 'failed', fault: new DepartmentFault('broken', `${said}; ask it what failed`) };
    default:
      return known satisfies never;
  }
}

function statusFault(status: number, what: string, retry: { retryAfterMs?: number }): DepartmentFault {
  const away = status === 502 || status === 503 || status === 504;
  return new DepartmentFault(away ? 'unavailable' : 'broken', `${what}: answered HTTP ${status}; ask it why`, retry);
}
