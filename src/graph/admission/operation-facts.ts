// What can be told of a valid operation from its text alone, worked out once for each document that stays in the cache.
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type CostScope, type Costs, estimateCost, sliceIn, type Variables } from './cost.ts';
import { fragmentsOf } from './measure.ts';

export interface OperationFacts {
  /** Every field that is asked for anywhere, as `Type.field`. */
  readonly fields: ReadonlySet<string>;
  /** Names of the fields at the root, introspection aside. */
  readonly rootFields: readonly string[];
  /** Whether it is asked as of when facts hold. */
  readonly asksAge: boolean;
  /** Whether the schema itself is asked for. */
  readonly introspects: boolean;
  /** The most it may cost with these variables. */
  readonly cost: (variables: Variables) => number;
}

/** Costs are remembered for this many different sets of slicing variables. */
const COSTS_MAX = 100;

export type FactsOf = (document: DocumentNode, operation: OperationDefinitionNode) => OperationFacts;

export function openFacts(schema: GraphQLSchema, costs: Costs): FactsOf {
  const known = new WeakMap<OperationDefinitionNode, OperationFacts>();
  return (document, operation) => {
    const found = known.get(operation);
    if (found) return found;
    const facts = factsOf(schema, costs, document, operation);
    known.set(operation, facts);
    return facts;
  };
}

function factsOf(
  schema: GraphQLSchema,
  costs: Costs,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationFacts {
  const fragments = fragmentsOf(document);
  const slicing = new Set([...costs.values()].flatMap(({ slicingArguments }) => slicingArguments));
  const fields = new Set<string>();
  const slices = new Set<string>();
  let introspects = false;
  for (const definition of [operation, ...reached(operation.selectionSet, fragments)]) {
    const types = new TypeInfo(schema);
    const Field = (node: FieldNode) => {
      const [type, name] = [types.getParentType(), node.name.value];
      if (name === '__schema' || name === '__type') introspects = true;
      if (type && !name.startsWith('__') && !type.name.startsWith('__')) fields.add(`${type.name}.${name}`);
    };
    const Argument = ({ name, value }: ArgumentNode) => {
      if (slicing.has(name.value) && value.kind === Kind.VARIABLE) slices.add(value.name.value);
    };
    visit(definition, visitWithTypeInfo(types, { Field, Argument }));
  }
  const root = `${schema.getRootType(operation.operation)?.name}.`;
  const rootFields = [...fields].filter((field) => field.startsWith(root)).map((field) => field.slice(root.length));
  const cost = costFunction(operation, [...slices].sort(), { schema, costs, fragments });
  const asksAge = [...fields].some((field) => field.endsWith('.asOf'));
  return { fields, rootFields, asksAge, introspects, cost };
}

/** With the same values of the slicing variables the cost is the same. */
function costFunction(
  operation: OperationDefinitionNode,
  slices: readonly string[],
  scope: Omit<CostScope, 'variables'>,
): OperationFacts['cost'] {
  const known = new Map<string, number>();
  return (variables) => {
    const said = slices.map((name) => sliceIn(variables[name]));
    const values = said.map((value) => (typeof value === 'number' ? value : typeof value));
    const key = values.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const cost = estimateCost(operation, { ...scope, variables });
    if (known.size >= COSTS_MAX) known.clear();
    known.set(key, cost);
    return cost;
  };
}

/** The fragments that the selections lead to, each once. */
function reached(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FragmentDefinitionNode[] {
  const found = new Set<FragmentDefinitionNode>();
  const follow = (selections: SelectionSetNode): void => {
    visit(selections, {
      FragmentSpread: (node) => {
        const fragment = fragments.get(node.name.value);
        if (!fragment || found.has(fragment)) return;
        found.add(fragment);
        follow(fragment.selectionSet);
      },
    });
  };
  follow(set);
  return [...found];
}
