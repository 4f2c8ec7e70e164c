// What leaves the house when something failed: a code of the catalogue and a message without secrets. The rest goes to the log.
import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { DepartmentFault } from '../departments/fault.ts';
import { type ErrorCode, errorCodes, PublicError } from '../errors.ts';
import type { Log } from '../log.ts';

const codeOfFault = {
  unavailable: 'DEPARTMENT_UNAVAILABLE',
  timeout: 'DEPARTMENT_TIMEOUT',
  broken: 'DEPARTMENT_FAULT',
} as const satisfies Record<DepartmentFault['kind'], ErrorCode>;

/** A department's fault as its readers see it; anything else is passed on as it is. */
export function departmentError(department: string, error: unknown): Error {
  if (!(error instanceof DepartmentFault)) return error instanceof Error ? error : new Error(String(error));
  const code = codeOfFault[error.kind];
  const { retryAfterMs } = error;
  return new PublicError(code, `${errorCodes[code].zh}：${department}。${errorCodes[code].en}`, {
    department,
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

const APOLLO_INPUT_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** One path for every error: public errors pass, errors of the request become BAD_USER_INPUT, all others INTERNAL. */
export function formatError(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    const shown = original instanceof PublicError ? original : error instanceof PublicError ? error : undefined;
    if (shown) return { message: shown.message, ...place, extensions: shown.extensions };
    const code = String(formatted.extensions?.['code'] ?? '');
    if (APOLLO_INPUT_CODES.has(code)) {
      return { message: formatted.message, ...place, extensions: { code: 'BAD_USER_INPUT' } };
    }
    const traceId = randomUUID();
    log.error({ traceId, path: formatted.path, err: original }, 'an operation failed inside');
    const message = `${errorCodes.INTERNAL.zh}。${errorCodes.INTERNAL.en}`;
    return { message, ...place, extensions: { code: 'INTERNAL', correlationId: traceId } };
  };
}

/** Whether an error is one that clients may read. */
export function isPublic(error: unknown): error is GraphQLError {
  return error instanceof PublicError;
}
