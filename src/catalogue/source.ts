// One YAML file of the catalogue with the line of each of its values, so that a fault can be found where it stands.
import { readFileSync } from 'node:fs';
import { EVENT_ID, type Event, getScalarValue, load, parseEvents, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import { kept } from '../kept.ts';

export interface Fault {
  /** Path below the catalogue's folder. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type Path = readonly (string | number)[];

export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Line of the value at a path, or of the deepest part of the path that exists. */
  readonly lineOf: (path: Path) => number;
}

/** Collects every fault instead of stopping at the first. */
export class FaultList {
  readonly faults: Fault[] = [];

  add(source: Source, path: Path, message: string): void {
    this.faults.push({ file: source.file, line: source.lineOf(path), message });
  }

  /** Every fault once, in the order of files and lines. */
  sorted(): readonly Fault[] {
    const unique = new Map(this.faults.map((fault) => [`${fault.file}:${fault.line}:${fault.message}`, fault]));
    return [...unique.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  }
}

const READER = 'YAML of the catalogue';

function readYaml(text: string): unknown {
  return load(text, { maxAliases: 100 });
}

/** The file's value, or undefined where it is not YAML or repeats a key; the first such fault is collected. */
export function readSource(root: string, file: string, faults: FaultList): Source | undefined {
  const text = readFileSync(`${root}/${file}`, 'utf8');
  try {
    return { file, value: kept(READER, text, readYaml), lineOf: (path) => lineAt(text, startOf(text, path)) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + 1;
    faults.faults.push({ file, line, message: `not valid YAML: ${error.reason}` });
    return undefined;
  }
}

/** The value at a path in the shape of a schema, or undefined with every violation collected. */
export function shaped<Schema extends z.ZodType>(
  source: Source,
  at: Path,
  schema: Schema,
  faults: FaultList,
): z.output<Schema> | undefined {
  const value = at.reduce<unknown>((whole, step) => (whole as Record<string, unknown>)[step], source.value);
  // Each shape is looked for a few times: to compile code for it first takes longer.
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = [...at, ...issue.path.filter((step) => typeof step !== 'symbol')];
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const where = path.length > 0 ? `${path.join('.')}: ` : '';
    for (const key of unknown) faults.add(source, [...path, key], `${where}nobody knows the key "${key}"`);
    if (unknown.length === 0) faults.add(source, path, `${where}${issue.message}`);
  }
  return undefined;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Only a fault asks for it, so that a start without one pays for no places. */
function startOf(text: string, path: Path): number {
  const events = parseEvents(text, {});
  let node = 1;
  let start = offsetOf(events[node]);
  for (const step of path) {
    const next = stepInto(events, node, step, text);
    if (next === undefined) return start;
    start = next.start;
    node = next.node;
  }
  return start;
}

/** A key is where the eye looks for a value of a map, so its place counts. */
function stepInto(events: Event[], node: number, step: string | number, text: string) {
  const isMap = events[node]?.type === EVENT_ID.MAPPING;
  if (!isMap && events[node]?.type !== EVENT_ID.SEQUENCE) return undefined;
  for (let [at, index] = [node + 1, 0]; events[at]?.type !== EVENT_ID.POP; index += 1) {
    const key = events[at];
    const value = isMap ? after(events, at) : at;
    const name = isMap ? key?.type === EVENT_ID.SCALAR && getScalarValue(text, key) : String(index);
    if (name === String(step)) return { node: value, start: offsetOf(key) };
    at = after(events, value);
  }
  return undefined;
}

/** The event behind a node and everything in it. */
function after(events: readonly Event[], node: number): number {
  let at = node;
  let depth = 0;
  do {
    const type = events[at]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    if (type === EVENT_ID.POP) depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}

function offsetOf(event: Event | undefined): number {
  if (event?.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE) return event.start;
  return event?.type === EVENT_ID.ALIAS ? event.anchorStart : 0;
}
