// Executes queries and mutations: compiled where a document comes again, interpreted otherwise. Both coerce variables by
// graphql's own rules, and the errors of both take the same way out.
import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { PublicError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { RequestContext } from '../context.ts';
import { formatError } from '../format-error.ts';
import { after, type Loaded } from '../loaded.ts';
import { type Compiled, compile } from './compile.ts';

/** A valid operation that was let in. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Its answer, ready to be shown. Rejects for bugs alone. */
export type Execute = (
  operation: Operation,
  variables: Readonly<Record<string, unknown>> | undefined,
  context: RequestContext,
) => Loaded<FormattedExecutionResult>;

/** A document that is sent once is not worth a compilation. */
const COMPILED_FROM_USE = 2;
const VARIABLE_ERRORS_MAX = 50;

export function openExecution(schema: GraphQLSchema, log: Log): Execute {
  const run = openRuns(schema);
  const format = formatError(log);
  const show = (result: ExecutionResult) => shown(result, format);
  return (operation, variables, context) => after(run(operation, variables, context), show);
}

/** `onExecuted` is told of every operation that came so far, for whoever meets it again. */
export function executionPlugin(
  execution: Execute,
  onExecuted: (operation: Operation, queryHash: string) => void,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ operation, document, request, contextValue, queryHash }) => {
        // Without an operation it is Apollo's to say why there is none.
        if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return null;
        const singleResult = await execution({ document, operation }, request.variables, contextValue);
        if (queryHash !== undefined) onExecuted({ document, operation }, queryHash);
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
      },
    }),
  };
}

interface Use {
  count: number;
  compiled: Compiled | undefined;
}

type Run = (
  operation: Operation,
  variables: Readonly<Record<string, unknown>> | undefined,
  context: unknown,
) => Loaded<ExecutionResult>;

/** `compiledFromUse`: which use of an operation compiles it. What was compiled lives as long as the parsed document. */
export function openRuns(schema: GraphQLSchema, compiledFromUse = COMPILED_FROM_USE): Run {
  const uses = new WeakMap<OperationDefinitionNode, Use>();
  const compiledOf = ({ document, operation }: Operation): Compiled | undefined => {
    const use = uses.get(operation) ?? { count: 0, compiled: undefined };
    use.count += 1;
    if (use.count === 1) uses.set(operation, use);
    if (use.count === compiledFromUse) use.compiled = compile(schema, document, operation);
    return use.compiled;
  };
  return ({ document, operation }, variables = {}, contextValue) => {
    const compiled = compiledOf({ document, operation });
    if (!compiled) {
      const operationName = operation.name?.value;
      return execute({ schema, document, operationName, variableValues: variables, contextValue });
    }
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: VARIABLE_ERRORS_MAX,
    });
    return coerced ? compiled(contextValue, coerced) : { errors };
  };
}

export type Format = ReturnType<typeof formatError>;

function shown({ data, errors }: ExecutionResult, format: Format): FormattedExecutionResult {
  if (!errors) return { data: data ?? null };
  const formatted = errors.map((error) => formatExecutionError(error, format));
  return data === undefined ? { errors: formatted } : { data, errors: formatted };
}

/** An error without a place in the answer is one of the request itself, such as a variable of the wrong type. */
export function formatExecutionError(error: GraphQLError, format: Format): GraphQLFormattedError {
  const ofVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  const ofRequest = error.path === undefined && (ofVariable || !(error.originalError instanceof Error));
  const code = ofRequest && !(error instanceof PublicError) ? { code: 'BAD_USER_INPUT' } : {};
  const plain = error.toJSON();
  return format({ ...plain, extensions: { ...plain.extensions, ...code } }, error);
}
