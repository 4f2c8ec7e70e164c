// What a department is handed for one part: made once, before the first attempt, from the form, facts fetched from the
// departments that hold them, and the evidence of other parts.
import type { BundlePart } from '../catalogue/catalogue.ts';
import { mapPayload } from '../catalogue/payload.ts';
import { evidenceFor } from '../catalogue/plan.ts';
import { valueAt } from '../catalogue/pointer.ts';
import { DepartmentFault } from '../departments/fault.ts';
import type { JsonObject, JsonValue, KeyOf, ReadName, Submission } from '../departments/port.ts';
import type { Departments } from '../departments/registry.ts';
import type { Exchange } from '../departments/resilience.ts';
import { centreDateTime } from './centre-time.ts';
import type { LockedCase } from './record.ts';
import type { PartRow } from './sql/cases.ts';

export type CaseView = Pick<LockedCase, 'row' | 'edition' | 'fold'>;

/** The submission of a part. Throws `DepartmentFault` where a fact cannot be had now. */
export async function submissionOf(
  view: CaseView,
  part: PartRow,
  departments: Departments,
  exchange: Exchange,
  callbackUrl: string,
): Promise<Submission> {
  const planned = bundlePart(view, part.code);
  const { row } = view;
  const applicant: JsonObject = { ...row.applicant };
  const facts = await fetchFacts(planned, row.form, departments, exchange);
  const evidence = evidenceFor(planned, new Map([...view.fold.parts].map(([code, folded]) => [code, folded.evidence])));
  const mapped = mapPayload(planned.item, {
    form: row.form,
    applicant,
    facts,
    evidence,
    case: { number: row.number, receivedAt: centreDateTime(row.receivedAt), part: part.key },
  });
  if (mapped.kind === 'incomplete') {
    const pointers = mapped.missing.map(({ pointer }) => pointer).join(', ');
    throw new DepartmentFault('broken', `Part ${part.key} cannot be made up: ${pointers} lead nowhere.`);
  }
  const codes = new Set(planned.item.materials.map(({ code }) => code));
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
    materials: row.materials
      .filter(({ code, sha256 }) => codes.has(code) && sha256 !== null)
      .map(({ code, sha256, name }) => ({ code, sha256: sha256 ?? '', name: name ?? code })),
    receivedAt: centreDateTime(row.receivedAt),
    promise: planned.item.timeLimit,
    callbackUrl,
  };
}

export function bundlePart({ edition }: Pick<CaseView, 'edition'>, code: string): BundlePart {
  const part = edition.bundle.parts.find((each) => each.code === code);
  if (part) return part;
  throw new Error(`Bundle ${edition.bundle.code} (edition ${edition.id}) has no part "${code}".`);
}

async function fetchFacts(
  { item }: BundlePart,
  form: JsonObject,
  departments: Departments,
  exchange: Exchange,
): Promise<JsonObject> {
  const facts = await Promise.all(
    Object.entries(item.facts).map(async ([name, { read, key }]) => {
      const value = valueAt({ form }, key);
      return [name, typeof value === 'string' ? await fetchFact(read, value, departments, exchange) : null] as const;
    }),
  );
  return Object.fromEntries(facts);
}

async function fetchFact(read: string, key: string, departments: Departments, exchange: Exchange): Promise<JsonValue> {
  // The catalogue was held against the adapters' reads when it was loaded, so the name is one of theirs.
  const reader = departments.reader(read as ReadName);
  const [fact] = await reader.read([key as KeyOf<ReadName>], exchange);
  if (fact instanceof DepartmentFault) throw fact;
  return (fact ?? null) as unknown as JsonValue;
}
