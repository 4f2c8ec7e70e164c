// What the SDL must say of every field: who may ask for it, and how long its lists are. A field that says nothing fails here.
import {
  buildSchema,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { readCosts } from '../../src/graph/admission/cost.ts';
import { readAccess } from '../../src/graph/admission/guard.ts';
import { buildSchema as buildOurs } from '../../src/graph/schema.ts';
import { filesOf, textOf } from '../architecture/files.ts';

const schema = await buildOurs();
const directives = textOf('schema/common.graphql').slice(
  0,
  textOf('schema/common.graphql').indexOf('scalar CitizenNumber'),
);

/** Lists of objects whose length nothing tells: neither they themselves nor the field above them. */
function unsized(ours: GraphQLSchema): readonly string[] {
  const costs = readCosts(ours);
  const sizedFromAbove = new Set<string>();
  const lists: string[] = [];
  for (const type of Object.values(ours.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const place = `${type.name}.${field.name}`;
      const cost = costs.get(place);
      for (const sized of cost?.sizedFields ?? []) sizedFromAbove.add(`${getNamedType(field.type).name}.${sized}`);
      const isList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
      const isSized = cost?.assumedSize !== undefined || (cost?.slicingArguments.length ?? 0) > 0;
      if (isList && !isSized) lists.push(place);
    }
  }
  return lists.filter((place) => !sizedFromAbove.has(place));
}

/** Slicing arguments and sized fields that do not exist: their field would count as if it said nothing. */
function misnamed(ours: GraphQLSchema): readonly string[] {
  return [...readCosts(ours)].flatMap(([place, { slicingArguments, sizedFields }]) => {
    const [type = '', name = ''] = place.split('.');
    const parent = ours.getType(type);
    const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
    const below = field && getNamedType(field.type);
    const missing = sizedFields.filter((sized) => !isObjectType(below) || !(sized in below.getFields()));
    const unknown = slicingArguments.filter((argument) => !field?.args.some((each) => each.name === argument));
    return [...missing, ...unknown].map((each) => `${place}: ${each}`);
  });
}

test('Every field says who may ask for it', () => {
  expect(readAccess(schema).size).toBeGreaterThan(150);
});

test('Every list of objects says how long it may be', () => {
  expect(unsized(schema)).toEqual([]);
  expect(misnamed(schema)).toEqual([]);
});

test('Every object of personal data is marked, down to the last field that another department adds', () => {
  const marked = (place: string) => {
    const [type = '', name = ''] = place.split('.');
    const parent = schema.getType(type);
    const node = isObjectType(parent) ? parent.getFields()[name]?.astNode : undefined;
    return node?.directives?.some((directive) => directive.name.value === 'personal') ?? false;
  };
  const personal = [
    'Person.number',
    'Person.name',
    'Household.number',
    'Household.address',
    'RealEstateUnit.address',
    'TaxAccount.taxpayerNumber',
    'TaxAccount.arrears',
  ];
  expect(personal.filter((place) => !marked(place))).toEqual([]);
});

describe('What is missing is found', () => {
  const sdl = (text: string) => buildSchema(`${directives} ${text}`);

  test('a field that says nothing, in a type that says nothing', () => {
    expect(() => readAccess(sdl('type Query { a: Int @access(to: [ANYONE]) b: Int }'))).toThrow(
      'Query.b says nothing of @access',
    );
    expect(() => readAccess(sdl('type Query @access(to: [WINDOW]) { a: Int } type Other { b: Int }'))).toThrow(
      'Other.b',
    );
    expect(readAccess(sdl('type Query @access(to: [WINDOW]) { a: Int b: Int @access(to: [ANYONE]) }'))).toEqual(
      new Map([
        ['Query.a', new Set(['WINDOW'])],
        ['Query.b', new Set(['ANYONE'])],
      ]),
    );
  });

  test('a list without a size, and one that is sized by what is not there', () => {
    const open = 'type Query { a: [Thing] b: Page c: Int } type Thing { d: Int } type Page { nodes: [Thing] }';
    expect(unsized(sdl(open))).toEqual(['Query.a', 'Page.nodes']);
    const wrong =
      'type Query { b: Page @listSize(slicingArguments: ["first"], sizedFields: ["edges"]) } type Page { nodes: Int }';
    expect(misnamed(sdl(wrong))).toEqual(['Query.b: edges', 'Query.b: first']);
  });
});

test('The files of the schema are those that were built', () => {
  expect(filesOf('schema/*.graphql').length).toBeGreaterThan(6);
});
