// What each path of the contract answers. Access, limits and mishaps are behind it already.
import { isBody } from './contract.ts';
import { type Counter, type Effect, takeAmendment, takeApplication, taken } from './intake.ts';
import { wireStep } from './steps.ts';
import { type Answer, beijing, failure, success } from './wire.ts';

export interface Asked {
  readonly query: URLSearchParams;
  readonly text: string;
  readonly idempotencyKey: string;
}

export interface Route {
  readonly kind: 'question' | 'submission' | 'poll';
  /** How many records are asked for or handed in. */
  readonly records: (asked: Asked) => number;
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
}

/** By method and path. */
export function routesOf(counter: Counter): ReadonlyMap<string, Route> {
  const { applications, register } = counter;
  return new Map<string, Route>([
    ['POST /licences/query', bulk('/licences/query', 'uniscids', 'question', (code) => register.licence(code) ?? [])],
    ['POST /positions/query', bulk('/positions/query', 'cernos', 'question', (cerno) => register.positions(cerno))],
    [
      'POST /applications/progress',
      bulk('/applications/progress', 'idempotencykeys', 'poll', (key) => {
        const application = applications.find(key);
        // An amendment's key leads to its application, whose progress stands under its own key alone.
        return application?.key === key ? application.steps.map((step) => wireStep(application, step)) : [];
      }),
    ],
    ['GET /licences', { kind: 'question', records: sizeOf, answer: (asked) => listLicences(counter, asked) }],
    ['GET /applications/lookup', { kind: 'question', records: () => 1, answer: (asked) => lookUp(counter, asked) }],
    ['GET /applications/intake', { kind: 'poll', records: sizeOf, answer: (asked) => listIntake(counter, asked) }],
    ['POST /applications/establishment', application(counter, 'establishment')],
    ['POST /applications/change', application(counter, 'change')],
    ['POST /applications/deregistration', application(counter, 'deregistration')],
    [
      'POST /applications/amendment',
      {
        kind: 'submission',
        records: () => 1,
        answer: ({ idempotencyKey: key, text }) =>
          takeAmendment(counter, { path: '/applications/amendment', key, text }),
      },
    ],
  ]);
}

function application(counter: Counter, effect: Effect): Route {
  return {
    kind: 'submission',
    records: () => 1,
    answer: ({ idempotencyKey: key, text }) =>
      takeApplication(counter, effect, { path: `/applications/${effect}`, key, text }),
  };
}

function bulk(path: string, member: string, kind: Route['kind'], find: (key: string) => unknown[] | object): Route {
  const keysOf = (text: string): readonly string[] => {
    const body = parse(text);
    return isBody(path, body) ? ((body as Readonly<Record<string, string[]>>)[member] ?? []) : [];
  };
  return {
    kind,
    records: ({ text }) => keysOf(text).length,
    answer: ({ text }) => {
      const keys = keysOf(text);
      return keys.length === 0 ? failure('01') : success(keys.flatMap((key) => find(key)));
    },
  };
}

function listLicences({ register }: Counter, { query }: Asked): Answer {
  const regorg = query.get('regorg') ?? '';
  const size = sizeOf({ query });
  if (!/^\d{6}$/.test(regorg) || size === 0) return failure('01');
  const { licences, total, more } = register.county(regorg, query.get('after') ?? '', size);
  return success(licences, { dataCount: total, next: more ? (licences.at(-1)?.uniscid ?? null) : null });
}

function lookUp({ applications }: Counter, { query }: Asked): Answer {
  const key = query.get('idempotencykey') ?? '';
  if (!/^[0-9A-Z]{45}$/.test(key)) return failure('01');
  const application = applications.find(key);
  return application ? taken(key, application) : success([]);
}

function listIntake({ applications }: Counter, { query }: Asked): Answer {
  const after = query.get('after') ?? '0';
  const size = sizeOf({ query });
  if (!/^\d{1,15}$/.test(after) || size === 0) return failure('01');
  const page = applications.since(Number(after), size);
  const last = page.at(-1);
  return success(
    page.map(({ key, at }) => ({ idempotencykey: key, taketime: beijing(at) })),
    { next: last ? String(last.position) : null },
  );
}

/** The page size asked for, or 0 where it is not one to a hundred. */
function sizeOf({ query }: Pick<Asked, 'query'>): number {
  const size = query.get('size') ?? '';
  return /^(?:[1-9]\d?|100)$/.test(size) ? Number(size) : 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
