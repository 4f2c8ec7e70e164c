// The applicant answers what a department found missing or wrong 补正, or hands in what was deferred.
import type { Material } from '../../catalogue/catalogue.ts';
import { neededMaterials, reviewForm } from '../../catalogue/deficiencies.ts';
import { neededParts } from '../../catalogue/plan.ts';
import type { JsonObject } from '../../departments/port.ts';
import { badInput } from '../../errors.ts';
import { holdDocuments, type Materials } from '../../materials/materials.ts';
import type { Owner } from '../../materials/sql.ts';
import type { CaseParticulars, CaseRecord } from '../case-record.ts';
import { bundlePart, type Edition } from '../editions.ts';
import { ownEvent } from '../history/own-event.ts';
import type { LockedCase } from '../locked-case.ts';
import type { SubmittedMaterial } from '../reception/application.ts';
import { asReviewed, keepDocuments } from '../reception/documents.ts';
import { contentOf } from '../reception/fingerprint.ts';
import { noticeOf } from '../reception/review.ts';
import type { Conflict, Deficient } from '../reception/submit-result.ts';
import type { AmendmentDraft } from '../record/amendments.ts';
import { record } from '../record/record.ts';
import { type CaseRow, type MaterialRecord, updateAnswers } from '../sql/cases.ts';
import { forgetMessages } from '../sql/deliveries.ts';
import { type ActionDependencies, actOnce } from './action.ts';
import { agencyOf } from './agency.ts';
import { refuseHandedAnswers } from './handed-answers.ts';

export interface Supplement {
  readonly idempotencyKey: string;
  /** Every deficient part where null. */
  readonly part: string | null;
  readonly form: JsonObject;
  readonly materials: readonly SubmittedMaterial[];
  readonly submittedBy: Owner;
  /** The case's agent hands it in, not the applicant. */
  readonly byAgent?: boolean;
}

export interface OpenMatter {
  readonly part: string;
  readonly material: Material | null;
  /** What the department wrote; null for a material that is still to come. */
  readonly reason: string | null;
}

export interface Supplemented {
  readonly __typename: 'CaseSupplemented';
  readonly record: CaseRecord;
}
export type SupplementResult = Supplemented | Deficient | Conflict;

/** Throws BAD_USER_INPUT where the case has nothing open that this could answer, or departments stand on other answers. */
export async function supplement(
  found: CaseRecord,
  content: Supplement,
  dependencies: ActionDependencies & {
    readonly reread: (row: CaseRow) => Promise<CaseRecord>;
    readonly materials: Materials;
  },
): Promise<SupplementResult> {
  const { idempotencyKey: key, ...rest } = content;
  // Before the case is locked: storing may take as long as the sender's document is large.
  const known = expected(found.edition, content.materials);
  const documents = await keepDocuments(dependencies.materials, known, content.submittedBy);
  const action = { caseId: found.row.id, action: 'supplement', key, content: fingerprinted(rest) } as const;
  const acted = await actOnce<Deficient | null>(action, dependencies, async (session, locked) => {
    const parts = answeredParts(locked, content);
    const merged = { ...locked.row.form, ...content.form };
    refuseOtherParts(locked, merged);
    const materials = mergeMaterials(locked.row.materials, content.materials);
    const { form, deficiencies } = reviewed(locked, merged, content.materials, materials);
    if (deficiencies.length > 0) {
      const notice = noticeOf(deficiencies, locked.edition);
      return { result: { __typename: 'CaseDeficient', deficiencies: notice }, keep: false, queued: [] };
    }
    refuseHandedAnswers(locked, form);
    await updateAnswers(session, locked.row.id, form, materials);
    await forgetMessages(session, locked.row.id);
    await holdDocuments(session, locked.row.id, documents);
    const now = dependencies.recorder.now();
    const actor = content.byAgent ? agencyOf(locked, now) : {};
    const deficient = parts.filter((code) => locked.fold.parts.get(code)?.state === 'DEFICIENT');
    const came = arrived(locked, content.materials);
    const events = [
      ...deficient.map((code) => ownEvent('RESUBMITTED', code, locked.fold, now, actor)),
      ...(came.length > 0
        ? [ownEvent('MATERIAL_RECEIVED', null, locked.fold, now, { materials: came, ...actor })]
        : []),
    ];
    const supplements = parts
      .filter((code) => isWithDepartment(locked, code))
      .map((code) => draftFor(code, locked, content));
    const { queued } = await record(session, locked, { events, supplements }, dependencies.recorder);
    return { result: null, keep: true, queued };
  });
  if (acted.kind === 'conflict') return { __typename: 'IdempotencyConflict' };
  if (acted.kind === 'done' && acted.result) return acted.result;
  return { __typename: 'CaseSupplemented', record: await dependencies.reread(found.row) };
}

