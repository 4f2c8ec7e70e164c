// What a principal may see, decided from role, purpose and whose data it is. Deny by default.
import type { Principal } from './principal.ts';

/** Whose data a value is. An enterprise's is not personal; `holder` is somebody we have not asked about. */
export type Subject =
  | { readonly kind: 'person'; readonly number: string }
  | { readonly kind: 'enterprise' }
  | { readonly kind: 'holder'; readonly numbers: readonly string[] };

/** Codes of purposes and the roles that may state them, from `catalogue/purposes.yaml`. */
export type PurposeBinding = ReadonlyMap<string, readonly string[]>;

export interface Sight {
  readonly principal: Principal | null;
  /** The purpose in force: stated, known, and bound to the role; null otherwise. */
  readonly purpose: string | null;
}

/** The purpose in force: the token's own comes before the request's header. */
export function purposeInForce(
  principal: Principal | null,
  stated: string | undefined,
  purposes: PurposeBinding,
): string | null {
  const purpose = principal?.purpose ?? stated;
  if (!principal || purpose === undefined) return null;
  return purposes.get(purpose)?.includes(principal.role) ? purpose : null;
}

/** Whether personal data of the subject may be shown unmasked. */
export function seesPersonalData({ principal, purpose }: Sight, subject: Subject): boolean {
  if (subject.kind === 'enterprise') return true;
  if (!principal || purpose === null) return false;
  switch (principal.role) {
    case 'window':
    case 'supervisor':
      return true;
    case 'front-end':
      return subject.kind === 'person'
        ? subject.number === principal.subject
        : subject.numbers.includes(principal.subject);
    case 'analyst':
    case 'operator':
      return false;
  }
}

/** Whether the principal may go on from the subject to what is on record about it: a front end from its own citizen alone. */
export function reaches({ principal }: Sight, subject: Subject): boolean {
  if (principal?.role !== 'front-end') return principal !== null;
  switch (subject.kind) {
    case 'person':
      return subject.number === principal.subject;
    case 'holder':
      return subject.numbers.includes(principal.subject);
    case 'enterprise':
      return false;
  }
}

/** Whether the principal may know that this person is on record at all. */
export function knowsPerson({ principal }: Sight, number: string): boolean {
  return principal?.role !== 'front-end' || principal.subject === number;
}
