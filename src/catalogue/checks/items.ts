// Faults of single definitions: schemas, codes, limits of time, and pointers of an item that lead nowhere.
import { parseImplementationCode } from '../../values/implementation-code.ts';
import type { Catalogue, Item, OfferedCapabilities } from '../catalogue.ts';
import { type CatalogueFiles, isUnknown, type Located } from '../files.ts';
import { schemaProblem } from '../form-schema.ts';
import { pointersOf } from '../payload.ts';
import { isObject, schemaAt, stepsOf } from '../pointer.ts';
import type { RawItem } from '../shapes/item.ts';
import type { Path } from '../source.ts';
import { pointerProblem } from './pointers.ts';
import { longerThan } from './time-limit-order.ts';

const LEVELS = ['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE'];

export function checkItems(
  files: CatalogueFiles,
  catalogue: Catalogue,
  offered?: ReadonlyMap<string, OfferedCapabilities>,
): void {
  checkSchemas(files);
  checkReads(files, offered);
  const implementationCodes = new Map<string, string>();
  for (const [code, entry] of files.items.entries) {
    const item = catalogue.items.get(code);
    if (!item) continue;
    const twin = implementationCodes.get(item.implementationCode);
    if (twin) entry.fault(['implementationCode'], `item "${twin}" has the same implementation code`);
    implementationCodes.set(item.implementationCode, code);
    checkCodes(entry, item);
    checkLimits(entry, catalogue);
    checkLists(entry);
    checkNames(files, entry);
    checkFacts(files, entry, offered);
    checkPointers(files, entry, item, catalogue);
  }
  checkProducers(files);
}

function checkSchemas({ questions, evidence, reads }: CatalogueFiles): void {
  const entries = [questions, evidence, reads].flatMap((shelf) => [...shelf.entries.values()]);
  const properties = Object.fromEntries(entries.map(({ raw }, index) => [index, raw.schema]));
  // All in one take half as long as each alone, and most starts find no fault. A reference may lead from one to another only there.
  const refers = JSON.stringify(properties).includes('"$ref"');
  if (!refers && schemaProblem({ type: 'object', properties }) === undefined) return;
  for (const { code, raw, fault } of entries) {
    const problem = schemaProblem(raw.schema);
    if (problem) fault(['schema'], `"${code}" is no valid JSON Schema: ${problem}`);
  }
}

function checkReads(files: CatalogueFiles, offered: ReadonlyMap<string, OfferedCapabilities> | undefined): void {
  for (const { code, raw, fault } of files.reads.entries.values()) {
    if (isUnknown(files.departments, raw.department)) {
      fault(['department'], `there is no department "${raw.department}"`);
    }
    const adapter = offered?.get(raw.department);
    if (adapter && !adapter.reads.includes(code))
      fault([], `the department ${raw.department} offers no read "${code}"`);
  }
  for (const { raw, fault } of files.purposes.entries.values()) {
    for (const department of Object.keys(raw.departmentCodes)) {
      if (isUnknown(files.departments, department)) {
        fault(['departmentCodes', department], `there is no department "${department}"`);
      }
    }
  }
}

function checkCodes(entry: Located<RawItem>, item: Item): void {
  const { implementationCode, department, level } = item;
  if (!parseImplementationCode(implementationCode)) return;
  if (!implementationCode.startsWith(department.creditCode)) {
    entry.fault(['implementationCode'], `does not begin with the credit code of the department "${department.code}"`);
  }
  if (LEVELS.indexOf(level) + 1 !== Number(implementationCode.charAt(18))) {
    entry.fault(['level'], `${level} is not the level ${implementationCode.charAt(18)} of the implementation code`);
  }
}

function checkLimits({ raw, fault }: Located<RawItem>, { service }: Catalogue): void {
  if (longerThan(raw.timeLimit, raw.statutoryLimit, service.workingDay)) {
    fault(['timeLimit'], 'the promised time limit is longer than the statutory one');
  }
  for (const [index, step] of raw.process.entries()) {
    if (longerThan(step.timeLimit, raw.timeLimit, service.workingDay)) {
      fault(['process', index, 'timeLimit'], `the step "${step.code}" may take longer than the whole item`);
    }
  }
}

function checkLists({ raw, fault }: Located<RawItem>): void {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['materials', raw.materials],
    ['questions', raw.questions],
    ['produces', raw.produces],
    ['licences', raw.licences],
    ['process', raw.process.map(({ code }) => code)],
    ['checks', raw.checks.map(({ code }) => code)],
    ['specialProcedures', raw.specialProcedures.map(({ code }) => code)],
  ];
  for (const [name, codes] of lists) {
    for (const [index, each] of codes.entries()) {
      if (codes.indexOf(each) !== index) fault([name, index], `"${each}" is listed twice`);
    }
  }
}

