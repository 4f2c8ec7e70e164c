// Turns codes into what they name. An unknown code is a fault and is left out, so that the checks that follow see the rest.
import type { TimeLimit } from '../time/time-limit.ts';
import type {
  Bundle,
  BundleMaterial,
  BundlePart,
  Catalogue,
  Department,
  Item,
  Material,
  Question,
} from './catalogue.ts';
import { compensationOf } from './compensation.ts';
import { type CatalogueFiles, isUnknown, type Located, type Shelf } from './files.ts';
import { formSchema, mergeQuestions } from './form-schema.ts';
import type { RawBundle } from './shapes/bundle.ts';
import type { RawItem } from './shapes/item.ts';
import type { Path } from './source.ts';
import type { MeasureName } from './statistics-rules.ts';

export function resolve(files: CatalogueFiles): Catalogue {
  const departments = mapped(files.departments, ({ code, raw }): Department => ({ code, ...raw }));
  const materials = mapped(
    files.materials,
    (entry): Material => materialOf(entry, find('department', departments, files.departments)),
  );
  const questions = mapped(files.questions, ({ code, raw }): Question => ({ code, ...raw }));
  const items = new Map<string, Item>();
  for (const [code, entry] of files.items.entries) {
    const department = find('department', departments, files.departments)(entry, ['department'], entry.raw.department);
    if (department) items.set(code, itemOf(files, entry, department, materials, questions));
  }
  const bundles = mapped(files.bundles, (entry) => bundleOf(files, entry, items, questions));
  const purposes = mapped(files.purposes, ({ code, raw }) => ({ code, ...raw }));
  const findPurpose = find('purpose', purposes, files.purposes);
  const closedDepartment = find('department', departments, files.departments);
  return {
    fingerprint: files.fingerprint,
    departments,
    closings: mapped(files.closings, (entry) => {
      closedDepartment(entry, [], entry.code);
      return entry.raw;
    }),
    purposes,
    evidence: mapped(files.evidence, ({ code, raw }) => ({ name: code, ...raw })),
    materials,
    agentLetter: agentLetterOf(files, materials),
    questions,
    reads: mapped(files.reads, ({ code, raw }) => ({ name: code, ...raw })),
    tasks: mapped(files.tasks, ({ code, raw }) => ({ code, ...raw })),
    exports: mapped(files.exports, (entry) => {
      findPurpose(entry, ['purpose'], entry.raw.purpose);
      return { code: entry.code, ...entry.raw };
    }),
    items,
    bundles,
    calendars: [...files.calendars.entries.values()].map(({ raw }) => raw).sort((a, b) => a.year - b.year),
    service: serviceOf(files),
    supervision: supervisionOf(files),
    statistics: statisticsOf(files),
  };
}

type Find<Value> = (entry: Located<unknown>, path: Path, code: string) => Value | undefined;

function find<Value>(what: string, values: ReadonlyMap<string, Value>, shelf: Shelf<unknown>): Find<Value> {
  return (entry, path, code) => {
    const value = values.get(code);
    if (isUnknown(shelf, code)) entry.fault(path, `there is no ${what} "${code}"`);
    return value;
  };
}

function mapped<Raw, Value>(shelf: Shelf<Raw>, make: (entry: Located<Raw>) => Value): ReadonlyMap<string, Value> {
  return new Map([...shelf.entries].map(([code, entry]) => [code, make(entry)]));
}

function materialOf(
  entry: Located<Omit<Material, 'code' | 'sharedFrom'> & { readonly sharedFrom: string | null }>,
  department: Find<Department>,
): Material {
  const { sharedFrom, ...raw } = entry.raw;
  const holder = sharedFrom === null ? undefined : department(entry, ['sharedFrom'], sharedFrom);
  return { code: entry.code, ...raw, sharedFrom: holder ?? null };
}

function itemOf(
  files: CatalogueFiles,
  entry: Located<RawItem>,
  department: Department,
  materials: ReadonlyMap<string, Material>,
  questions: ReadonlyMap<string, Question>,
): Item {
  const { raw, code } = entry;
  const material = find('material', materials, files.materials);
  const question = find('question', questions, files.questions);
  return {
    code,
    ...raw,
    department,
    materials: raw.materials.flatMap((each, index) => material(entry, ['materials', index], each) ?? []),
    questions: raw.questions.flatMap((each, index) => question(entry, ['questions', index], each) ?? []),
    reversible: raw.reversal.by !== 'TASK',
  };
}

