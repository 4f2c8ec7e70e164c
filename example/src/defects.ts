// Defects that the gateway found, brought to the fields that they belong to.
import type { ErrorSchema } from '@rjsf/utils';
import { ErrorSchemaBuilder } from '@rjsf/utils';

export interface Defect {
  readonly code: string;
  /** JSON pointer into the form, with or without `/form` in front. */
  readonly field: string | null;
  readonly problem: string;
  readonly remedy: string;
  readonly material: { readonly code: string } | null;
}

export function textOf({ problem, remedy }: Defect): string {
  return `${problem}。${remedy}`.replaceAll('。。', '。');
}

export function formErrors(defects: readonly Defect[]): ErrorSchema {
  const builder = new ErrorSchemaBuilder();
  for (const defect of defects) {
    if (defect.field !== null) builder.addErrors(textOf(defect), stepsOf(defect.field));
  }
  return builder.ErrorSchema;
}

/** Where the page shows it: the id of a field of the form, or of a material; undefined for the application as a whole. */
export function placeOf({ field, material }: Defect): string | undefined {
  if (material) return `material-${material.code}`;
  if (field === null) return undefined;
  return ['root', ...stepsOf(field)].join('_');
}

function stepsOf(pointer: string): string[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps[0] === 'form' ? steps.slice(1) : steps;
}
