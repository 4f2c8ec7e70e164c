// What can go wrong between us and a department. Business refusals are outcomes, not faults.

/**
 * - `unavailable`: surely nothing was taken: refused connection, maintenance, quota, breaker or bulkhead full.
 * - `timeout`: asked, no answer within the deadline.
 * - `broken`: it answered, but not what its contract says, or with a failure of its own.
 */
export type FaultKind = 'unavailable' | 'timeout' | 'broken';

export interface FaultDetail {
  /** Where the department itself says when to come back (429, maintenance). */
  readonly retryAfterMs?: number;
  /** The department said it is closed for maintenance. */
  readonly maintenance?: boolean;
  readonly cause?: unknown;
}

/** Thrown by transports and mappings, caught by resilience and by dispatch. `message` never carries personal data. */
export class DepartmentFault extends Error {
  readonly kind: FaultKind;
  readonly retryAfterMs: number | undefined;
  readonly maintenance: boolean;

  constructor(kind: FaultKind, message: string, detail: FaultDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'DepartmentFault';
    this.kind = kind;
    this.retryAfterMs = detail.retryAfterMs;
    this.maintenance = detail.maintenance ?? false;
  }
}
