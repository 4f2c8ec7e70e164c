// A valid input of `submitCase`.
import type { InlineDocument } from './documents.ts';

export type Material =
  | { readonly code: string; readonly inline: InlineDocument }
  | { readonly code: string; readonly shared: string };

/** `SubmitCaseInput` of the schema. */
export interface Sample {
  readonly idempotencyKey: string;
  readonly bundle: string;
  readonly channel: 'WINDOW';
  readonly applicant:
    | { readonly person: { readonly number: string; readonly name: string; readonly phone: string } }
    | { readonly enterprise: { readonly creditCode: string; readonly name: string; readonly phone: string } };
  readonly form: Readonly<Record<string, unknown>>;
  readonly materials: readonly Material[];
}
