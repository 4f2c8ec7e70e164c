// The catalogue's folder as shaped files: which there are, and where each definition stands in them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { bundle } from './shapes/bundle.ts';
import type { Definitions } from './shapes/definitions.ts';
import * as shapes from './shapes/definitions.ts';
import { exportProfiles } from './shapes/exports.ts';
import { item } from './shapes/item.ts';
import { statistics } from './shapes/statistics.ts';
import { supervision } from './shapes/supervision.ts';
import { type FaultList, type Path, readSource, type Source, shaped } from './source.ts';

/** A definition and the place of it, so that a later check can point there. */
export interface Located<Raw> {
  readonly code: string;
  readonly raw: Raw;
  readonly fault: (path: Path, message: string) => void;
}

/** Definitions by code; `broken` names those that could not be read, which no reference should be blamed for. */
export interface Shelf<Raw> {
  readonly entries: ReadonlyMap<string, Located<Raw>>;
  /** The file itself could not be read: anything may stand in it. */
  readonly unreadable: boolean;
  readonly broken: ReadonlySet<string>;
}

export interface CatalogueFiles {
  readonly fingerprint: string;
  readonly departments: Shelf<z.output<typeof shapes.departments.entry>>;
  readonly closings: Shelf<z.output<typeof shapes.closings.entry>>;
  readonly purposes: Shelf<z.output<typeof shapes.purposes.entry>>;
  readonly evidence: Shelf<z.output<typeof shapes.evidence.entry>>;
  readonly materials: Shelf<z.output<typeof shapes.materials.entry>>;
  readonly questions: Shelf<z.output<typeof shapes.questions.entry>>;
  readonly reads: Shelf<z.output<typeof shapes.reads.entry>>;
  readonly tasks: Shelf<z.output<typeof shapes.tasks.entry>>;
  readonly exports: Shelf<z.output<typeof exportProfiles.entry>>;
  readonly items: Shelf<z.output<typeof item>>;
  readonly bundles: Shelf<z.output<typeof bundle>>;
  readonly calendars: Shelf<z.output<typeof shapes.calendarYear>>;
  readonly service: Located<z.output<typeof shapes.service>> | undefined;
  readonly supervision: Located<z.output<typeof supervision>> | undefined;
  readonly statistics: Located<z.output<typeof statistics>> | undefined;
}

/** True where nothing of that code is there, not even broken: what could not be read has its own fault. */
export function isUnknown(shelf: Shelf<unknown>, code: string): boolean {
  return !shelf.unreadable && !shelf.broken.has(code) && !shelf.entries.has(code);
}

const FOLDERS = ['items', 'bundles', 'calendars'];
const FILES = [
  'departments',
  'closings',
  'purposes',
  'evidence',
  'materials',
  'questions',
  'reads',
  'tasks',
  'exports',
  'service',
  'supervision',
  'statistics',
];

export function readFiles(root: string, faults: FaultList): CatalogueFiles {
  const names = namesIn(root, faults);
  const open = (file: string) => (names.includes(file) ? readSource(root, file, faults) : absent(file, faults));
  const folder = <Schema extends z.ZodType>(name: string, schema: Schema) =>
    shelfOfFolder(
      names.filter((file) => file.startsWith(`${name}/`)).map((file) => [file, open(file)]),
      schema,
      faults,
    );
  const service = open('service.yaml');
  const serviceRules = service && shaped(service, [], shapes.service, faults);
  const watch = open('supervision.yaml');
  const watchRules = watch && shaped(watch, [], supervision, faults);
  const figures = open('statistics.yaml');
  const figureRules = figures && shaped(figures, [], statistics, faults);
  return {
    fingerprint: fingerprintOf(root, names),
    departments: shelfOfFile(open('departments.yaml'), shapes.departments, faults),
    closings: shelfOfFile(open('closings.yaml'), shapes.closings, faults),
    purposes: shelfOfFile(open('purposes.yaml'), shapes.purposes, faults),
    evidence: shelfOfFile(open('evidence.yaml'), shapes.evidence, faults),
    materials: shelfOfFile(open('materials.yaml'), shapes.materials, faults),
    questions: shelfOfFile(open('questions.yaml'), shapes.questions, faults),
    reads: shelfOfFile(open('reads.yaml'), shapes.reads, faults),
    tasks: shelfOfFile(open('tasks.yaml'), shapes.tasks, faults),
    exports: shelfOfFile(open('exports.yaml'), exportProfiles, faults),
    items: folder('items', item),
    bundles: folder('bundles', bundle),
    calendars: folder('calendars', shapes.calendarYear),
    service: service && serviceRules ? located('service', serviceRules, service, [], faults) : undefined,
    statistics: figures && figureRules ? located('statistics', figureRules, figures, [], faults) : undefined,
    supervision: watch && watchRules ? located('supervision', watchRules, watch, [], faults) : undefined,
  };
}

/** Every `.yaml` of the catalogue, sorted; a file that nothing would read is a fault, not silence. */
function namesIn(root: string, faults: FaultList): readonly string[] {
  const names: string[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const below = entry.parentPath.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, '');
    const file = below ? `${below}/${entry.name}` : entry.name;
    const known = below
      ? FOLDERS.includes(below) && file.endsWith('.yaml')
      : FILES.includes(file.replace(/\.yaml$/, ''));
    if (known) names.push(file);
    else if (/\.ya?ml$/.test(file)) faults.faults.push({ file, line: 1, message: 'nothing reads this file' });
  }
  return names.sort();
}

function absent(file: string, faults: FaultList): undefined {
  faults.faults.push({ file, line: 1, message: 'the file is missing' });
  return undefined;
}

/** A definition that breaks its shape is left out alone: what is wrong with the others is told as well. */
function shelfOfFile<Raw>(source: Source | undefined, { key, entry }: Definitions<Raw>, faults: FaultList): Shelf<Raw> {
  const value = source && shaped(source, [], z.record(z.string(), z.unknown(), 'no definitions by code'), faults);
  if (!source || !value) return { entries: new Map(), unreadable: true, broken: new Set() };
  const entries = new Map<string, Located<Raw>>();
  const broken = new Set<string>();
  for (const code of Object.keys(value)) {
    const named = key.safeParse(code);
    if (!named.success) faults.add(source, [code], `${code}: ${named.error.issues[0]?.message ?? 'not a code'}`);
    const raw = shaped(source, [code], entry, faults);
    if (raw !== undefined && named.success) entries.set(code, located(code, raw, source, [code], faults));
    else broken.add(code);
  }
  return { entries, unreadable: false, broken };
}

function shelfOfFolder<Schema extends z.ZodType>(
  files: readonly (readonly [string, Source | undefined])[],
  schema: Schema,
  faults: FaultList,
): Shelf<z.output<Schema>> {
  const entries = new Map<string, Located<z.output<Schema>>>();
  const broken = new Set<string>();
  for (const [file, source] of files) {
    const code = file.slice(file.indexOf('/') + 1, -'.yaml'.length);
    const raw = source && shaped(source, [], schema, faults);
    if (source && raw !== undefined) entries.set(code, located(code, raw, source, [], faults));
    else broken.add(code);
  }
  return { entries, unreadable: false, broken };
}

function located<Raw>(code: string, raw: Raw, source: Source, prefix: Path, faults: FaultList): Located<Raw> {
  return { code, raw, fault: (path, message) => faults.add(source, [...prefix, ...path], message) };
}

function fingerprintOf(root: string, names: readonly string[]): string {
  const hash = createHash('sm3');
  for (const name of names) {
    const bytes = readFileSync(`${root}/${name}`);
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
