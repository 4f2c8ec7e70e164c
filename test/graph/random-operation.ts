// Valid operations drawn at random from the schema, and what they cost once their answer is known.
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { Costs } from '../../src/graph/admission/cost.ts';

/** Numbers of 0 to 1, always the same for a seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Texts of values by `Type.field(argument`; fields whose required arguments have none are not asked for. */
export type ArgumentValues = Readonly<Record<string, () => string>>;

export interface Draw {
  readonly schema: GraphQLSchema;
  readonly random: () => number;
  readonly values: ArgumentValues;
  /** Whether a field, as `Type.field`, may be asked for. */
  readonly mayAsk: (field: string) => boolean;
}

const DEPTH_MAX = 9;

/** A query of the schema's query type, sometimes with fragments, aliases and directives. */
export function drawQuery(draw: Draw): string {
  const fragments: string[] = [];
  const type = draw.schema.getQueryType();
  if (!type) throw new Error('The schema has no query type.');
  let aliases = 0;
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(draw.random() * list.length)] as Value;

  const fieldText = (parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): string => {
    const args = field.args.flatMap(({ name }) => {
      const value = draw.values[`${parent.name}.${field.name}(${name}`] ?? draw.values[`(${name}`];
      return value && (draw.random() < 0.7 || isRequired(field, name)) ? [`${name}: ${value()}`] : [];
    });
    // An alias for every field with arguments: two of the same name must not differ in them.
    const alias = field.args.length > 0 ? `a${aliases++}: ` : '';
    const below = getNamedType(field.type);
    const set = isCompositeType(below) ? ` ${setText(below.name, depth + 1)}` : '';
    const directive = draw.random() < 0.03 ? ' @include(if: true)' : '';
    return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive}${set}`;
  };

  const setText = (typeName: string, depth: number): string => {
    const named = draw.schema.getType(typeName);
    if (isAbstractType(named)) {
      const parts = draw.schema.getPossibleTypes(named).map(({ name }) => `... on ${name} ${setText(name, depth)}`);
      return `{ __typename ${parts.join(' ')} }`;
    }
    if (!isObjectType(named)) return '';
    const usable = Object.values(named.getFields()).filter((field) => isUsable(draw, named, field, depth));
    const count = 1 + Math.floor(draw.random() * (depth === 0 ? 2 : 4));
    const chosen = new Set(Array.from({ length: count }, () => (usable.length > 0 ? pick(usable) : undefined)));
    const texts = [...chosen].flatMap((field) => (field ? [fieldText(named, field, depth)] : []));
    const body = texts.length > 0 ? texts.join(' ') : '__typename';
    if (depth > 0 && draw.random() < 0.15) {
      const name = `f${fragments.length}`;
      fragments.push(`fragment ${name} on ${typeName} { ${body} }`);
      return `{ ...${name} }`;
    }
    return `{ ${body} }`;
  };
  const operation = `query ${setText(type.name, 0)}`;
  return [operation, ...fragments].join('\n');
}

function isUsable(draw: Draw, type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): boolean {
  if (!draw.mayAsk(`${type.name}.${field.name}`)) return false;
  if (isCompositeType(getNamedType(field.type)) && depth >= DEPTH_MAX) return false;
  const required = field.args.filter((argument) => isRequiredArgument(argument));
  return required.every(({ name }) => `${type.name}.${field.name}(${name}` in draw.values || `(${name}` in draw.values);
}

function isRequired(field: GraphQLField<unknown, unknown>, name: string): boolean {
  return field.args.some((argument) => argument.name === name && isRequiredArgument(argument));
}

export interface Measured {
  readonly schema: GraphQLSchema;
  readonly costs: Costs;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** What the answer's objects cost, by the same weights as the estimate, with lists as long as they came. */
export function actualCost(operation: OperationDefinitionNode, data: unknown, measured: Measured): number {
  const type = measured.schema.getRootType(operation.operation);
  return type ? costOfObject(operation.selectionSet, type, data as Answer, measured) : 0;
}

type Answer = Readonly<Record<string, unknown>>;

function costOfObject(set: SelectionSetNode, type: GraphQLObjectType, answer: Answer, measured: Measured): number {
  let sum = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      sum += costOfField(selection, type, answer, measured);
      continue;
    }
    const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : measured.fragments.get(selection.name.value);
    const condition = part?.typeCondition && typeFromAST(measured.schema, part.typeCondition);
    if (part && (!condition || condition === type)) sum += costOfObject(part.selectionSet, type, answer, measured);
  }
  return sum;
}

function costOfField(node: FieldNode, type: GraphQLObjectType, answer: Answer, measured: Measured): number {
  const field = type.getFields()[node.name.value];
  if (!field) return 0;
  const weight = measured.costs.get(`${type.name}.${field.name}`)?.weight ?? 0;
  const value = answer[(node.alias ?? node.name).value];
  const below = getNamedType(field.type);
  const { selectionSet } = node;
  if (!selectionSet || !isCompositeType(below)) return weight;
  const isList = Array.isArray(value);
  const entries = isList ? value : [value];
  let sum = isList ? entries.length * weight : isListType(field.type) ? 0 : weight;
  for (const entry of entries as readonly (Answer | null)[]) {
    if (entry === null || entry === undefined) continue;
    const actual = isObjectType(below) ? below : measured.schema.getType(String(entry['__typename']));
    if (isObjectType(actual)) sum += costOfObject(selectionSet, actual, entry, measured);
  }
  return sum;
}
