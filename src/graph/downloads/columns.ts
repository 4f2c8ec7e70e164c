// The columns of a download, from what its operation asks of each row: one for each value, named by the way to it.
import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Column, ColumnType, Json, Row } from '../../downloads/table.ts';
import { fieldsOf, type ListedField, type PlacedField } from './listed-field.ts';

const types: Readonly<Record<string, ColumnType>> = {
  Int: 'INTEGER',
  Float: 'NUMBER',
  Boolean: 'BOOLEAN',
  JSONObject: 'JSON',
};
/** Keys of a group of statistics: as many as there are dimensions, the same in every row. */
const GROUP_KEY = 'DimensionValue';

/** `first`: a row of the answer, for what the operation does not tell. */
export function columnsOf(listed: ListedField, schema: GraphQLSchema, first: Row | undefined): readonly Column[] {
  const type = getNamedType(typeOf(listed.rows));
  const shared = sharedFields(listed).map((place) => ({
    name: place.key,
    path: [place.key],
    type: columnType(typeOf(place)),
  }));
  const own = type ? columnsIn(listed.rows.node.selectionSet, type, { schema, first, path: [] }) : [];
  // One field may stand in several branches of a union, or several times in a selection.
  return [...new Map([...shared, ...own].map((column) => [column.name, column])).values()];
}

/** Values that stand beside the list on the way to it, such as the cut-off of statistics: the same for every row. */
export function sharedFields({ way, isConnection }: ListedField): readonly PlacedField[] {
  const above = isConnection ? way.slice(0, -1) : way;
  return above.flatMap((place) => {
    const type = getNamedType(typeOf(place));
    const beside = isObjectType(type) ? fieldsOf(place.node.selectionSet, type) : [];
    return beside.filter((each) => {
      const own = typeOf(each);
      return own !== undefined && !isCompositeType(getNamedType(own)) && !isListType(getNullableType(own));
    });
  });
}

function typeOf({ node, parent }: PlacedField): GraphQLOutputType | undefined {
  return parent.getFields()[node.name.value]?.type;
}

interface Scope {
  readonly schema: GraphQLSchema;
  readonly first: Row | undefined;
  readonly path: readonly string[];
}

function columnsIn(
  set: SelectionSetNode | undefined,
  type: GraphQLNamedType | undefined,
  scope: Scope,
): readonly Column[] {
  return (set?.selections ?? []).flatMap((selection): readonly Column[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const below = condition === undefined ? type : scope.schema.getType(condition);
      return columnsIn(selection.selectionSet, below, scope);
    }
    if (selection.kind !== Kind.FIELD) return [];
    const path = [...scope.path, selection.alias?.value ?? selection.name.value];
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    return columnsOfField(fields[selection.name.value]?.type, selection.selectionSet, { ...scope, path });
  });
}

function columnsOfField(
  type: GraphQLOutputType | undefined,
  set: SelectionSetNode | undefined,
  scope: Scope,
): readonly Column[] {
  const { path } = scope;
  // Only `__typename` has no place in the schema.
  if (type === undefined) return [{ name: path.join('.'), path, type: 'TEXT' }];
  const named = getNamedType(type);
  if (isListType(getNullableType(type))) {
    if (named.name === GROUP_KEY) return groupColumns(scope);
    return [{ name: path.join('.'), path, type: 'JSON' }];
  }
  if (isCompositeType(named)) return columnsIn(set, named, scope);
  return [{ name: path.join('.'), path, type: columnType(type) }];
}

/** One column for each dimension and what was asked of it; named by the dimension, where that was asked. */
function groupColumns({ first, path }: Scope): readonly Column[] {
  const keys: Json | undefined = first?.[path[0] ?? ''];
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((key: Json, index) => {
    const parts = typeof key === 'object' && key !== null ? Object.entries(key) : [];
    const dimension = parts.find(([name]) => name === 'dimension')?.[1] ?? `${path.join('.')}.${index}`;
    return parts
      .filter(([name]) => name !== 'dimension')
      .map(([name]): Column => {
        const shown = name === 'value' ? String(dimension) : `${String(dimension)}.${name}`;
        return { name: shown, path: [...path, String(index), name], type: 'TEXT' };
      });
  });
}

function columnType(type: GraphQLOutputType | undefined): ColumnType {
  if (type === undefined) return 'TEXT';
  if (isListType(getNullableType(type))) return 'JSON';
  return types[getNamedType(type).name] ?? 'TEXT';
}
