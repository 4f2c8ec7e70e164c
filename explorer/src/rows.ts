// Makes tables of an answer: each list of objects in it, an object as one row, a scalar below it as one column.

export type Cell = string | number | boolean | null;

export interface Table {
  /** Where the list stands in the answer, such as `caseStatistics.rows`. */
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

type Json = Cell | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** The longest list first; where there is none, the answer itself as one row. `entries` says how many a list below a row has. */
export function tablesOf(data: unknown, entries: (count: number) => string): readonly Table[] {
  const lists = listsIn(data as Json, '').sort((one, other) => other.objects.length - one.objects.length);
  const found = lists.length > 0 ? lists : isObject(data as Json) ? [{ path: '', objects: [data as JsonObject] }] : [];
  return found.map(({ path, objects }) => table(path, objects, entries));
}

/** Places of the columns that hold numbers alone, of which a chart can be drawn. */
export function numericColumns({ columns, rows }: Table): readonly number[] {
  return columns.flatMap((_, place) => {
    const cells = rows.map((row) => row[place] ?? null).filter((cell) => cell !== null);
    return cells.length > 0 && cells.every((cell) => numberIn(cell) !== undefined) ? [place] : [];
  });
}

/** A number, or an amount of money, which comes as a decimal text. */
export function numberIn(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'string' && /^-?\d{1,13}\.\d+$/.test(cell) ? Number(cell) : undefined;
}

interface List {
  readonly path: string;
  readonly objects: readonly JsonObject[];
}

function listsIn(value: Json, path: string): List[] {
  if (isList(value)) {
    const objects = value.filter(isObject);
    return objects.length > 0 ? [{ path, objects }] : [];
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => listsIn(member, path ? `${path}.${name}` : name));
}

function table(path: string, objects: readonly JsonObject[], entries: (count: number) => string): Table {
  const flat = objects.map((object) => flattened(object, '', entries));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return { path, columns, rows: flat.map((row) => columns.map((column) => row.get(column) ?? null)) };
}

function flattened(object: JsonObject, prefix: string, entries: (count: number) => string): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const [name, value] of Object.entries(object)) {
    const column = prefix ? `${prefix}.${name}` : name;
    if (isList(value)) for (const [key, cell] of listCells(column, value, entries)) cells.set(key, cell);
    else if (isObject(value)) for (const [key, cell] of flattened(value, column, entries)) cells.set(key, cell);
    else cells.set(column, value);
  }
  return cells;
}

/** Dimensions become columns of their own; scalars are joined; other lists are counted. */
function listCells(
  column: string,
  list: readonly Json[],
  entries: (count: number) => string,
): readonly (readonly [string, Cell])[] {
  const objects = list.filter(isObject);
  if (objects.length === 0) return [[column, list.join(', ')]];
  const pairs = objects.map(({ dimension, value }) => [dimension, value] as const);
  const pivoted = pairs.every((pair) => pair.every((each) => typeof each === 'string'));
  if (pivoted) return pairs as readonly (readonly [string, Cell])[];
  return [[column, entries(objects.length)]];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
