// Answers that departments have been handed already. What one of them established, others stand on: nobody gets other answers
// than those that were checked, however the applicant answers afterwards.
import type { BundlePart } from '../../catalogue/catalogue.ts';
import { factQuestions } from '../../catalogue/fact-checks.ts';
import { mapPayload, pointersOf } from '../../catalogue/payload.ts';
import { sameJson } from '../../catalogue/pointer.ts';
import type { JsonObject, JsonValue } from '../../departments/port.ts';
import { badInput } from '../../errors.ts';
import { bundlePart } from '../editions.ts';
import type { LockedCase } from '../locked-case.ts';

const HANDED: ReadonlySet<string> = new Set(['SENT', 'UNKNOWN', 'ACKNOWLEDGED']);

/**
 * Throws BAD_USER_INPUT where a department would have been handed something else, and has not asked for it. What waits still, or
 * is asked for, may change.
 */
export function refuseHandedAnswers(locked: LockedCase, form: JsonObject): void {
  const changed = locked.parts
    .filter(({ code, delivery }) => HANDED.has(delivery) && locked.fold.parts.get(code)?.state !== 'DEFICIENT')
    .map(({ code }) => bundlePart(locked, code))
    .find((part) => !sameJson(toldOf(part, locked.row.form), toldOf(part, form)));
  if (!changed) return;
  throw badInput(
    `Case ${locked.row.number}: part "${changed.code}" stands on the answers given before, and its department has not asked for others; answer what was asked for alone, or withdraw the case and submit another.`,
  );
}

/** What the part's department is told of a form, and asked by it. */
function toldOf(part: BundlePart, form: JsonObject): JsonValue {
  const ofForm = Object.entries(part.item.payload).filter(([, source]) =>
    pointersOf(source).some((pointer) => pointer.startsWith('/form/')),
  );
  const context = { form, applicant: {}, facts: {}, evidence: {}, case: {} };
  const fields = ofForm.map(([field, source]) => {
    const mapped = mapPayload({ payload: { [field]: source } }, context);
    return [field, mapped.kind === 'mapped' ? (mapped.payload[field] ?? null) : null];
  });
  const asked = factQuestions([part], form).map(({ name, key }) => [name, key]);
  return { fields: Object.fromEntries(fields), asked: Object.fromEntries(asked) };
}
