// What one operation may ask for at most. Whoever asks for more is refused whole, before anything is read where that can be
// told in advance.
import type { Principal, Role } from '../access/principal.ts';
import { errorCodes, PublicError } from '../errors.ts';

/** Of a document, whoever sends it. Nesting, aliases and the like are counted with fragments spread out. */
export interface DocumentLimits {
  readonly characters: number;
  readonly tokens: number;
  /** Levels of fields; introspection is bounded by graphql's own rule. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Fields in all. */
  readonly selections: number;
  /** Levels of objects and lists in the variables. */
  readonly variableDepth: number;
}

export interface Limits extends DocumentLimits {
  /** Errors in one answer; what exceeds them is counted, not listed. */
  readonly errors: number;
  readonly bodyBytes: number;
  /** After this no field is begun any more. */
  readonly operationMs: number;
  /** Estimated in advance from `@cost` and `@listSize`. */
  readonly cost: Readonly<Record<Audience, number>>;
  /** Entries of all lists in an answer together. */
  readonly rows: Readonly<Record<Audience, number>>;
}

type Audience = Role | 'anonymous';

export const defaultLimits: Limits = {
  characters: 50_000,
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 10,
  directives: 30,
  selections: 600,
  variableDepth: 24,
  errors: 500,
  bodyBytes: 1024 * 1024,
  operationMs: 15_000,
  cost: {
    anonymous: 2_000,
    'front-end': 5_000,
    window: 10_000,
    analyst: 20_000,
    supervisor: 20_000,
    operator: 10_000,
  },
  rows: {
    anonymous: 1_000,
    'front-end': 2_000,
    window: 5_000,
    analyst: 10_000,
    supervisor: 10_000,
    operator: 5_000,
  },
};

/** A name for metrics: which limit was exceeded. */
export type LimitName = keyof DocumentLimits | 'cost' | 'rows' | 'operationMs';

export function audienceOf(principal: Principal | null): Audience {
  return principal?.role ?? 'anonymous';
}

export class LimitBreach extends PublicError {
  readonly limit: LimitName;

  constructor(limit: LimitName, found: string, remedy: string) {
    super('QUERY_TOO_COMPLEX', `${errorCodes.QUERY_TOO_COMPLEX.zh}：${found}; ${remedy}`);
    this.limit = limit;
  }
}

const WORDS = {
  characters: ['characters', 'split the document'],
  tokens: ['tokens', 'split the document'],
  depth: ['levels of fields', 'nest less deeply'],
  aliases: ['aliases', 'ask for less at once'],
  rootFields: ['fields at the root', 'ask for less at once'],
  directives: ['directives', 'leave some out'],
  selections: ['fields with all fragments spread out', 'ask for less at once'],
  variableDepth: ['levels of nesting in the variables', 'nest less deeply'],
} as const satisfies Record<keyof DocumentLimits, readonly [string, string]>;

/** Throws where the document has more than the limit allows. */
export function holdTo(limit: keyof DocumentLimits, found: number, { [limit]: max }: DocumentLimits): void {
  if (found <= max) return;
  const [what, remedy] = WORDS[limit];
  throw new LimitBreach(limit, `the operation has more than ${max} ${what}`, `${remedy}.`);
}
