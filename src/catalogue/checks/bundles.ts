// Faults of bundles: the evidence graph, materials and questions asked twice, joint issue, and the policy.
import type { JsonObject, JsonValue } from '../../departments/port.ts';
import type { Bundle, BundlePart, Catalogue } from '../catalogue.ts';
import type { CatalogueFiles, Located } from '../files.ts';
import { allowsConstant } from '../form-schema.ts';
import { pointersOf } from '../payload.ts';
import { sameJson, stepsOf } from '../pointer.ts';
import type { RawBundle } from '../shapes/bundle.ts';
import { checkCompensation } from './compensation.ts';
import { cycleIn } from './cycle.ts';

export function checkBundles(files: CatalogueFiles, catalogue: Catalogue): void {
  for (const [code, entry] of files.bundles.entries) {
    const bundle = catalogue.bundles.get(code);
    if (!bundle) continue;
    checkParts(entry);
    // The checks below speak of items: with one missing they would blame what is not at fault.
    if (bundle.parts.length < entry.raw.parts.length) continue;
    const acyclic = checkGraph(entry);
    checkEvidence(entry, bundle);
    checkConditions(files, entry, bundle);
    checkAskedOnce(entry, bundle);
    checkIssuance(entry, bundle);
    if (acyclic) checkCompensation(entry, bundle, catalogue);
  }
}

function checkParts({ raw, fault }: Located<RawBundle>): void {
  const codes = raw.parts.map(({ code }) => code);
  for (const [index, { code, needs }] of raw.parts.entries()) {
    if (codes.indexOf(code) !== index) fault(['parts', index, 'code'], `the part "${code}" is listed twice`);
    for (const [at, { part }] of needs.entries()) {
      if (!codes.includes(part)) fault(['parts', index, 'needs', at, 'part'], `the bundle has no part "${part}"`);
    }
    for (const [at, need] of needs.entries()) {
      const names = needs.map(({ evidence }) => evidence);
      if (names.indexOf(need.evidence) !== at) {
        fault(['parts', index, 'needs', at, 'evidence'], `"${code}" needs the evidence "${need.evidence}" twice`);
      }
    }
  }
}

function checkGraph({ raw, fault }: Located<RawBundle>): boolean {
  const cycle = cycleIn(new Map(raw.parts.map(({ code, needs }) => [code, needs.map(({ part }) => part)])));
  if (!cycle) return true;
  const index = raw.parts.findIndex(({ code }) => code === cycle[0]);
  fault(['parts', index, 'needs'], `parts wait for each other in a circle: ${cycle.join(' needs ')}`);
  return false;
}

function checkEvidence({ fault }: Located<RawBundle>, { parts }: Bundle): void {
  for (const [index, { code, item, needs }] of parts.entries()) {
    for (const [at, { part, evidence }] of needs.entries()) {
      const prerequisite = parts.find((each) => each.code === part);
      if (prerequisite && !prerequisite.item.produces.includes(evidence)) {
        const others = parts.filter((each) => each.item.produces.includes(evidence)).map((each) => each.code);
        const hint = others.length > 0 ? `, "${others.join('", "')}" does` : ', and nobody in the bundle does';
        fault(['parts', index, 'needs', at], `"${part}" does not produce the evidence "${evidence}"${hint}`);
      }
    }
    for (const [field, pointer] of evidencePointers(item.payload)) {
      const name = stepsOf(pointer)[1] ?? '';
      if (!needs.some(({ evidence }) => evidence === name)) {
        const why = `its item "${item.code}" maps ${pointer} to "${field}"`;
        fault(['parts', index], `the part "${code}" does not need the evidence "${name}", although ${why}`);
      }
    }
  }
}

function evidencePointers(payload: BundlePart['item']['payload']): readonly (readonly [string, string])[] {
  return Object.entries(payload).flatMap(([field, source]) =>
    pointersOf(source)
      .filter((pointer) => pointer.startsWith('/evidence/'))
      .map((pointer) => [field, pointer] as const),
  );
}

