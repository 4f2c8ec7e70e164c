// The policy of docs/schema/README.md: what clients rely on is deprecated in a release, with what to use instead and two dates,
// before it is removed.
import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

type Element = GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField | GraphQLEnumValue;

/** Days from the deprecation to the removal, at least. */
const NOTICE_DAYS = 180;
const DAY_MS = 86_400_000;
const REASON = /^\S.*; since (\d{4}-\d{2}-\d{2}), removed after (\d{4}-\d{2}-\d{2})$/s;

interface Deprecation {
  readonly since: string;
  readonly until: string;
}

/** One line for each deprecation that does not say what the policy asks for. */
export function unfoundedDeprecations(schema: GraphQLSchema): readonly string[] {
  return [...elementsOf(schema)].flatMap(([path, { deprecationReason }]) => {
    if (deprecationReason == null || deprecationOf(deprecationReason)) return [];
    return [
      `${path} is deprecated without "… ; since yyyy-mm-dd, removed after yyyy-mm-dd", ${NOTICE_DAYS} days apart or more; ` +
        'see docs/schema/README.md',
    ];
  });
}

/** Whether the element under the path, or the type of that name, may be gone: its release announced it, and the day is over. */
export function mayBeGone(released: GraphQLSchema, path: string, today: string): boolean {
  const elements = elementsOf(released);
  const isDue = ({ deprecationReason }: Element) => {
    const deprecation = deprecationReason == null ? undefined : deprecationOf(deprecationReason);
    return deprecation !== undefined && deprecation.until < today;
  };
  const element = elements.get(path);
  if (element) return isDue(element);
  if (!released.getType(path)) return false;
  // A type goes with the last of what led to it.
  const leading = [...elements.values()].filter((each) => 'type' in each && getNamedType(each.type).name === path);
  return leading.length > 0 && leading.every(isDue);
}

function deprecationOf(reason: string): Deprecation | undefined {
  const [, since = '', until = ''] = REASON.exec(reason) ?? [];
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS;
  return days >= NOTICE_DAYS ? { since, until } : undefined;
}

/** By path: `Type.field`, `Type.field.argument`, `Input.field`, `Enum.VALUE`. */
function elementsOf(schema: GraphQLSchema): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) for (const value of type.getValues()) found.set(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) found.set(`${type.name}.${field.name}`, field);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      found.set(`${type.name}.${field.name}`, field);
      for (const argument of field.args) found.set(`${type.name}.${field.name}.${argument.name}`, argument);
    }
  }
  return found;
}
