// The SQLSTATEs that callers tell apart, by name; every other one is a bug and is rethrown.

export const SQLSTATE = {
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  checkViolation: '23514',
  exclusionViolation: '23P01',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  undefinedTable: '42P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  cannotConnectNow: '57P03',
  tooManyConnections: '53300',
} as const;

/** The SQLSTATE of an error that the server reported; undefined for every other error. */
export function sqlstateOf(error: unknown): string | undefined {
  const code = codeOf(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && error instanceof Error && 'severity' in error
    ? code
    : undefined;
}

/** The constraint that a statement broke, where the server named one. */
export function constraintOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}

/** True where the same transaction would pass if tried again: it lost against another one, and nothing of it was kept. */
export function isConflict(error: unknown): boolean {
  const state = sqlstateOf(error);
  return state === SQLSTATE.serializationFailure || state === SQLSTATE.deadlockDetected;
}

/**
 * True where the connection or the server went away. If that was during the commit, the transaction may have been
 * kept: only what is safe to do twice may be retried.
 */
export function isConnectionLoss(error: unknown): boolean {
  const state = sqlstateOf(error);
  if (state !== undefined) return LOSS_STATES.has(state) || state.startsWith('08');
  if (LOSS_CODES.has(codeOf(error) ?? '') || isSocketMissing(error)) return true;
  return error instanceof Error && LOSS_MESSAGES.test(error.message);
}

const LOSS_STATES: ReadonlySet<string> = new Set([
  SQLSTATE.adminShutdown,
  SQLSTATE.crashShutdown,
  SQLSTATE.cannotConnectNow,
  SQLSTATE.tooManyConnections,
]);
/** The driver gives these no code; the third is for a server that fell silent. */
const LOSS_MESSAGES = /^(Connection terminated|Client has encountered a connection error|Query read timeout)/;
const LOSS_CODES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** While a server that is reached by a socket file is restarted there is no such file. */
function isSocketMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
