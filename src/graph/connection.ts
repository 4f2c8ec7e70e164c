// Relay connections over lists that are known whole, ordered by a key.
import { badInput } from '../errors.ts';

const FIRST_MAX = 100;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Connection<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The page size asked for; refused where it is not within 1 and 100. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (Number.isInteger(size) && size >= 1 && size <= FIRST_MAX) return size;
  throw badInput(`Argument "first" is ${size}; ask for 1 to ${FIRST_MAX}.`);
}

export function encodeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/** The key under a cursor; refused where it is not one that we gave out. */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (key !== '' && encodeCursor(key) === cursor) return key;
  throw badInput('Argument "after" is not a cursor of this list; use the endCursor of the page before.');
}

/** A page of a list that is ordered by `keyOf`. */
export function connectionOf<Node>(
  list: readonly Node[],
  keyOf: (node: Node) => string,
  { first, after }: PageArguments,
): Connection<Node> {
  const size = pageSize(first);
  const afterKey = after ? decodeCursor(after) : undefined;
  const start = afterKey === undefined ? 0 : list.findIndex((node) => keyOf(node) > afterKey);
  const from = start === -1 ? list.length : start;
  const nodes = list.slice(from, from + size);
  return { totalCount: list.length, nodes, pageInfo: pageInfo(nodes, keyOf, from > 0, from + size < list.length) };
}

export function pageInfo<Node>(
  nodes: readonly Node[],
  keyOf: (node: Node) => string,
  hasPreviousPage: boolean,
  hasNextPage: boolean,
): Connection<Node>['pageInfo'] {
  return new PageInfo(nodes, keyOf, hasPreviousPage, hasNextPage);
}

/** Cursors are made when they are asked for: of twenty connections on a page mostly none is gone on from. */
class PageInfo<Node> {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #nodes: readonly Node[];
  readonly #keyOf: (node: Node) => string;

  constructor(nodes: readonly Node[], keyOf: (node: Node) => string, hasPreviousPage: boolean, hasNextPage: boolean) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#nodes = nodes;
    this.#keyOf = keyOf;
  }

  get startCursor(): string | null {
    return this.#cursorOf(this.#nodes.at(0));
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.#nodes.at(-1));
  }

  #cursorOf(node: Node | undefined): string | null {
    return node === undefined ? null : encodeCursor(this.#keyOf(node));
  }
}
