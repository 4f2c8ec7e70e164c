// Asks an operation page by page through the same pipeline as any other: each page is let in, masked, limited and entered in
// the audit trail on its own. A page that could not be answered whole is no page: it is asked for again, or the download fails.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { AnswerPages, AskedDownload, PageOfRows } from '../../downloads/question.ts';
import type { Json, Row } from '../../downloads/table.ts';
import { type ErrorCode, PublicError } from '../../errors.ts';
import type { RequestOrigin } from '../context.ts';
import type { Limits } from '../limits.ts';
import type { Operations } from '../subscriptions/operations.ts';
import { columnsOf, sharedFields } from './columns.ts';
import type { ListedField } from './listed-field.ts';
import { type DownloadOperation, PAGE_INFO, type PageQuery, pageQuery } from './page-query.ts';

const PAGE_MAX = 100;
const PAGE_MIN = 5;
const ATTEMPTS_MAX = 6;
const FIRST_PAUSE_MS = 250;

export interface PagesDependencies {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  readonly operations: Operations;
}

export function openAnswerPages(dependencies: PagesDependencies): AnswerPages {
  const { schema, limits } = dependencies;
  return {
    fieldOf: (asked) => pageQuery(operationOf(asked), schema, limits).field,
    pages: (asked, origin, place, signal) => pagesOf(asked, origin, place, signal, dependencies),
  };
}

function operationOf({ query, variables, operationName }: AskedDownload): DownloadOperation {
  return { query, variables: variables ?? {}, operationName: operationName ?? null };
}

async function* pagesOf(
  asked: AskedDownload,
  origin: RequestOrigin,
  from: string | null,
  signal: AbortSignal,
  { schema, limits, operations }: PagesDependencies,
): AsyncGenerator<PageOfRows> {
  const query = pageQuery(operationOf(asked), schema, limits);
  const ask = (request: DownloadOperation) =>
    answered(() => operations(request, { origin, signal, mayMutate: false }), signal);
  let size = PAGE_MAX;
  let place = from ?? query.start;
  let isFirst = from === null;
  for (;;) {
    signal.throwIfAborted();
    const data = await ask(query.requestFor(place, size, isFirst)).catch((error: unknown) => {
      if (query.sized || size <= PAGE_MIN || !isTooComplex(error)) throw error;
      return null;
    });
    if (data === null) {
      size = Math.max(PAGE_MIN, Math.floor(size / 2));
      continue;
    }
    isFirst = false;
    const page = pageOf(data, query);
    yield { ...page, columns: columnsOf(query.listed, schema, page.rows[0]) };
    if (page.next === null) return;
    place = page.next;
  }
}

function isTooComplex(error: unknown): boolean {
  return error instanceof PublicError && error.extensions['code'] === 'QUERY_TOO_COMPLEX';
}

type Asking = () => ReturnType<Operations>;
type Data = Readonly<Record<string, Json>>;

/** The data of an answer without errors. What may pass is asked for again; throws the first of the errors otherwise. */
async function answered(ask: Asking, signal: AbortSignal): Promise<Data> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    const errors = answer.kind === 'refused' ? answer.errors : answer.kind === 'single' ? answer.result.errors : [];
    if (answer.kind === 'single' && !errors?.length) return dataOf(answer.result);
    const [error] = errors ?? [];
    if (attempt === ATTEMPTS_MAX || !errors?.every(mayPass)) throw publicError(error);
    const pauseMs = Math.max(FIRST_PAUSE_MS * 2 ** (attempt - 1), retryAfterOf(error));
    await sleep(pauseMs, undefined, { signal });
  }
}

function dataOf({ data }: FormattedExecutionResult): Data {
  return (data ?? {}) as Data;
}

const PASSING: ReadonlySet<string> = new Set([
  'DEPARTMENT_UNAVAILABLE',
  'DEPARTMENT_TIMEOUT',
  'OVERLOADED',
] satisfies ErrorCode[]);

function mayPass({ extensions }: GraphQLFormattedError): boolean {
  return PASSING.has(String(extensions?.['code']));
}

const RETRY_AFTER_MAX_MS = 10_000;

function retryAfterOf(error: GraphQLFormattedError | undefined): number {
  const ms = Number(error?.extensions?.['retryAfterMs'] ?? 0);
  return Math.min(Number.isFinite(ms) ? ms : 0, RETRY_AFTER_MAX_MS);
}

function publicError(error: GraphQLFormattedError | undefined): PublicError {
  const code = (error?.extensions?.['code'] ?? 'INTERNAL') as ErrorCode;
  return new PublicError(code, error?.message ?? 'The operation was not answered.');
}

function pageOf(data: Data, { listed }: PageQuery): Omit<PageOfRows, 'columns'> {
  const { way, rows, isConnection } = listed;
  const objects: Data[] = [];
  let object: Json | undefined = data;
  for (const { key } of way) {
    object = (object as Data)[key];
    // What is not there has no rows.
    if (typeof object !== 'object' || object === null) return { rows: [], total: null, next: null };
    objects.push(object as Data);
  }
  const holder = objects.at(-1) ?? data;
  const shared = sharedValues(listed, objects);
  const list = (holder[rows.key] ?? []) as readonly Row[];
  const own = list.map((row) => (Object.keys(shared).length > 0 ? { ...shared, ...row } : row));
  if (!isConnection) return { rows: own, total: own.length, next: null };
  const page = holder[PAGE_INFO] as { readonly hasNextPage: boolean; readonly endCursor: string | null };
  const total = typeof holder['totalCount'] === 'number' ? holder['totalCount'] : null;
  return { rows: own, total, next: page.hasNextPage ? page.endCursor : null };
}

function sharedValues(listed: ListedField, objects: readonly Data[]): Data {
  const names = sharedFields(listed).map(({ key }) => key);
  return Object.fromEntries(
    objects.flatMap((object) => names.filter((name) => name in object).map((name) => [name, object[name] ?? null])),
  );
}
