// Enumerations in words, taken from the docstrings of the SDL, so that a screen and the schema can never differ. A role is told
// of those that it can meet in what it may ask for: the rest of the schema stays unseen.
import {
  type GraphQLEnumType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Principal } from '../access/principal.ts';
import { type Access, readAccess, refusalOf } from './admission/guard.ts';
import { type Wording, wordingOf } from './docstring.ts';

export interface ValueWords extends Wording {
  readonly value: string;
}

export interface EnumWords {
  readonly name: string;
  readonly values: readonly ValueWords[];
}

interface Place {
  readonly field: string;
  readonly enums: ReadonlySet<GraphQLEnumType>;
}

interface Dictionary {
  readonly access: Access;
  readonly places: readonly Place[];
}

const dictionaries = new WeakMap<GraphQLSchema, Dictionary>();

/** In the order of their names. */
export function enumWords(schema: GraphQLSchema, principal: Principal | null): readonly EnumWords[] {
  const { access, places } = dictionaryOf(schema);
  const met = places.filter(({ field }) => refusalOf([field], access, principal) === undefined);
  const enums = new Set(met.flatMap((place) => [...place.enums]));
  return [...enums].map(wordsOf).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The Chinese word for a value that everybody may see; the value itself where there is none. */
export function publicWords(schema: GraphQLSchema): (name: string, value: string) => string {
  const words = enumWords(schema, null).flatMap(({ name, values }) =>
    values.map(({ value, zh }) => [`${name}.${value}`, zh] as const),
  );
  const known = new Map(words);
  return (name, value) => known.get(`${name}.${value}`) ?? value;
}

/** What people call a value of an enumeration; undefined where it has none of this name. */
export function wordsOfValue(schema: GraphQLSchema, name: string, value: string): Wording | undefined {
  const type = schema.getType(name);
  return isEnumType(type) ? wordingOf(type.getValue(value)?.description) : undefined;
}

function dictionaryOf(schema: GraphQLSchema): Dictionary {
  const known = dictionaries.get(schema) ?? { access: readAccess(schema), places: placesOf(schema) };
  dictionaries.set(schema, known);
  return known;
}

/** Fields with the enumerations that they answer or are asked by. */
function placesOf(schema: GraphQLSchema): readonly Place[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const enums = new Set<GraphQLEnumType>();
      const answered = getNamedType(field.type);
      if (isEnumType(answered)) enums.add(answered);
      for (const argument of field.args) collect(argument.type, enums, new Set());
      return enums.size > 0 ? [{ field: `${type.name}.${field.name}`, enums }] : [];
    });
  });
}

function collect(type: GraphQLInputType, enums: Set<GraphQLEnumType>, seen: Set<string>): void {
  const named = getNamedType(type);
  if (isEnumType(named)) enums.add(named);
  if (!isInputObjectType(named) || seen.has(named.name)) return;
  seen.add(named.name);
  for (const field of Object.values(named.getFields())) collect(field.type, enums, seen);
}

function wordsOf(type: GraphQLEnumType): EnumWords {
  const values = type.getValues().map(({ name, description }) => {
    const wording = wordingOf(description);
    if (!wording) throw new Error(`${type.name}.${name} lacks words in one of the languages; complete its docstring.`);
    return { value: name, ...wording };
  });
  return { name: type.name, values };
}
