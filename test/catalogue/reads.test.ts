import { describe, expect, test } from 'vitest';
import type { Encumbrance, Title } from '../../adapters/land/facts.ts';
import type { BusinessLicence } from '../../adapters/licensing/facts.ts';
import type { Resident } from '../../adapters/police/facts.ts';
import type { TaxAccount } from '../../adapters/tax/facts.ts';
import { isList, isObject } from '../../src/catalogue/pointer.ts';
import type { JsonObject, JsonValue } from '../../src/departments/port.ts';
import { shippedCatalogue } from './edited-catalogue.ts';

/** A value with every member of the shape: one that is added to or taken from it does not compile. */
type Every<Shape> = Shape extends string
  ? ''
  : Shape extends number
    ? 0
    : Shape extends readonly (infer Each)[]
      ? readonly [Every<Each>]
      : { readonly [Name in keyof Shape]-?: Every<NonNullable<Shape[Name]>> };

const owner = { number: '', name: '', share: '', certificateNumber: '', registeredOn: '' } as const;
const shapes = {
  titles: {
    unitNumber: '',
    county: '',
    address: '',
    usage: '',
    areaSquareMetres: 0,
    state: '',
    owners: [owner],
  } satisfies Every<Title>,
  encumbrances: [{ kind: '', holder: '', registeredOn: '' }] satisfies readonly [Every<Encumbrance>],
  licences: {
    creditCode: '',
    name: '',
    kind: '',
    state: '',
    legalRepresentative: { number: '', name: '' },
    registeredCapital: '',
    establishedOn: '',
    validFrom: '',
    validTo: '',
    scope: '',
    address: '',
    county: '',
    industry: '',
  } satisfies Every<BusinessLicence>,
  residents: {
    number: '',
    name: '',
    household: { number: '', address: '', members: [{ relation: '', number: '', name: '' }] },
  } satisfies Every<Resident>,
  taxAccounts: { taxpayerNumber: '', name: '', arrears: '', status: '' } satisfies Every<TaxAccount>,
};

describe('reads.yaml', () => {
  test.each(Object.entries(shapes))('knows exactly the members that %s of the port have', (name, shape) => {
    const schema = shippedCatalogue().reads.get(name)?.schema;
    expect(pathsOfSchema(schema ?? {})).toEqual(pathsOfValue(shape as JsonValue));
  });

  test('names no other read', () => {
    expect([...shippedCatalogue().reads.keys()].sort()).toEqual(Object.keys(shapes).sort());
  });
});

function pathsOfValue(value: JsonValue, path = ''): readonly string[] {
  if (isList(value)) return pathsOfValue(value[0] ?? null, `${path}/0`);
  if (!isObject(value)) return [path];
  return Object.entries(value)
    .flatMap(([name, member]) => pathsOfValue(member, `${path}/${name}`))
    .sort();
}

function pathsOfSchema(schema: JsonObject, path = ''): readonly string[] {
  const { items, properties } = schema;
  if (isObject(items)) return pathsOfSchema(items, `${path}/0`);
  if (!isObject(properties)) return [path];
  return Object.entries(properties)
    .flatMap(([name, member]) => pathsOfSchema(member as JsonObject, `${path}/${name}`))
    .sort();
}