function checkNames(files: CatalogueFiles, { raw, fault }: Located<RawItem>): void {
  for (const [index, name] of raw.produces.entries()) {
    if (isUnknown(files.evidence, name)) {
      fault(['produces', index], `there is no evidence "${name}" in evidence.yaml`);
    }
  }
  for (const [index, { material }] of raw.sampleDocuments.entries()) {
    if (!raw.materials.includes(material)) {
      fault(['sampleDocuments', index, 'material'], `the item needs no material "${material}"`);
    }
  }
  const { reversal, siteVisit, specialProcedures } = raw;
  if (siteVisit?.procedure && !specialProcedures.some(({ code }) => code === siteVisit.procedure)) {
    fault(['siteVisit', 'procedure'], `the item has no special procedure "${siteVisit.procedure}"`);
  }
  if (reversal.by === 'TASK') {
    const task = files.tasks.entries.get(reversal.task);
    if (isUnknown(files.tasks, reversal.task)) {
      fault(['reversal'], `there is no task "${reversal.task}" in tasks.yaml`);
    } else if (task && !task.raw.undoes) fault(['reversal'], `the task "${reversal.task}" undoes nothing`);
  }
}

function checkFacts(
  files: CatalogueFiles,
  { raw, fault }: Located<RawItem>,
  offered: ReadonlyMap<string, OfferedCapabilities> | undefined,
): void {
  for (const [name, { read }] of Object.entries(raw.facts)) {
    if (isUnknown(files.reads, read)) {
      fault(['facts', name, 'read'], `there is no read "${read}" in reads.yaml`);
    }
  }
  const adapter = offered?.get(raw.department);
  if (offered && !adapter) fault(['department'], `no adapter serves the department "${raw.department}"`);
  if (adapter && !adapter.submits.includes(raw.submit)) {
    fault(
      ['submit'],
      `the department ${raw.department} offers no submission "${raw.submit}": ${adapter.submits.join(', ')}`,
    );
  }
}

function checkPointers(files: CatalogueFiles, entry: Located<RawItem>, item: Item, catalogue: Catalogue): void {
  const judge = (path: Path, pointer: string, roots: readonly string[]) => {
    const problem = pointerProblem(pointer, entry.raw, files, roots);
    if (problem) entry.fault(path, `${pointer} leads nowhere: ${problem}`);
  };
  for (const [name, { key }] of Object.entries(item.facts)) judge(['facts', name, 'key'], key, ['form']);
  for (const [index, { of, must, field }] of item.checks.entries()) {
    judge(['checks', index, 'of'], of, ['form', 'facts']);
    judge(['checks', index, 'field'], field, ['form']);
    if ('contain' in must) judge(['checks', index, 'must', 'contain'], must.contain, ['form', 'facts']);
  }
  for (const [field, source] of Object.entries(item.payload)) {
    for (const pointer of pointersOf(source)) judge(['payload', field], pointer, ROOTS);
    if (typeof source === 'object' && 'pick' in source) checkPick(entry, item, catalogue, field, source.pick);
  }
}

const ROOTS = ['form', 'applicant', 'facts', 'evidence', 'case'];

function checkPick(
  { raw, fault }: Located<RawItem>,
  item: Item,
  catalogue: Catalogue,
  field: string,
  pick: readonly string[],
): void {
  const source = raw.payload[field];
  for (const pointer of source === undefined ? [] : pointersOf(source)) {
    const [root, name = '', ...rest] = stepsOf(pointer);
    const schema =
      root === 'form'
        ? catalogue.questions.get(name)?.schema
        : catalogue.reads.get(item.facts[name]?.read ?? '')?.schema;
    const at = schema && schemaAt(schema, rest);
    const members = isObject(at?.['items']) ? at['items'] : at;
    for (const each of members ? pick : []) {
      if (members && schemaAt(members, [each.replace(/\?$/, '')]) === undefined) {
        fault(['payload', field, 'pick'], `${pointer} has no member "${each}" to pick`);
      }
    }
  }
}

/** Evidence is there to flow: some item must establish it. */
function checkProducers({ evidence, items }: CatalogueFiles): void {
  if (items.broken.size > 0) return;
  const produced = new Set([...items.entries.values()].flatMap(({ raw }) => raw.produces));
  for (const { code, fault } of evidence.entries.values()) {
    if (!produced.has(code)) fault([], `nobody produces the evidence "${code}"`);
  }
}
