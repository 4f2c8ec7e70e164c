// Operations that ask for everything the schema offers, generated from it: one for each field, and one for each field at the
// root with all that lies below.
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Texts of arguments by `Type.field(argument`, or by `(argument` for any field. */
export type Values = Readonly<Record<string, string>>;

export interface Path {
  /** `Type.field` of each step, from the root. */
  readonly steps: readonly string[];
  readonly query: string;
}

/** One query for each field that can be reached from the query type: the shortest way to it. */
export function pathToEveryField(schema: GraphQLSchema, values: Values): readonly Path[] {
  const root = schema.getQueryType();
  if (!root) return [];
  const paths: Path[] = [];
  const seen = new Set([root.name]);
  const queue: { type: GraphQLObjectType; steps: readonly string[]; open: string; close: string }[] = [
    { type: root, steps: [], open: '', close: '' },
  ];
  for (let place = queue.shift(); place; place = queue.shift()) {
    const { type, steps, open, close } = place;
    for (const field of Object.values(type.getFields())) {
      const call = callOf(type, field, values);
      if (call === undefined) continue;
      const below = getNamedType(field.type);
      const own = [...steps, `${type.name}.${field.name}`];
      const tail = isCompositeType(below) ? ' { __typename }' : '';
      paths.push({ steps: own, query: `{ ${open}${call}${tail} ${close}}` });
      for (const next of objectsOf(schema, below)) {
        if (seen.has(next.name)) continue;
        seen.add(next.name);
        const condition = next.name === below.name ? '' : `... on ${next.name} { `;
        const closing = next.name === below.name ? '} ' : '} } ';
        queue.push({ type: next, steps: own, open: `${open}${call} { ${condition}`, close: `${closing}${close}` });
      }
    }
  }
  return paths;
}

/** Everything below a field at the root, as far as the audience may ask; no type more than twice on the way down. */
export function everythingBelow(
  schema: GraphQLSchema,
  rootField: string,
  values: Values,
  mayAsk: (field: string) => boolean,
): string {
  const root = schema.getQueryType();
  const field = root?.getFields()[rootField];
  if (!root || !field) throw new Error(`The schema has no field ${rootField} at its root.`);
  const setOf = (type: GraphQLObjectType, above: readonly string[]): string => {
    const texts = Object.values(type.getFields()).flatMap((each) => {
      const call = mayAsk(`${type.name}.${each.name}`) ? callOf(type, each, values) : undefined;
      if (call === undefined) return [];
      const below = getNamedType(each.type);
      if (!isCompositeType(below)) return [call];
      const parts = objectsOf(schema, below).flatMap((next) => {
        if (above.filter((name) => name === next.name).length >= 2) return [];
        return [`... on ${next.name} ${setOf(next, [...above, next.name])}`];
      });
      return parts.length > 0 ? [`${call} { __typename ${parts.join(' ')} }`] : [];
    });
    return `{ __typename ${texts.join(' ')} }`;
  };
  const [type] = objectsOf(schema, getNamedType(field.type));
  const call = callOf(root, field, values);
  if (!type || call === undefined) throw new Error(`There are no values for the arguments of ${rootField}.`);
  return `{ ${call} ${setOf(type, [type.name])} }`;
}

function objectsOf(schema: GraphQLSchema, type: unknown): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** The field with its arguments; undefined where a required one has no value. */
function callOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, values: Values): string | undefined {
  const texts: string[] = [];
  for (const argument of field.args) {
    const value = values[`${type.name}.${field.name}(${argument.name}`] ?? values[`(${argument.name}`];
    if (value !== undefined) texts.push(`${argument.name}: ${value}`);
    else if (isRequiredArgument(argument)) return undefined;
  }
  return texts.length > 0 ? `${field.name}(${texts.join(', ')})` : field.name;
}

export interface PersonalValue {
  readonly field: string;
  readonly value: unknown;
}

/** Every value in an answer of a field that is marked as personal, wherever it stands. */
export function personalValues(answer: unknown, marked: ReadonlySet<string>): readonly PersonalValue[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if (Array.isArray(answer)) return answer.flatMap((entry) => personalValues(entry, marked));
  const object = answer as Readonly<Record<string, unknown>>;
  return Object.entries(object).flatMap(([name, value]) => {
    const field = `${String(object['__typename'])}.${name}`;
    return [...(marked.has(field) ? [{ field, value }] : []), ...personalValues(value, marked)];
  });
}

/** Every object of a type in an answer. */
export function objectsIn(answer: unknown, type: string): readonly Readonly<Record<string, unknown>>[] {
  if (typeof answer !== 'object' || answer === null) return [];
  if (Array.isArray(answer)) return answer.flatMap((entry) => objectsIn(entry, type));
  const object = answer as Readonly<Record<string, unknown>>;
  const below = Object.values(object).flatMap((entry) => objectsIn(entry, type));
  return object['__typename'] === type ? [object, ...below] : below;
}
