// Runs one operation for a transport that can carry many answers, through the same Apollo Server as over plain HTTP: parsing,
// rules, guard, limits and the shape of errors are those of every other request.
import type { ApolloServer } from '@apollo/server';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../../log.ts';
import {
  type Gateway,
  openContext,
  type RequestContext,
  type RequestOrigin,
  type Results,
  type Stream,
} from '../context.ts';
import { formatError } from '../format-error.ts';

export interface OperationRequest {
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly extensions?: Record<string, unknown> | null | undefined;
}

export interface OperationSession {
  readonly origin: RequestOrigin;
  readonly signal: AbortSignal;
  readonly mayMutate: boolean;
}

/** `refused`: nothing was executed; `status` and `headers` are what plain HTTP would have answered with. */
export type Answer =
  | {
      readonly kind: 'refused';
      readonly errors: readonly GraphQLFormattedError[];
      readonly status: number;
      readonly headers: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'single'; readonly result: FormattedExecutionResult }
  | { readonly kind: 'stream'; readonly results: Results };

/** Never rejects. */
export type Operations = (request: OperationRequest, session: OperationSession) => Promise<Answer>;

export function openOperations(apollo: ApolloServer<RequestContext>, gateway: Gateway, log: Log): Operations {
  return async (request, { origin, signal, mayMutate }) => {
    const stream: Stream = { signal, mayMutate, context: () => openContext(gateway, origin), results: null };
    try {
      const contextValue = openContext(gateway, origin, stream);
      const { body, http } = await apollo.executeOperation(apolloRequest(request), { contextValue });
      if (body.kind === 'incremental') throw new Error('An answer in parts cannot be carried here.');
      const { data, errors, extensions } = body.singleResult;
      if (data === undefined && errors) {
        await stream.results?.return?.();
        return { kind: 'refused', errors, status: http.status ?? 400, headers: http.headers };
      }
      if (stream.results) return { kind: 'stream', results: stream.results };
      return { kind: 'single', result: definedOnly({ data, errors, extensions }) };
    } catch (error) {
      await stream.results?.return?.();
      const formatted = formatError(log)({ message: '' }, error instanceof GraphQLError ? error : asFault(error));
      return { kind: 'refused', errors: [formatted], status: 500, headers: new Map() };
    }
  };
}

/** Clients whose protocol asks for a text send an empty one where the document goes by its hash. */
function apolloRequest({ query, operationName, variables, extensions }: OperationRequest) {
  return {
    ...(query ? { query } : {}),
    ...(operationName == null ? {} : { operationName }),
    ...(variables == null ? {} : { variables }),
    ...(extensions == null ? {} : { extensions }),
  };
}

function definedOnly<Shape extends object>(shape: Shape) {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined),
  ) as FormattedExecutionResult;
}

function asFault(error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
