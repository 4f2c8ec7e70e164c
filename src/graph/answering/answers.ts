// The last step before an answer is sent: what overspent its budget is refused, errors are kept to a bounded number, the status
// follows the media type, and the audit trail is told. What it cannot be told of is not answered.
import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import { type ErrorCode, PublicError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import type { LimitBreach, Limits } from '../limits.ts';
import type { Asked } from './answer-audit.ts';
import { acceptedMediaType, GRAPHQL_RESPONSE, type MediaType, refusalStatus } from './media-type.ts';

/** Set by Apollo for what is no request of GraphQL over HTTP; its status stays what it is under every media type. */
const NO_REQUEST = 'BAD_REQUEST';

export interface AnswerSettings {
  readonly limits: Limits;
  readonly onBreach: (breach: LimitBreach, context: RequestContext) => void;
  /** Resolves when the answer may be sent. */
  readonly audit: (context: RequestContext, asked: Asked, result: FormattedExecutionResult) => Promise<void>;
  /** Told of every answer; `type` is query, mutation or subscription. */
  readonly observe: (type: string, result: FormattedExecutionResult, tookMs: number) => void;
}

export interface Answer {
  readonly result: FormattedExecutionResult;
  readonly asked: Asked;
  readonly context: RequestContext;
  readonly startedMs: number;
}

/** Resolves with what may be sent, once the audit trail has it. */
export type Settle = (answer: Answer) => Promise<FormattedExecutionResult>;

export function openSettlement(settings: AnswerSettings): Settle {
  return async ({ result, asked, context, startedMs }) => {
    let settled = finish(result, context, settings);
    try {
      await settings.audit(context, asked, settled);
    } catch (error) {
      settled = withheld(error);
    }
    settings.observe(asked.operation?.operation ?? 'unknown', settled, performance.now() - startedMs);
    return settled;
  };
}

type SentResponse = GraphQLRequestContextWillSendResponse<RequestContext>;
/** What was asked; the operation is valid where it is given. */
export type AskedOf = (request: Pick<SentResponse, 'document' | 'operation' | 'queryHash'>) => Asked;

export function answerPlugin(settle: Settle, askedOf: AskedOf): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => {
      const startedMs = performance.now();
      return {
        willSendResponse: async (sent) => {
          const { request, response, contextValue: context } = sent;
          if (response.body.kind !== 'single') return;
          const result = await settle({ result: response.body.singleResult, asked: askedOf(sent), context, startedMs });
          response.body.singleResult = result;
          // Other transports judge by the stricter of the two types.
          const mediaType = request.http ? acceptedMediaType(request.http.headers.get('accept')) : GRAPHQL_RESPONSE;
          if (!mediaType) return;
          const { status, headers } = headOf(result, mediaType);
          if (request.http) response.http.headers.set('content-type', contentType(mediaType));
          if (status === undefined || sent.errors?.[0]?.extensions['code'] === NO_REQUEST) return;
          response.http.status = status;
          for (const [name, value] of headers) response.http.headers.set(name, value);
        },
      };
    },
  };
}

export interface Head {
  /** Undefined where it is 200. */
  readonly status: number | undefined;
  /** Beside the type. */
  readonly headers: readonly (readonly [string, string])[];
}

const HEAD_OF_DATA: Head = { status: undefined, headers: [] };

/** What goes before an answer under a media type. */
export function headOf(result: FormattedExecutionResult, mediaType: MediaType): Head {
  const code = refusalCode(result);
  if (!code) return HEAD_OF_DATA;
  return { status: refusalStatus(code, mediaType), headers: refusalHeaders(code) };
}

function finish(
  result: FormattedExecutionResult,
  context: RequestContext,
  { limits, onBreach }: AnswerSettings,
): FormattedExecutionResult {
  const breach = context.budget.breach();
  if (breach) {
    onBreach(breach, context);
    return { errors: [breach.toJSON()] };
  }
  return withAges(result.errors ? { ...result, errors: bounded(result.errors, limits.errors) } : result, context);
}

/** Whoever reads `data` alone must still be told which of it is from before a department closed. */
function withAges(result: FormattedExecutionResult, context: RequestContext): FormattedExecutionResult {
  const { copies } = context;
  if (copies.size === 0) return result;
  const { shownAt } = context;
  const closed = [...copies].map(([department, asOfMs]) => ({
    department,
    asOf: centreDateTime(shownAt(asOfMs)),
  }));
  return { ...result, extensions: { ...result.extensions, closed } };
}

function withheld(error: unknown): FormattedExecutionResult {
  if (error instanceof PublicError) return { errors: [error.toJSON()] };
  throw error;
}

export function contentType(mediaType: MediaType): string {
  return `${mediaType}; charset=utf-8`;
}

/** A crowd of one moment is over by then. */
export const RETRY_AFTER_S = 1;

/** What HTTP asks of some refusals. */
export function refusalHeaders(code: ErrorCode): readonly (readonly [string, string])[] {
  if (code === 'UNAUTHENTICATED') return [['www-authenticate', 'Bearer']];
  if (code === 'OVERLOADED') return [['retry-after', String(RETRY_AFTER_S)]];
  return [];
}

/** The code of an answer that holds no data at all. */
function refusalCode({ data, errors }: FormattedExecutionResult): ErrorCode | undefined {
  if (data !== undefined || !errors) return undefined;
  return (errors[0]?.extensions?.['code'] as ErrorCode | undefined) ?? 'INTERNAL';
}

function bounded(errors: readonly GraphQLFormattedError[], max: number): readonly GraphQLFormattedError[] {
  if (errors.length <= max) return errors;
  const more = errors.length - max;
  const extensions = { code: 'QUERY_TOO_COMPLEX' };
  return [
    ...errors.slice(0, max),
    { message: `There are ${more} more errors than are listed; ask for less.`, extensions },
  ];
}
