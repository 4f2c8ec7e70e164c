// Turns a subscription into results. Apollo parses it, checks it against every rule and lets the guard decide, as for any
// operation; in place of its execution the source is opened here, and each of its events is executed on its own.
import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  createSourceEventStream,
  type ExecutionArgs,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import { badInput, PublicError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { recordEvent } from '../answering/answer-audit.ts';
import type { RequestContext, Results, Stream } from '../context.ts';
import { type Format, formatExecutionError } from '../execution/execution.ts';
import { formatError } from '../format-error.ts';
import { openAhead } from './ahead.ts';

/**
 * Events that are made ready and entered in the audit trail together, before the first of them is told. For whoever does not
 * read on they are held meanwhile: few enough that a thousand slow readers do no harm.
 */
const TOGETHER_MAX = 16;
const DONE = { done: true, value: undefined } as const;

export function streamPlugin(log: Log): ApolloServerPlugin<RequestContext> {
  const format = formatError(log);
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, contextValue: { stream } }) => {
        if (operation) refuseWrongTransport(operation.operation, stream);
      },
      responseForOperation: async ({ operation, document, request, schema, contextValue }) => {
        const { stream } = contextValue;
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION || !stream) return null;
        const errors = await openResults(stream, format, {
          schema,
          document,
          contextValue,
          operationName: request.operationName ?? null,
          variableValues: request.variables ?? null,
        });
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: errors ? { errors } : {} } };
      },
    }),
  };
}

function refuseWrongTransport(operation: OperationTypeNode, stream: Stream | null): void {
  if (operation === OperationTypeNode.SUBSCRIPTION && !stream) {
    throw badInput('A subscription is followed by WebSocket, or with the header Accept: text/event-stream.');
  }
  if (operation === OperationTypeNode.MUTATION && stream && !stream.mayMutate) {
    const http = { status: 405, headers: new HeaderMap([['allow', 'POST']]) };
    const extensions: Record<string, unknown> = { code: 'BAD_REQUEST', http };
    throw new GraphQLError('A mutation is not taken by GET; send it by POST.', { extensions });
  }
}

interface Answered {
  readonly context: RequestContext;
  readonly result: FormattedExecutionResult;
}

/** Opens the source; the errors, formatted, where there is none. */
async function openResults(
  stream: Stream,
  format: Format,
  args: ExecutionArgs,
): Promise<readonly GraphQLFormattedError[] | undefined> {
  const source = await createSourceEventStream(args).catch((error: unknown) => ({ errors: [asGraphQLError(error)] }));
  if (!(Symbol.asyncIterator in source))
    return (source.errors ?? []).map((error) => formatExecutionError(error, format));
  const operation = getOperationAST(args.document, args.operationName);
  const fields =
    operation?.selectionSet.selections.flatMap((each) => (each.kind === 'Field' ? [each.name.value] : [])) ?? [];
  const answer = async (event: unknown): Promise<Answered> => {
    const context = stream.context();
    const { data, errors } = await execute({ ...args, rootValue: event, contextValue: context });
    const result = {
      data: data ?? null,
      ...(errors ? { errors: errors.map((error) => format(error.toJSON(), error)) } : {}),
    };
    return { context, result };
  };
  // One after another, as they are told; entered together, because each entry by itself would cost a commit.
  const answers = async (events: readonly unknown[]): Promise<readonly FormattedExecutionResult[]> => {
    const answered: Answered[] = [];
    for (const event of events) answered.push(await answer(event));
    await Promise.all(answered.map(({ context, result }) => recordEvent(context, fields, result)));
    return answered.map(({ result }) => result);
  };
  const iterator = source[Symbol.asyncIterator]();
  stream.results = resultsOf(iterator, answers, stream.signal, (error) => shown(asGraphQLError(error), format));
  return undefined;
}

function resultsOf(
  source: AsyncIterator<unknown>,
  answers: (events: readonly unknown[]) => Promise<readonly FormattedExecutionResult[]>,
  signal: AbortSignal,
  show: (error: unknown) => Error,
): Results {
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    signal.removeEventListener('abort', end);
    // Its return ends a `next` that is pending.
    void source.return?.().catch(() => undefined);
  };
  const ahead = openAhead(source, TOGETHER_MAX);
  let ready: readonly FormattedExecutionResult[] = [];
  const next = async () => {
    if (!ended && ready.length === 0) {
      const events = await ahead.take();
      if (!ended) ready = await answers(events);
    }
    const [value, ...rest] = ended ? [] : ready;
    ready = rest;
    if (value) return { done: false as const, value };
    end();
    if (signal.reason instanceof PublicError) throw signal.reason;
    return DONE;
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end);
  const results: Results = {
    next: () =>
      next().catch((error: unknown) => {
        end();
        throw show(error);
      }),
    return: async () => {
      end();
      return DONE;
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const original = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(original.message, { originalError: original });
}

/** The error as clients may see it. */
function shown(error: GraphQLError, format: Format): GraphQLError {
  const { message, extensions } = format(error.toJSON(), error);
  return new GraphQLError(message, { extensions: extensions ?? {} });
}
