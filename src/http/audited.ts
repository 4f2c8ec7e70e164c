// What doors other than GraphQL enter in the audit trail, before they answer.
import { randomUUID } from 'node:crypto';
import type { Authenticate, Principal } from '../access/principal.ts';
import type { AuditDraft } from '../audit/entry.ts';
import type { AuditTrail } from '../audit/trail.ts';
import { PublicError } from '../errors.ts';

export type Entered = Pick<AuditDraft, 'kind' | 'fields'> &
  Partial<Pick<AuditDraft, 'purpose' | 'outcome' | 'code' | 'read' | 'changed' | 'cases'>>;

/** Resolves when the entry is durable; rejects where there may be no answer. */
export type Enter = (principal: Principal | null, entered: Entered) => Promise<void>;

export function enterIn(audit: AuditTrail): Enter {
  return (principal, entered) =>
    audit.record({
      traceId: randomUUID(),
      operation: null,
      document: null,
      role: principal?.role ?? null,
      subject: principal?.subject ?? null,
      purpose: null,
      outcome: 'answered',
      code: null,
      read: [],
      changed: [],
      cases: [],
      ...entered,
    });
}

/** Tokens that are refused are entered before their sender is told. Nothing that such a token says is: anybody could have made it. */
export function auditedAuthentication(authenticate: Authenticate, enter: Enter): Authenticate {
  return async (authorization) => {
    try {
      return await authenticate(authorization);
    } catch (error) {
      if (error instanceof PublicError) {
        const code = String(error.extensions['code']);
        await enter(null, { kind: 'sign-in', fields: [], outcome: 'refused', code });
      }
      throw error;
    }
  };
}
