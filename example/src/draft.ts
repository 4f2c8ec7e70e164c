// An application while it is filled in. It survives a reload together with its idempotency key, so that a submission whose
// answer was lost can be sent again and is still the same one.
import type { MaterialInput, SubmitCaseInput } from './generated/graphql.ts';
import type { Session } from './session.ts';

export interface DraftMaterial {
  readonly how: 'file' | 'shared' | 'deferred';
  readonly fileId?: string | undefined;
  readonly fileName?: string | undefined;
  /** Number of the department's record, where the form does not say it. */
  readonly number?: string | undefined;
}

export interface Draft {
  readonly idempotencyKey: string;
  readonly kind: 'person' | 'enterprise';
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly materials: Readonly<Record<string, DraftMaterial>>;
}

export interface Requirement {
  readonly code: string;
  readonly deferrable: boolean;
  readonly sharedFrom: { readonly code: string } | null;
}

export function openDraft(bundle: string, session: Session, isOfEnterprise: boolean): Draft {
  const stored = sessionStorage.getItem(keyOf(bundle));
  if (stored) return JSON.parse(stored) as Draft;
  return {
    idempotencyKey: crypto.randomUUID(),
    kind: isOfEnterprise ? 'enterprise' : 'person',
    number: session.role === 'front-end' && !isOfEnterprise ? session.subject : '',
    name: '',
    phone: '',
    form: {},
    materials: {},
  };
}

export function storeDraft(bundle: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(bundle), JSON.stringify(draft));
}

export function dropDraft(bundle: string): void {
  sessionStorage.removeItem(keyOf(bundle));
}

export function howOf({ sharedFrom }: Requirement, material: DraftMaterial | undefined): DraftMaterial['how'] {
  return material?.how ?? (sharedFrom ? 'shared' : 'file');
}

export function inputOf(
  bundle: string,
  draft: Draft,
  requirements: readonly Requirement[],
  session: Session,
): SubmitCaseInput {
  const { idempotencyKey, kind, number, name, phone, form } = draft;
  const reached = phone.trim() === '' ? {} : { phone: phone.trim() };
  return {
    idempotencyKey,
    bundle,
    channel: session.role === 'window' ? 'WINDOW' : 'ONLINE',
    applicant:
      kind === 'person'
        ? { person: { number: number.trim(), name: name.trim(), ...reached } }
        : { enterprise: { creditCode: number.trim(), name: name.trim(), ...reached } },
    form,
    materials: requirements.flatMap((requirement) => materialOf(requirement, draft) ?? []),
  };
}

/** Undefined where there is nothing yet: what is missing is for the gateway to say. */
function materialOf(requirement: Requirement, draft: Draft): MaterialInput | undefined {
  const { code } = requirement;
  const material = draft.materials[code];
  switch (howOf(requirement, material)) {
    case 'file':
      return material?.fileId ? { code, fileId: material.fileId } : undefined;
    case 'deferred':
      return { code, deferred: true };
    case 'shared': {
      const shared = material?.number?.trim() || recordOf(requirement, draft);
      return shared === '' ? undefined : { code, shared };
    }
  }
}

/** Under which number a department holds what concerns this application; empty while the form does not say it yet. */
export function recordOf({ sharedFrom }: Requirement, { form, number, kind }: Draft): string {
  const answer = { land: form['unitNumber'], licensing: form['creditCode'] }[sharedFrom?.code ?? ''];
  if (typeof answer === 'string') return answer;
  return sharedFrom?.code === 'police' || kind === 'enterprise' ? number.trim() : '';
}

function keyOf(bundle: string): string {
  return `example.draft.${bundle}`;
}
