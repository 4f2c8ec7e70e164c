// What a clerk may do next with an application by hand, and what a step must say and may not: by the table of moves, the visits
// that are under way, and the item. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue, Item } from '../../catalogue/catalogue.ts';
import { allows } from '../../catalogue/form-schema.ts';
import type { JsonObject, ProgressKind } from '../../departments/port.ts';
import { badInput } from '../../errors.ts';
import { TASK_OF_MESSAGE } from '../../tasks/task-list.ts';
import { visitProgress } from '../clocks/site-visits.ts';
import type { CaseEvent } from '../history/events.ts';
import type { PartFold } from '../history/fold.ts';
import { movePart } from '../history/transitions.ts';
import type { TaskRow } from '../sql/tasks.ts';

/** A step as a clerk states it. */
export interface StatedStep {
  readonly step: ProgressKind;
  readonly reason: string | null;
  /** Code of the special procedure that a suspension is for. */
  readonly procedure: string | null;
  /** What an approval establishes, by its Chinese name. */
  readonly evidence: JsonObject;
  readonly licences: readonly { readonly kind: string; readonly number: string }[];
}

/** What of the catalogue a step is held against, beside its item. */
export type StepRules = Pick<Catalogue, 'evidence' | 'supervision'>;

/** Steps that decide about an application, and those that answer a request to withdraw it. */
const APPLICATION_STEPS = [
  'ACCEPTED',
  'NOT_ACCEPTED',
  'DEFICIENT',
  'SUSPENDED',
  'RESUMED',
  'APPROVED',
  'REFUSED',
] as const;
const NEED_REASON: ReadonlySet<ProgressKind> = new Set(['NOT_ACCEPTED', 'DEFICIENT', 'REFUSED', 'WITHDRAWAL_REFUSED']);

/**
 * What a clerk may do next; nothing where the task is another kind of work or is settled. An approval waits for what a site visit
 * finds to which the department was called.
 */
export function possibleSteps(
  { kind, settledAt }: Pick<TaskRow, 'kind' | 'settledAt'>,
  part: Pick<PartFold, 'code' | 'state' | 'wasApproved'>,
  events: readonly CaseEvent[],
): readonly ProgressKind[] {
  if (settledAt) return [];
  if (kind === TASK_OF_MESSAGE.withdrawal) {
    if (part.state !== 'WITHDRAWAL_PENDING') return [];
    return [part.wasApproved ? 'REVOKED' : 'WITHDRAWN', 'WITHDRAWAL_REFUSED'];
  }
  // While a withdrawal is pending, that is answered first.
  if (kind !== TASK_OF_MESSAGE.submission || part.state === 'WITHDRAWAL_PENDING') return [];
  const isVisiting = visitProgress(part.code, events) === 'OPEN';
  return APPLICATION_STEPS.filter(
    (step) => movePart(part.state, step) !== undefined && !(step === 'APPROVED' && isVisiting),
  );
}

/** What goes on record. Throws BAD_USER_INPUT for what the step lacks or has too much of. */
export function stepContent(
  stated: StatedStep,
  item: Item,
  rules: StepRules,
): Pick<StatedStep, 'reason' | 'evidence' | 'licences'> {
  const { step, reason, procedure, evidence, licences } = stated;
  if (NEED_REASON.has(step) && !reason) throw badInput(`${step} needs a reason, which the applicant reads.`);
  if ((step === 'SUSPENDED') !== (procedure !== null)) {
    throw badInput('A suspension, and nothing else, names its special procedure.');
  }
  if (step === 'APPROVED') checkGrant(stated, item, rules);
  else if (Object.keys(evidence).length > 0 || licences.length > 0) {
    throw badInput(`Only an approval establishes evidence or issues licences, and this is ${step}.`);
  }
  return { reason: procedure === null ? reason : pauseReason(procedure, reason, item, rules), evidence, licences };
}

function checkGrant({ evidence, licences }: StatedStep, item: Item, { evidence: known }: StepRules): void {
  for (const name of item.produces) {
    const schema = known.get(name)?.schema;
    const value = evidence[name];
    if (value === undefined || (schema && !allows(schema, value))) {
      throw badInput(
        `An approval of ${item.code} establishes "${name}"; give it in "evidence", as catalogue/evidence.yaml says.`,
      );
    }
  }
  const stray = Object.keys(evidence).find((name) => !item.produces.includes(name));
  if (stray !== undefined) throw badInput(`An approval of ${item.code} establishes no "${stray}".`);
  if (!isDeepStrictEqual(licences.map(({ kind }) => kind).sort(), [...item.licences].sort())) {
    throw badInput(`An approval of ${item.code} issues: ${item.licences.join(', ') || 'no licence'}.`);
  }
}

/** The kind comes first: by that the clock knows whether it stops. */
function pauseReason(code: string, reason: string | null, item: Item, { supervision }: StepRules): string {
  const allowed = [...item.specialProcedures, ...supervision.procedures];
  const found = allowed.find((procedure) => procedure.code === code);
  if (!found) {
    const codes = allowed.map((procedure) => procedure.code).join(', ');
    throw badInput(`Item ${item.code} has no special procedure "${code}"; it has: ${codes}.`);
  }
  return reason ? `${found.name.zh}：${reason}` : found.name.zh;
}
