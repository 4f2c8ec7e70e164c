// What a department is handed for one part: made once, before the first attempt, from the form, facts fetched from the
// departments that hold them, and the evidence of other parts.

import type { Item } from '../../catalogue/catalogue.ts';
import { mapPayload } from '../../catalogue/payload.ts';
import { evidenceFor } from '../../catalogue/plan.ts';
import type { JsonObject, Submission } from '../../departments/port.ts';
import type { Departments } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import { centreDateTime } from '../clocks/centre-time.ts';
import { bundlePart } from '../editions.ts';
import type { LockedCase } from '../locked-case.ts';
import { fetchFacts } from '../reception/facts.ts';
import type { CaseRow } from '../sql/cases.ts';
import type { PartRow } from '../sql/parts.ts';

export type CaseView = Pick<LockedCase, 'row' | 'edition' | 'fold'>;

/** The submission of a part, or what is missing for it. Throws `DepartmentFault` where a fact cannot be had now. */
export async function submissionOf(
  view: CaseView,
  part: PartRow,
  departments: Departments,
  exchange: Exchange,
  callbackUrl: string,
): Promise<Submission | { readonly missing: string }> {
  const planned = bundlePart(view, part.code);
  const { row } = view;
  const applicant: JsonObject = { ...row.applicant };
  const { byPart, fault } = await fetchFacts([planned], row.form, departments, exchange);
  if (fault) throw fault;
  const evidence = evidenceFor(planned, new Map([...view.fold.parts].map(([code, folded]) => [code, folded.evidence])));
  const mapped = mapPayload(planned.item, {
    form: row.form,
    applicant,
    facts: byPart.get(part.code) ?? {},
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