/** Parts that still wait for the applicant: for an answer, or for a deferred material. */
export function openMatters(
  { row, edition }: Pick<CaseRecord, 'row' | 'edition'>,
  { fold }: CaseParticulars,
): OpenMatter[] {
  const deficient = [...fold.parts.values()].filter(({ state }) => state === 'DEFICIENT');
  return [
    ...deficient.map(({ code, reason }) => ({ part: code, material: null, reason })),
    ...deferredMaterials(edition, row).map(({ part, material }) => ({ part, material, reason: null })),
  ];
}

function deferredMaterials(edition: Edition, row: Pick<CaseRow, 'form' | 'materials'>) {
  const deferred = new Set(row.materials.filter(({ by }) => by === 'deferred').map(({ code }) => code));
  return neededMaterials(edition.bundle, neededParts(edition.bundle, row.form))
    .filter(({ material }) => deferred.has(material.code))
    .map(({ material, parts }) => ({ material, parts, part: parts[0] ?? '' }));
}

function answeredParts(locked: LockedCase, { part, materials }: Supplement): readonly string[] {
  const deficient = locked.parts
    .map(({ code }) => code)
    .filter((code) => locked.fold.parts.get(code)?.state === 'DEFICIENT');
  const given = new Set(materials.map(({ code }) => code));
  const deferred = deferredMaterials(locked.edition, locked.row)
    .filter(({ material }) => given.has(material.code))
    .flatMap(({ parts }) => parts);
  const open = [...new Set([...deficient, ...deferred])];
  const answered = part === null ? open : open.filter((code) => code === part);
  if (answered.length > 0) return answered;
  const waiting = deficient.length > 0 ? `open are: ${deficient.join(', ')}` : 'no department has asked for anything';
  const what = part ? `part "${part}" does not wait` : 'nothing waits';
  throw badInput(`Case ${locked.row.number}: ${what} for a supplement; ${waiting}.`);
}

/** Parts are written down at receipt, each with its key: an answer cannot add one, or take one away. */
function refuseOtherParts({ row, edition }: LockedCase, form: JsonObject): void {
  const chosen = (answers: JsonObject) => neededParts(edition.bundle, answers).map(({ code }) => code);
  if (chosen(form).join() === chosen(row.form).join()) return;
  throw badInput(`Case ${row.number}: these answers ask for other parts than it has; withdraw it and submit another.`);
}

/** Codes of the materials that had been deferred and are there now. */
function arrived({ row }: LockedCase, given: readonly SubmittedMaterial[]): readonly string[] {
  const deferred = new Set(row.materials.filter(({ by }) => by === 'deferred').map(({ code }) => code));
  return given.filter(({ code, by }) => deferred.has(code) && by !== 'deferred').map(({ code }) => code);
}

function isWithDepartment({ parts }: LockedCase, code: string): boolean {
  return parts.find((part) => part.code === code)?.delivery === 'ACKNOWLEDGED';
}

function draftFor(code: string, locked: LockedCase, { form, materials }: Supplement): AmendmentDraft {
  const { item } = bundlePart(locked, code);
  const asked = new Set(item.questions.map((question) => question.code));
  const wanted = new Set(item.materials.map((material) => material.code));
  return {
    part: code,
    kind: 'supplement',
    reason: '补正材料',
    payload: Object.fromEntries(Object.entries(form).filter(([question]) => asked.has(question))),
    materials: materials
      .filter((material) => wanted.has(material.code) && material.sha256 !== null)
      .map((material) => ({
        code: material.code,
        sha256: material.sha256 ?? '',
        name: material.name ?? material.code,
      })),
  };
}

/** One of each that the bundle knows; anything else is a defect, and not worth storing. */
function expected({ bundle }: Edition, given: readonly SubmittedMaterial[]): readonly SubmittedMaterial[] {
  return bundle.materials.flatMap(({ material }) => given.find(({ code }) => code === material.code) ?? []);
}

function mergeMaterials(
  before: readonly MaterialRecord[],
  given: readonly SubmittedMaterial[],
): readonly MaterialRecord[] {
  const replaced = new Set(given.map(({ code }) => code));
  const fresh = given.map(({ code, by, sha256, name, shared }) => ({ code, by, sha256, name, shared }));
  return [...before.filter(({ code }) => !replaced.has(code)), ...fresh];
}

/** Only what is new is judged as a document; what was received before was judged then. */
function reviewed(
  locked: LockedCase,
  form: JsonObject,
  given: readonly SubmittedMaterial[],
  all: readonly MaterialRecord[],
) {
  const fresh = new Map(given.map((material) => [material.code, material]));
  return reviewForm(locked.edition.bundle, {
    applicant: locked.row.applicantKind,
    form,
    materials: all.map((material) => {
      const renewed = fresh.get(material.code);
      return renewed ? asReviewed(renewed) : { code: material.code, kind: 'received' as const };
    }),
  });
}

function fingerprinted({ part, form, materials }: Omit<Supplement, 'idempotencyKey'>) {
  return { part, form, materials: materials.map(contentOf) };
}
