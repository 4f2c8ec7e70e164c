// Everything that can be said of an application before it is received: formal defects, and contradictions with what departments
// hold. A department that cannot be asked holds nothing up.
import type { BundlePart, Material } from '../../catalogue/catalogue.ts';
import { type Deficiency, listed, reviewForm } from '../../catalogue/deficiencies.ts';
import { reviewFacts } from '../../catalogue/fact-checks.ts';
import { stepsOf } from '../../catalogue/pointer.ts';
import type { JsonObject } from '../../departments/port.ts';
import type { Departments } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import { centreDay } from '../clocks/centre-time.ts';
import type { Edition } from '../editions.ts';
import { agentDeficiencies } from './agents.ts';
import type { Application } from './application.ts';
import { asReviewed } from './documents.ts';
import { fetchFacts } from './facts.ts';

export interface Review {
  /** With defaults and normal forms; to be used only where there are no deficiencies. */
  readonly form: JsonObject;
  readonly parts: readonly BundlePart[];
  readonly deficiencies: readonly Deficiency[];
  /** What departments hold of it, by part; without what could not be asked. */
  readonly facts: ReadonlyMap<string, JsonObject>;
  /** Codes of departments that could not be asked now. */
  readonly uncheckedDepartments: readonly string[];
}

export interface ReviewDependencies {
  readonly departments: Departments;
  readonly exchange: Exchange;
  /** What an agent's letter must be. */
  readonly agentLetter: Material;
  readonly now: () => Date;
}

export async function reviewApplication(
  { bundle }: Edition,
  application: Pick<Application, 'applicant' | 'agent' | 'form' | 'materials'>,
  { departments, exchange, agentLetter, now }: ReviewDependencies,
): Promise<Review> {
  const { form, parts, deficiencies } = reviewForm(bundle, {
    applicant: application.applicant.kind,
    form: application.form,
    materials: application.materials.map(asReviewed),
  });
  const sound = withoutDefects(form, deficiencies);
  const facts = await fetchFacts(parts, sound, departments, exchange);
  return {
    form,
    parts,
    deficiencies: [
      ...agentDeficiencies(application, parts, agentLetter, centreDay(now()) as CivilDate),
      ...deficiencies,
      ...reviewFacts(parts, sound, facts.byPart),
    ],
    facts: facts.byPart,
    uncheckedDepartments: facts.unanswered,
  };
}

/** The one-time notice of these deficiencies. */
export function noticeOf(deficiencies: readonly Deficiency[], edition: Edition): readonly DeficiencyRecord[] {
  return listed(deficiencies).map((deficiency) => ({ deficiency, edition }));
}

/** Departments are not asked about answers that are wrong in themselves. */
function withoutDefects(form: JsonObject, deficiencies: readonly Deficiency[]): JsonObject {
  const wrong = new Set(deficiencies.flatMap(({ field }) => (field === null ? [] : stepsOf(field).slice(0, 1))));
  return Object.fromEntries(Object.entries(form).filter(([question]) => !wrong.has(question)));
}

export interface DeficiencyRecord {
  readonly deficiency: Deficiency;
  readonly edition: Edition;
}
