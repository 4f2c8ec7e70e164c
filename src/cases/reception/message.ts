// What a department is handed for one part: made once, before the first attempt, from the form, facts fetched from the
// departments that hold them, and the evidence of other parts.

import type { BundlePart, Item } from '../../catalogue/catalogue.ts';
import { factQuestions } from '../../catalogue/fact-checks.ts';
import { mapPayload, payloadFacts } from '../../catalogue/payload.ts';
import { evidenceFor } from '../../catalogue/plan.ts';
import type { JsonObject, Submission } from '../../departments/port.ts';
import type { Departments } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import { centreDateTime } from '../clocks/centre-time.ts';
import { bundlePart } from '../editions.ts';
import type { LockedCase } from '../locked-case.ts';
import type { CaseRow } from '../sql/cases.ts';
import type { MadeUp } from '../sql/deliveries.ts';
import { fetchFacts } from './facts.ts';

/** What a message is made of, whether the case is on record already or not. */
export interface CaseView extends Pick<LockedCase, 'edition' | 'fold'> {
  readonly row: Pick<CaseRow, 'number' | 'applicant' | 'form' | 'materials' | 'receivedAt'>;
}

/** What a message says of the part that it is about. */
interface MessagePart {
  readonly code: string;
  readonly key: string;
}

/** The submission of a part, or what is missing for it. Throws `DepartmentFault` where a fact cannot be had now. */
export async function submissionOf(
  view: CaseView,
  part: MessagePart,
  departments: Departments,
  exchange: Exchange,
  callbackUrl: string,
): Promise<Submission | { readonly missing: string }> {
  const { byPart, fault } = await fetchFacts([wanting(view, part)], view.row.form, departments, exchange);
  if (fault) throw fault;
  return submissionFrom(view, part, byPart.get(part.code) ?? {}, callbackUrl);
}

/**
 * The submission of a part that becomes ready, made up beforehand; null where a department must be asked for it, or something is missing,
 * which whoever sends it finds and tells. `facts`: those of its item that are known.
 */
export function madeUp(view: CaseView, part: MessagePart, callbackUrl: string, facts: JsonObject = {}): MadeUp | null {
  const planned = wanting(view, part);
  const questions = factQuestions([planned], view.row.form);
  if (questions.some(({ name }) => !Object.hasOwn(facts, name))) return null;
  const content = submissionFrom(view, part, facts, callbackUrl);
  return 'missing' in content ? null : { content, submit: planned.item.submit };
}

/** The part with those of its item's facts alone that its message tells; others were asked for to check the application. */
function wanting(view: CaseView, { code }: MessagePart): BundlePart {
  const planned = bundlePart(view, code);
  const told = payloadFacts(planned.item);
  const facts = Object.fromEntries(Object.entries(planned.item.facts).filter(([name]) => told.has(name)));
  return { ...planned, item: { ...planned.item, facts } };
}

function submissionFrom(
  view: CaseView,
  part: MessagePart,
  facts: JsonObject,
  callbackUrl: string,
): Submission | { readonly missing: string } {
  const planned = bundlePart(view, part.code);
  const { row } = view;
  const applicant: JsonObject = { ...row.applicant };
  const evidence = evidenceFor(planned, new Map([...view.fold.parts].map(([code, folded]) => [code, folded.evidence])));
  const mapped = mapPayload(planned.item, {
    form: row.form,
    applicant,
    facts,
    evidence,
    case: { number: row.number, receivedAt: centreDateTime(row.receivedAt), part: part.key },
  });
  if (mapped.kind === 'incomplete') {
    return { missing: `无法生成申报：${mapped.missing.map(({ pointer }) => pointer).join('、')} 无值` };
  }
  return {
    key: part.key,
    caseNumber: row.number,
    item: {
      code: planned.item.code,
      name: planned.item.name.zh,
      implementationCode: planned.item.implementationCode,
    },
    applicant: row.applicant,
    payload: mapped.payload,
    materials: documentsOf(row, planned.item),
    receivedAt: centreDateTime(row.receivedAt),
    promise: planned.item.timeLimit,
    callbackUrl,
  };
}

/** The documents that an item needs, as far as they were handed in. */
export function documentsOf({ materials }: Pick<CaseRow, 'materials'>, item: Item): Submission['materials'] {
  const needed = new Set(item.materials.map(({ code }) => code));
  return materials
    .filter(({ code, sha256 }) => needed.has(code) && sha256 !== null)
    .map(({ code, sha256, name }) => ({ code, sha256: sha256 ?? '', name: name ?? code }));
}
