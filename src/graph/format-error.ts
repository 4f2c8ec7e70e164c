// What leaves the house when something failed: a code of the catalogue and a message without secrets. The rest goes to the log.
import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DepartmentFault } from '../departments/fault.ts';
import { type ErrorCode, errorCodes, PublicError } from '../errors.ts';
import { type Log, redactMessage } from '../log.ts';

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
/** Set by Apollo's own rule against fragments that multiply. */
const TOO_RECURSIVE = 'MAX_RECURSIVE_SELECTIONS_EXCEEDED';

/** One path for every error: public errors pass, errors of the request become BAD_USER_INPUT, all others INTERNAL. */
export function formatError(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    const shown = [original, error, causeOf(error)].find((each) => each instanceof PublicError);
    if (shown && !OF_VARIABLE.test(formatted.message)) {
      return { message: redactMessage(unquoted(shown.message)), ...place, extensions: shown.extensions };
    }
    if (formatted.extensions?.['validationErrorCode'] === TOO_RECURSIVE) {
      return { message: formatted.message, ...place, extensions: { code: 'QUERY_TOO_COMPLEX' } };
    }
    const code = String(formatted.extensions?.['code'] ?? '');
    if (shown || APOLLO_INPUT_CODES.has(code)) {
      return { message: withoutValues(formatted.message, shown), ...place, extensions: { code: 'BAD_USER_INPUT' } };
    }
    const correlationId = randomUUID();
    log.error({ correlationId, path: formatted.path, err: original }, 'an operation failed inside');
    const message = `${errorCodes.INTERNAL.zh}。${errorCodes.INTERNAL.en}`;
    return { message, ...place, extensions: { code: 'INTERNAL', correlationId } };
  };
}

const OF_VARIABLE = /^(Variable "\$\w+") got invalid value /;
const PLACE_IN_VARIABLE = / at "([\w.$[\]]{1,200})"; /;
const SUGGESTION = / ?Did you mean [^?]*\?/g;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;
/** Names, types, codes and numbers of cases, which may be repeated; anything else in quotes was sent by the client. */
const NAME_LIKE = /^[$@]?[\p{L}\d_.[\]!-]{1,80}$|^[^\s\w]{1,3}$/u;
const NUMBER = /(?<![\w.])-?\d[\d.eE+-]{5,}/g;

/** A scalar's own refusal, where the library has wrapped it. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? error.originalError : undefined;
}

/**
 * The library's messages repeat what was sent, and propose names of the schema. Neither leaves: values may be personal data,
 * and a schema that may not be read shall not be guessed.
 */
function withoutValues(message: string, cause: PublicError | undefined): string {
  const variable = OF_VARIABLE.exec(message)?.[1];
  if (variable !== undefined) {
    const place = PLACE_IN_VARIABLE.exec(message)?.[1];
    const reason = cause?.message ?? reasonOf(message);
    return redactMessage(
      `${variable}${place === undefined ? '' : ` at "${place}"`} has a value that is not valid. ${reason}`,
    );
  }
  return redactMessage(scrubbed(message));
}

/** What graphql says after the value it repeats; the value itself may hold anything, the reason's own beginning too. */
function reasonOf(message: string): string {
  const reasons = [
    /Field "\w+" of required type "[\w[\]!]+" was not provided\.$/,
    /Expected non-nullable type "[\w[\]!]+" not to be null\.$/,
    /Expected type "[\w[\]!]+" to be an object\.$/,
    /Exactly one key must be specified for OneOf type "\w+"\.$/,
  ];
  const found = reasons.map((reason) => reason.exec(message)?.[0]).find((reason) => reason !== undefined);
  return found ?? 'Send one of its declared type.';
}

function scrubbed(message: string): string {
  return unquoted(message.replace(SUGGESTION, '')).replace(NUMBER, '…');
}

function unquoted(message: string): string {
  return message.replace(QUOTED, (quoted, inside: string) => (NAME_LIKE.test(inside) ? quoted : '"…"'));
}
