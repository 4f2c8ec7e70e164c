// Tokens that were refused are entered in the audit trail before their sender is told.
import { randomUUID } from 'node:crypto';
import type { Authenticate } from '../access/principal.ts';
import type { AuditTrail } from '../audit/trail.ts';
import { PublicError } from '../errors.ts';

export function auditedAuthentication(authenticate: Authenticate, audit: AuditTrail): Authenticate {
  return async (authorization) => {
    try {
      return await authenticate(authorization);
    } catch (error) {
      if (error instanceof PublicError) await audit.record(refusedSignIn(String(error.extensions['code'])));
      throw error;
    }
  };
}

/** Nothing that the token says is entered: whoever made it could have written anything into it. */
function refusedSignIn(code: string) {
  return {
    traceId: randomUUID(),
    kind: 'sign-in',
    operation: null,
    document: null,
    fields: [],
    role: null,
    subject: null,
    purpose: null,
    outcome: 'refused',
    code,
    read: [],
    changed: [],
    cases: [],
  } as const;
}
