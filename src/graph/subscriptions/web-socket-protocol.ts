// The protocol graphql-transport-ws: who comes, what is asked, and how answers and errors are told.
import { randomUUID } from 'node:crypto';
import { type BulkheadPolicy, bulkhead } from 'cockatiel';
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, type GraphQLSchema, parse } from 'graphql';
import { CloseCode, type ExecutionResult, makeServer, type Server } from 'graphql-ws';
import type { Authenticate } from '../../access/principal.ts';
import { errorCodes, PublicError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { RequestOrigin } from '../context.ts';
import { introductionOf } from './connection-init.ts';
import { type Lifetime, openLifetime } from './lifetime.ts';
import type { Answer, Operations } from './operations.ts';

/** One connection. */
export interface Caller {
  readonly acceptLanguage: string | undefined;
  readonly close: (code: number, reason: string) => void;
  /** From `connection_init` on. */
  known?: {
    readonly origin: Omit<RequestOrigin, 'traceId'>;
    readonly lifetime: Lifetime;
    readonly line: BulkheadPolicy;
  };
  gone?: boolean;
}

export interface ProtocolSettings {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly operations: Operations;
  readonly log: Log;
}

export interface Protocol {
  readonly server: Server<Caller>;
  /** Takes no more operations; resolves when those that have one answer are answered. */
  readonly drain: () => Promise<void>;
}

const OPERATIONS_MAX = 500;
/** Whoever comes back with hundreds of subscriptions is let in with some at a time, and takes nobody else's place. */
const AT_ONCE = 16;
const COME_BACK_MS = 5_000;
const TRY_AGAIN_LATER = 1013;
const REASON_MAX = 120;
/** The library asks for a document to execute; by then the operation was answered. */
const ANSWERED = parse('{ __typename }');

/** An error that was formatted before: it is told as it is. */
class ToldError extends GraphQLError {
  readonly formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.formatted = formatted;
  }
}

export function openProtocol({ schema, authenticate, operations, log }: ProtocolSettings): Protocol {
  const underWay = new Set<Promise<Answer>>();
  let draining = false;

  const run = async (request: Parameters<Operations>[0], { known }: Caller, count: number): Promise<Answer> => {
    if (draining || count > OPERATIONS_MAX || !known || known.line.queueSlots === 0) return tooMany();
    const session = {
      origin: { ...known.origin, traceId: randomUUID() },
      signal: known.lifetime.signal,
      mayMutate: true,
    };
    const running = known.line.execute(() => operations(request, session));
    underWay.add(running);
    return running.finally(() => underWay.delete(running));
  };

  const server = makeServer<Record<string, unknown>, Caller>({
    onConnect: ({ connectionParams, extra }) => welcome(connectionParams, extra, authenticate, log),
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      const answer = await run(payload, extra, Object.keys(subscriptions).length);
      if (answer.kind === 'refused') return answer.errors.map((error) => new ToldError(error));
      return { schema, document: ANSWERED, contextValue: answer } satisfies ExecutionArgs;
    },
    execute: ({ contextValue }) => {
      const answer = contextValue as Exclude<Answer, { kind: 'refused' }>;
      return (answer.kind === 'stream' ? answer.results : answer.result) as ExecutionResult;
    },
    onNext: (_context, _id, _payload, _args, result) => result as object,
    onError: (_context, _id, _payload, errors) => errors.map(told),
    onClose: ({ extra }) => {
      extra.gone = true;
      extra.known?.lifetime.end();
    },
  });
  return {
    server,
    drain: async () => {
      draining = true;
      await Promise.all(underWay);
    },
  };
}

/** Whether the connection may go on; a connection without a token may, as a request without one may. */
async function welcome(
  payload: Record<string, unknown> | undefined,
  caller: Caller,
  authenticate: Authenticate,
  log: Log,
): Promise<boolean> {
  try {
    const { authorization, purpose, acceptLanguage = caller.acceptLanguage } = introductionOf(payload);
    const principal = await authenticate(authorization);
    if (caller.gone) return false;
    const lifetime = openLifetime(principal);
    caller.known = {
      origin: { principal, statedPurpose: purpose, acceptLanguage },
      lifetime,
      line: bulkhead(AT_ONCE, OPERATIONS_MAX),
    };
    lifetime.signal.addEventListener('abort', () => leave(lifetime.signal.reason, caller));
    return true;
  } catch (error) {
    if (!(error instanceof PublicError)) {
      log.error({ err: error }, 'a token could not be checked');
      caller.close(TRY_AGAIN_LATER, 'INTERNAL: the token could not be checked; try again later.');
      return false;
    }
    const code = error.extensions['code'] === 'UNAUTHENTICATED' ? CloseCode.Forbidden : CloseCode.BadRequest;
    caller.close(code, reasonOf(error));
    return false;
  }
}

/** Once the token has ended, and its operations have told so. Clients get a new token at this code, and come back. */
function leave(reason: unknown, { close }: Caller): void {
  if (reason instanceof PublicError) setImmediate(close, CloseCode.Forbidden, reasonOf(reason));
}

function reasonOf({ message, extensions }: PublicError): string {
  return `${String(extensions['code'])}: ${message}`.slice(0, REASON_MAX);
}

function told(error: GraphQLError): GraphQLFormattedError {
  if (error instanceof ToldError) return error.formatted;
  const { message, extensions } = error;
  if (extensions['code'] !== undefined) return { message, extensions };
  return { message: `${errorCodes.INTERNAL.zh}。${errorCodes.INTERNAL.en}`, extensions: { code: 'INTERNAL' } };
}

function tooMany(): Answer {
  const message = `At most ${OPERATIONS_MAX} operations run on one connection, and none while the gateway stops; come back later.`;
  const { extensions } = new PublicError('OVERLOADED', message, { retryAfterMs: COME_BACK_MS });
  return { kind: 'refused', errors: [{ message, extensions }], status: 503, headers: new Map() };
}
