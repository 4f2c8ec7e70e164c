// How large a document is once its fragments are spread out. Each fragment is measured once, so that a small document that
// stands for a huge one is measured in the time of a small one. Pure; knows no schema.
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  Lexer,
  type SelectionSetNode,
  Source,
  TokenKind,
  visit,
} from 'graphql';

export interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly selections: number;
}

export interface DocumentMeasure extends Measure {
  readonly directives: number;
}

/** Tokens up to `max` and one more; what is no GraphQL at all ends the count, for the parser to explain. */
export function countTokens(text: string, max: number): number {
  const lexer = new Lexer(new Source(text));
  for (let count = 0; count <= max; count += 1) {
    try {
      if (lexer.advance().kind === TokenKind.EOF) return count;
    } catch {
      return count;
    }
  }
  return max + 1;
}

/** The largest of the document's operations and fragments in each respect: all of them are validated. */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Measure>();
  let largest = NOTHING;
  for (const definition of document.definitions) {
    if (!('selectionSet' in definition)) continue;
    const measure = measureSet(definition.selectionSet, fragments, known);
    largest = widest(largest, definition.kind === Kind.FRAGMENT_DEFINITION ? ofFragment(definition, measure) : measure);
  }
  return { ...largest, directives: countDirectives(document) };
}

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

const NOTHING: Measure = { depth: 0, aliases: 0, rootFields: 0, selections: 0 };

function measureSet(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Measure>,
): Measure {
  let sum = NOTHING;
  for (const selection of set.selections) {
    switch (selection.kind) {
      case Kind.FIELD: {
        const below = selection.selectionSet ? measureSet(selection.selectionSet, fragments, known) : NOTHING;
        const introspects = selection.name.value.startsWith('__');
        sum = added(sum, {
          depth: introspects ? 0 : below.depth + 1,
          aliases: below.aliases + (selection.alias ? 1 : 0),
          rootFields: 1,
          selections: below.selections + 1,
        });
        break;
      }
      case Kind.INLINE_FRAGMENT:
        sum = added(sum, measureSet(selection.selectionSet, fragments, known));
        break;
      case Kind.FRAGMENT_SPREAD:
        sum = added(sum, measureFragment(selection.name.value, fragments, known));
        break;
    }
  }
  return sum;
}

function measureFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Measure>,
): Measure {
  const found = known.get(name);
  if (found) return found;
  const fragment = fragments.get(name);
  if (!fragment) return NOTHING;
  // A ring of fragments is another rule's finding; here it ends.
  known.set(name, NOTHING);
  const measure = measureSet(fragment.selectionSet, fragments, known);
  known.set(name, measure);
  return measure;
}

function added(one: Measure, other: Measure): Measure {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    rootFields: one.rootFields + other.rootFields,
    selections: one.selections + other.selections,
  };
}

/** Alone a fragment has no root, and one of introspection has no depth either. */
function ofFragment({ typeCondition }: FragmentDefinitionNode, measure: Measure): Measure {
  const introspects = typeCondition.name.value.startsWith('__');
  return { ...measure, rootFields: 0, depth: introspects ? 0 : measure.depth };
}

function widest(one: Measure, other: Measure): Measure {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: Math.max(one.aliases, other.aliases),
    rootFields: Math.max(one.rootFields, other.rootFields),
    selections: Math.max(one.selections, other.selections),
  };
}

function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Directive: () => {
      count += 1;
    },
  });
  return count;
}

/** Levels of objects and lists in a JSON value, up to `max` and one more. */
export function jsonDepth(value: unknown, max: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (max === 0) return 1;
  let deepest = 0;
  for (const entry of Object.values(value)) deepest = Math.max(deepest, jsonDepth(entry, max - 1));
  return deepest + 1;
}
