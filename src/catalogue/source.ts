// One YAML file of the catalogue with the line of each of its values, so that a fault can be found where it stands.
import { readFileSync } from 'node:fs';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

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

/** The file's value, or undefined where it is not YAML; every syntax fault and repeated key is collected. */
export function readSource(root: string, file: string, faults: FaultList): Source | undefined {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(`${root}/${file}`, 'utf8'), {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  for (const { message, pos } of document.errors) {
    faults.faults.push({ file, line: lines.linePos(pos[0]).line, message: `not valid YAML: ${message}` });
  }
  if (document.errors.length > 0) return undefined;
  const lineOf = (path: Path) => lines.linePos(startOf(document.contents, path)).line;
  return { file, value: document.toJS({ maxAliasCount: 100 }), lineOf };
}

/** The value at a path in the shape of a schema, or undefined with every violation collected. */
export function shaped<Schema extends z.ZodType>(
  source: Source,
  at: Path,
  schema: Schema,
  faults: FaultList,
): z.output<Schema> | undefined {
  const result = schema.safeParse(
    at.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], source.value),
  );
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

function startOf(contents: Node | null, path: Path): number {
  let node: unknown = contents;
  let start = contents?.range?.[0] ?? 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return start;
    start = next.start;
    node = next.node;
  }
  return start;
}

/** A key is where the eye looks for a value of a map, so its place counts. */
function stepInto(node: unknown, step: string | number): { node: unknown; start: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(step));
    if (!isPair(pair) || !isNode(pair.key)) return undefined;
    return { node: pair.value, start: pair.key.range?.[0] ?? 0 };
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { node: item, start: item.range?.[0] ?? 0 } : undefined;
  }
  return undefined;
}
