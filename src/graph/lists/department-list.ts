// A page of what a department has on record, under a filter of which the department itself can answer a part. The rest is
// held against what it lists, up to a bound: a page that reaches it is short and tells from where to go on; what needs the whole
// list (its total, another order) is refused beyond it.
import { badInput, PublicError } from '../../errors.ts';
import type { Told } from '../as-of.ts';
import { decodeCursor, encodeCursor } from '../connection.ts';
import { type ReadPage, Scan } from './scan.ts';

/** Entries of a department that are looked at for one page or total. */
export const SCAN_MAX = 2_000;

export interface ListQuestion<Entry> {
  readonly sources: readonly ReadPage<Entry>[];
  readonly keyOf: (entry: Entry) => string;
  /** Null where the department's own answer needs no further look. */
  readonly keep: ((entry: Entry) => boolean) | null;
  /** Null: by key, as the departments list. */
  readonly order: Order<Entry> | null;
  readonly size: number;
  readonly after: string | null;
  /** What the department says itself; null where it says nothing of a list like this. */
  readonly known: (() => number | undefined) | null;
}

/** By a value whose text sorts as the value does; entries without one come last, equal ones by key. */
export interface Order<Entry> {
  readonly name: string;
  readonly valueOf: (entry: Entry) => string | null;
  readonly descending: boolean;
}

export interface ListedPage<Entry> {
  readonly items: readonly Entry[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  /** Throws QUERY_TOO_COMPLEX where the department would have to list more than is looked at. */
  readonly totalCount: () => Promise<number>;
}

/** As the schema shows a connection; its total is counted when it is asked for. */
export function shownPage<Entry extends object, Node>(
  page: ListedPage<Entry>,
  nodeOf: (entry: Entry) => Node,
): ShownPage<Node> {
  const { items, totalCount, ...pageInfo } = page;
  return { nodes: items.map(nodeOf), pageInfo, totalCount, told: items };
}

export interface ShownPage<Node> extends Told {
  readonly nodes: readonly Node[];
  readonly pageInfo: Omit<ListedPage<unknown>, 'items' | 'totalCount'>;
  /** A number where the list was known whole. */
  readonly totalCount: number | ListedPage<unknown>['totalCount'];
}

export function totalOf({ totalCount }: ShownPage<unknown>): number | Promise<number> {
  return typeof totalCount === 'number' ? totalCount : totalCount();
}

export async function listed<Entry>(question: ListQuestion<Entry>): Promise<ListedPage<Entry>> {
  const whole = once(() => wholeList(question));
  const page = question.order ? await orderedPage(question, question.order, whole) : await keyPage(question);
  const totalCount = async () => question.known?.() ?? (await whole()).length;
  return { ...page, hasPreviousPage: question.after !== null, totalCount };
}

type Page<Entry> = Pick<ListedPage<Entry>, 'items' | 'hasNextPage' | 'startCursor' | 'endCursor'>;

async function keyPage<Entry>({ sources, keyOf, keep, size, after }: ListQuestion<Entry>): Promise<Page<Entry>> {
  const from = after === null ? null : decodeCursor(after);
  const scan = new Scan(sources, keyOf, from);
  const items: Entry[] = [];
  let last = from;
  for (let looked = 0; looked < SCAN_MAX && items.length < size; looked += 1) {
    const taken = scan.take();
    const entry = taken instanceof Promise ? await taken : taken;
    if (entry === undefined) break;
    last = keyOf(entry);
    if (!keep || keep(entry)) items.push(entry);
  }
  const first = items[0];
  return {
    items,
    hasNextPage: scan.mayHaveMore(),
    startCursor: first === undefined ? null : encodeCursor(keyOf(first)),
    // Where the bound ended the page, the next one goes on behind what was looked at.
    endCursor: last === null || last === from ? null : encodeCursor(last),
  };
}

async function orderedPage<Entry>(
  { keyOf, size, after }: ListQuestion<Entry>,
  order: Order<Entry>,
  whole: () => Promise<readonly Entry[]>,
): Promise<Page<Entry>> {
  const placed = (await whole()).map((entry) => ({ entry, place: [order.valueOf(entry), keyOf(entry)] as const }));
  placed.sort((a, b) => compare(a.place, b.place, order.descending));
  const from = after === null ? undefined : placeOf(after, order);
  const start = from ? placed.findIndex(({ place }) => compare(place, from, order.descending) > 0) : 0;
  const page = start === -1 ? [] : placed.slice(start, start + size);
  const cursorOf = (each: (typeof page)[number] | undefined) =>
    each === undefined ? null : encodeCursor(JSON.stringify([order.name, ...each.place]));
  return {
    items: page.map(({ entry }) => entry),
    hasNextPage: start !== -1 && start + size < placed.length,
    startCursor: cursorOf(page.at(0)),
    endCursor: cursorOf(page.at(-1)),
  };
}

async function wholeList<Entry>({ sources, keyOf, keep }: ListQuestion<Entry>): Promise<readonly Entry[]> {
  const scan = new Scan(sources, keyOf, null);
  const items: Entry[] = [];
  for (let looked = 0; looked < SCAN_MAX; looked += 1) {
    const taken = scan.take();
    const entry = taken instanceof Promise ? await taken : taken;
    if (entry === undefined) return items;
    if (!keep || keep(entry)) items.push(entry);
  }
  if (!scan.mayHaveMore()) return items;
  throw new PublicError(
    'QUERY_TOO_COMPLEX',
    `A total or another order needs the whole list, and the department has more than ${SCAN_MAX} entries of it; ask for one county or for fewer keys, or go on page by page without them.`,
  );
}

type Place = readonly [value: string | null, key: string];

/** What has no value comes last either way. */
function compare([a, aKey]: Place, [b, bKey]: Place, descending: boolean): number {
  if (a === b) return aKey < bKey ? -1 : aKey > bKey ? 1 : 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b === descending ? 1 : -1;
}

function placeOf<Entry>(cursor: string, { name }: Order<Entry>): Place {
  const place = jsonOf(decodeCursor(cursor));
  if (Array.isArray(place) && place.length === 3 && place[0] === name && typeof place[2] === 'string') {
    const [, value, key] = place as [string, unknown, string];
    if (value === null || typeof value === 'string') return [value, key];
  }
  throw badInput('Argument "after" is not a cursor of this list; use the endCursor of the page before.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
