// What an operation may cost at most, told from its text and variables alone: `@cost` says what a field costs whenever it is
// asked for, `@listSize` how many entries a list may have. An object costs 1 for each time it may occur, a leaf nothing.
import {
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** What a field costs, from the SDL. */
export interface FieldCost {
  readonly weight: number;
  /** Entries of the list that the field is; undefined where it is none, or where its size is told from outside. */
  readonly assumedSize: number | undefined;
  /** Arguments that say how many entries (or hold one for each), and where those are: in the field itself or in fields below. */
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
}

export type Costs = ReadonlyMap<string, FieldCost>;

/** Where a list says nothing of its size. */
const UNDECLARED_SIZE = 100;
/** The most that a slicing argument may say anywhere; what is not a number will be refused later. */
const SLICE_MAX = 500;
const INTROSPECTION_COST = 1_000;

/** Costs by `Type.field`. */
export function readCosts(schema: GraphQLSchema): Costs {
  const [cost, listSize] = [schema.getDirective('cost'), schema.getDirective('listSize')];
  if (!cost || !listSize) throw new Error('The SDL lacks the directive @cost or @listSize.');
  const costs = new Map<string, FieldCost>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const own = field.astNode ? getDirectiveValues(cost, field.astNode) : undefined;
      const size = field.astNode ? getDirectiveValues(listSize, field.astNode) : undefined;
      costs.set(`${type.name}.${field.name}`, {
        weight: (own?.['weight'] as number | undefined) ?? (isCompositeType(getNamedType(field.type)) ? 1 : 0),
        assumedSize: size?.['assumedSize'] as number | undefined,
        slicingArguments: (size?.['slicingArguments'] as string[] | undefined) ?? [],
        sizedFields: (size?.['sizedFields'] as string[] | undefined) ?? [],
      });
    }
  }
  return costs;
}

export interface CostScope {
  readonly schema: GraphQLSchema;
  readonly costs: Costs;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

/** An upper bound for a valid operation whose selections are bounded. */
export function estimateCost(operation: OperationDefinitionNode, scope: CostScope): number {
  const root = scope.schema.getRootType(operation.operation);
  if (!root) return 0;
  return costOfSet(operation.selectionSet, root, NO_SIZES, withDefaults(operation, scope));
}

type Sizes = ReadonlyMap<string, number>;
const NO_SIZES: Sizes = new Map();

function withDefaults(operation: OperationDefinitionNode, scope: CostScope): CostScope {
  const variables: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (name in scope.variables) variables[name] = scope.variables[name];
    else if (defaultValue?.kind === Kind.INT) variables[name] = Number(defaultValue.value);
  }
  return { ...scope, variables };
}

/** `sizes`: how many entries the lists directly below have, where a field above has said so. */
function costOfSet(set: SelectionSetNode, type: GraphQLNamedType, sizes: Sizes, scope: CostScope): number {
  if (isAbstractType(type)) {
    // Only one of the possible types can come.
    return Math.max(0, ...scope.schema.getPossibleTypes(type).map((each) => costOfSet(set, each, sizes, scope)));
  }
  if (!isObjectType(type)) return 0;
  let sum = 0;
  for (const selection of set.selections) {
    switch (selection.kind) {
      case Kind.FIELD:
        sum += costOfField(selection, type.getFields()[selection.name.value], `${type.name}.`, sizes, scope);
        break;
      case Kind.INLINE_FRAGMENT:
        if (covers(selection.typeCondition?.name.value, type, scope.schema)) {
          sum += costOfSet(selection.selectionSet, type, sizes, scope);
        }
        break;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = scope.fragments.get(selection.name.value);
        if (fragment && covers(fragment.typeCondition.name.value, type, scope.schema)) {
          sum += costOfSet(fragment.selectionSet, type, sizes, scope);
        }
        break;
      }
    }
  }
  return sum;
}

function covers(condition: string | undefined, type: GraphQLNamedType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && isObjectType(type) && schema.isSubType(named, type);
}

function costOfField(
  node: FieldNode,
  field: GraphQLField<unknown, unknown> | undefined,
  prefix: string,
  sizes: Sizes,
  scope: CostScope,
): number {
  const name = node.name.value;
  if (name === '__schema' || name === '__type') return INTROSPECTION_COST;
  if (!field) return 0;
  const cost = scope.costs.get(prefix + name);
  const weight = cost?.weight ?? 0;
  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type)) return weight;
  const slice = cost && sliceOf(node, field, cost, scope);
  const below = slice === undefined || !cost ? NO_SIZES : new Map(cost.sizedFields.map((sized) => [sized, slice]));
  const entries = isListType(getNullableType(field.type))
    ? (sizes.get(name) ?? (cost?.sizedFields.length ? undefined : slice) ?? cost?.assumedSize ?? UNDECLARED_SIZE)
    : 1;
  // The weight of a list's field is spent on each entry: it stands for an object and what it takes to make it.
  return entries * (weight + costOfSet(node.selectionSet, type, below, scope));
}

/** What the slicing arguments say; the largest, where several do. */
function sliceOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  cost: FieldCost,
  scope: CostScope,
): number | undefined {
  const said = cost.slicingArguments.map((name) => {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    const fallback = field.args.find((argument) => argument.name === name)?.defaultValue;
    return given ? numberOf(given, scope.variables, fallback) : numberOr(fallback, 0);
  });
  return said.length === 0 ? undefined : Math.max(...said);
}

function numberOf({ value }: ArgumentNode, variables: Variables, fallback: unknown): number {
  if (value.kind === Kind.INT) return numberOr(Number(value.value), SLICE_MAX);
  if (value.kind === Kind.LIST) return value.values.length;
  if (value.kind !== Kind.VARIABLE) return SLICE_MAX;
  const given = sliceIn(variables[value.name.value]);
  // A variable that was left out leaves the argument's own default in force.
  return numberOr(given === undefined ? fallback : given, SLICE_MAX);
}

/** How much a variable asks for: its number, or as many as the list has that it holds. Undefined where it was left out. */
export function sliceIn(value: unknown): unknown {
  return Array.isArray(value) ? value.length : value;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 0 ? Math.min(value, SLICE_MAX) : fallback;
}