function checkConditions(
  files: CatalogueFiles,
  { raw, fault }: Located<RawBundle>,
  { parts, questions }: Bundle,
): void {
  const asked = new Set([
    ...raw.questions,
    ...parts.flatMap(({ item }) => files.items.entries.get(item.code)?.raw.questions ?? []),
  ]);
  for (const [index, { code, when, needs }] of parts.entries()) {
    const question = when && questions.find((each) => each.question.code === when.question)?.question;
    if (when && !asked.has(when.question))
      fault(['parts', index, 'when', 'question'], `the bundle asks no question "${when.question}"`);
    if (when && question && !answerable(question.schema, when.is)) {
      fault(['parts', index, 'when', 'is'], `no answer to "${when.question}" can be ${JSON.stringify(when.is)}`);
    }
    for (const [at, { part }] of needs.entries()) {
      const condition = parts.find((each) => each.code === part)?.when ?? null;
      if (condition && !(when && sameJson({ ...condition }, { ...when }))) {
        fault(['parts', index, 'needs', at], `"${code}" needs "${part}", which some cases do not have`);
      }
    }
  }
}

/** A schema that does not compile has its own fault. */
function answerable(schema: JsonObject, value: JsonValue): boolean {
  try {
    return allowsConstant(schema, value);
  } catch {
    return true;
  }
}

/** R28: asked once. The same name under two codes is the same thing asked twice. */
function checkAskedOnce({ raw, fault }: Located<RawBundle>, bundle: Bundle): void {
  const things: readonly (readonly Asked[])[] = [
    bundle.materials.map(({ material, parts }) => ({ code: material.code, name: material.name.zh, parts })),
    bundle.questions.map(({ question, parts }) => ({ code: question.code, name: question.title.zh, parts })),
  ];
  for (const asked of things) {
    for (const [index, { code, name, parts }] of asked.entries()) {
      const twin = asked.slice(0, index).find((each) => sameName(each.name, name));
      const part = raw.parts.findIndex((each) => each.code === parts[0]);
      if (twin)
        fault(part < 0 ? ['questions'] : ['parts', part], `${name} is asked twice: as "${twin.code}" and as "${code}"`);
    }
  }
  for (const [index, code] of raw.questions.entries()) {
    if (raw.questions.indexOf(code) !== index) fault(['questions', index], `"${code}" is listed twice`);
  }
}

interface Asked {
  readonly code: string;
  readonly name: string;
  readonly parts: readonly string[];
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').replaceAll(/[\s\p{P}]/gu, '');
  return plain(a) === plain(b);
}

function checkIssuance({ fault }: Located<RawBundle>, { parts, issuance }: Bundle): void {
  for (const [index, code] of issuance.group.entries()) {
    const part = parts.find((each) => each.code === code);
    if (!part) fault(['issuance', 'group', index], `the bundle has no part "${code}"`);
    else if (part.item.licences.length === 0) fault(['issuance', 'group', index], `"${code}" issues no licence`);
    else if (part.when && issuance.rule !== 'AVAILABLE') {
      fault(['issuance', 'group', index], `"${code}" is not in every case, so that a joint issue cannot wait for it`);
    }
    if (issuance.group.indexOf(code) !== index) fault(['issuance', 'group', index], `"${code}" is listed twice`);
  }
  if (issuance.rule === 'LEAD' && !issuance.group.includes(issuance.lead)) {
    fault(['issuance', 'lead'], `the lead "${issuance.lead}" is not in the group`);
  }
  for (const { code, item } of parts) {
    if (item.licences.length > 0 && !issuance.group.includes(code)) {
      fault(
        ['issuance', 'group'],
        `"${code}" issues a licence (${item.licences.join('、')}) that no rule would release`,
      );
    }
  }
}