function bundleOf(
  files: CatalogueFiles,
  entry: Located<RawBundle>,
  items: ReadonlyMap<string, Item>,
  questions: ReadonlyMap<string, Question>,
): Bundle {
  const { raw, code } = entry;
  const item = find('item', items, files.items);
  const question = find('question', questions, files.questions);
  const parts = raw.parts.flatMap(({ item: itemCode, ...part }, index): BundlePart[] => {
    const found = item(entry, ['parts', index, 'item'], itemCode);
    return found ? [{ ...part, item: found }] : [];
  });
  const own = raw.questions.flatMap((each, index) => question(entry, ['questions', index], each) ?? []);
  const merged = mergeQuestions(own, parts, [...questions.keys()]);
  return {
    code,
    version: raw.version,
    name: raw.name,
    description: raw.description,
    applicants: raw.applicants,
    parts,
    materials: mergeMaterials(parts),
    questions: merged,
    form: { zh: formSchema(raw.name, merged, parts, 'zh'), en: formSchema(raw.name, merged, parts, 'en') },
    issuance: raw.issuance,
    compensation: compensationOf(raw.compensation, parts),
  };
}

function mergeMaterials(parts: readonly BundlePart[]): readonly BundleMaterial[] {
  const needed = new Map<string, { material: Material; parts: string[] }>();
  for (const { code, item } of parts) {
    for (const material of item.materials) {
      const entry = needed.get(material.code) ?? { material, parts: [] };
      if (!entry.parts.includes(code)) entry.parts.push(code);
      needed.set(material.code, entry);
    }
  }
  return [...needed.values()];
}

/** Without a readable supervision.yaml there is a fault, as there is without a service.yaml. */
function supervisionOf({ supervision }: CatalogueFiles): Catalogue['supervision'] {
  if (!supervision) {
    return { reportWithin: { amount: 1, unit: 'WORKING_DAY' }, acceptanceSteps: [], procedures: [], rules: [] };
  }
  const { rules, ...rest } = supervision.raw;
  return { ...rest, rules: Object.entries(rules).map(([id, rule]) => ({ id, ...rule })) };
}

/** The measures that are missing are faults of statistics.yaml. */
function statisticsOf({ statistics }: CatalogueFiles): Catalogue['statistics'] {
  const measures = Object.entries(statistics?.raw.measures ?? {});
  const reports = Object.entries(statistics?.raw.reports ?? {});
  return {
    smallGroups: statistics?.raw.smallGroups ?? { floor: 2, roles: [], together: [] },
    measures: new Map(measures.map(([name, measure]) => [name as MeasureName, measure])),
    reports: new Map(reports.map(([code, report]) => [code, { code, ...report }])),
  };
}

/** Without a known material there is a fault, and nothing of this value is ever handed out. */
function agentLetterOf(
  { service, materials: shelf }: CatalogueFiles,
  materials: ReadonlyMap<string, Material>,
): Material {
  const code = service?.raw.agentLetter ?? '';
  const found = service && find('material', materials, shelf)(service, ['agentLetter'], code);
  const none = { deferrable: false, deferral: null, sharedFrom: null, legalBasis: [], mediaTypes: [], bytesMax: 0 };
  return found ?? { code, name: { zh: '', en: '' }, ...none };
}

/** Without a readable service.yaml there is a fault, and nothing of this value is ever handed out. */
function serviceOf({ service }: CatalogueFiles): Catalogue['service'] {
  const never: TimeLimit = { amount: 1, unit: 'WORKING_DAY' };
  const basis = { zh: '无', en: 'none' };
  const limit = { ...never, legalBasis: basis };
  if (!service) {
    return {
      workingDay: { hours: [] },
      lights: { warningPercent: 0, yellowWorkingDays: 0, yellowHoursPercent: 0 },
      clocks: {
        notice: limit,
        supplement: limit,
        statute: { ...limit, extension: 0 },
        jointStatute: { ...limit, extension: 0 },
        delivery: limit,
        complaint: limit,
      },
      greenChannel: new Map(),
      frequency: { high: 1, low: 1 },
      downloads: { rowsPerDay: 1, atOnce: 1, keptHours: 1 },
    };
  }
  const { workingHours, agentLetter: _letter, greenChannel, ...rules } = service.raw;
  return { workingDay: { hours: workingHours }, greenChannel: new Map(Object.entries(greenChannel)), ...rules };
}
