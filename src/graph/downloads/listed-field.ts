// The one list that an operation asks for, and the way to it. Works on an operation whose fragments are spread out.
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { badInput } from '../../errors.ts';

export interface PlacedField {
  readonly node: FieldNode;
  readonly parent: GraphQLObjectType;
  /** Name in the answer. */
  readonly key: string;
}

export interface ListedField {
  /** From the root to the list or the connection. */
  readonly way: readonly PlacedField[];
  /** The field that holds the rows: `nodes` of a connection, or the list itself. */
  readonly rows: PlacedField;
  readonly isConnection: boolean;
}

/** Lists that are a table where another one stands beside them. */
const TABLES = new Set(['rows', 'items']);

/** Throws BAD_USER_INPUT where the operation is no query of exactly one list. */
export function listedField(operation: OperationDefinitionNode, schema: GraphQLSchema): ListedField {
  const root = schema.getQueryType();
  if (operation.operation !== 'query' || !root) throw badInput('A download is a query; send one.');
  const way: PlacedField[] = [];
  let level = fieldsOf(operation.selectionSet, root);
  if (level.length !== 1) throw badInput('A download asks for one field at the root; send one query for each.');
  for (;;) {
    const next = nextOf(level);
    if (!next)
      throw badInput('A download is of one list: ask for a connection with its nodes, or for rows of statistics.');
    const { node, parent } = next;
    const type = parent.getFields()[node.name.value]?.type;
    const below = type && getNamedType(type);
    if (!type || !isObjectType(below)) {
      throw badInput(`Field "${node.name.value}" holds no rows that could be laid out as a table.`);
    }
    if (isListType(getNullableType(type))) return { way, rows: next, isConnection: false };
    way.push(next);
    level = fieldsOf(node.selectionSet, below);
    if ('nodes' in below.getFields() && 'pageInfo' in below.getFields()) {
      const rows = level.find(({ node: { name } }) => name.value === 'nodes');
      if (!rows) throw badInput(`A download of "${node.name.value}" needs its nodes; ask for them.`);
      return { way, rows, isConnection: true };
    }
  }
}

function nextOf(level: readonly PlacedField[]): PlacedField | undefined {
  const composite = level.filter(({ node, parent }) => {
    const type = parent.getFields()[node.name.value]?.type;
    return type && isCompositeType(getNamedType(type));
  });
  if (composite.length === 1) return composite[0];
  const tables = composite.filter(({ node }) => TABLES.has(node.name.value));
  return tables.length === 1 ? tables[0] : undefined;
}

/** Fields of a selection on an object type, those of inline fragments included. */
export function fieldsOf(set: SelectionSetNode | undefined, parent: GraphQLObjectType): readonly PlacedField[] {
  return (set?.selections ?? []).flatMap((selection): readonly PlacedField[] => {
    if (selection.kind === Kind.FIELD) {
      return [{ node: selection, parent, key: selection.alias?.value ?? selection.name.value }];
    }
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet, parent) : [];
  });
}
