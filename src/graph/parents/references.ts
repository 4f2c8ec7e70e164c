// References of other services of a supergraph to our entities: by an id that this installation gave out, or by a number of the
// entity's own. What is referred to together is read together.
import DataLoader from 'dataloader';
import { withinRegions } from '../../access/region.ts';
import type { CaseRecord } from '../../cases/case-record.ts';
import type { Department } from '../../catalogue/catalogue.ts';
import type { JsonObject } from '../../departments/port.ts';
import { badInput, PublicError } from '../../errors.ts';
import type { CitizenNumber } from '../../values/citizen-number.ts';
import { countyOfEnterprise } from '../../values/county-of.ts';
import { type CreditCode, parseCreditCode } from '../../values/credit-code.ts';
import { parseUnitNumber, type UnitNumber } from '../../values/unit-number.ts';
import type { RequestContext } from '../context.ts';
import { findEnterprise, findUnit } from './entities.ts';
import { type EnterpriseParent, enterprise, type PersonParent, person, type UnitParent } from './parents.ts';
import { mayKnowCase } from './visibility.ts';

export type EntityParent = PersonParent | EnterpriseParent | UnitParent | CaseRecord | Department;

const REFERENCES_MAX = 500;
const NAME = /^\w{1,80}$/;

/**
 * What each reference stands for, in their order; null where there is none or it may not be known. A reference that cannot be
 * read is BAD_USER_INPUT by itself: an error in its place, which becomes one of the answer.
 */
export async function entitiesOf(references: readonly JsonObject[], context: RequestContext): Promise<EntityParent[]> {
  if (references.length > REFERENCES_MAX) {
    throw badInput(`There are ${references.length} references; ask for ${REFERENCES_MAX} at most.`);
  }
  const find = openFinders(context);
  const found = await Promise.all(references.map(async (reference) => find(reference)).map(errorInPlace));
  // The types that are generated know neither nulls behind a promise nor errors in a list.
  return found as EntityParent[];
}

function errorInPlace<Value>(asked: Promise<Value>): Promise<Value | PublicError> {
  return asked.catch((error: unknown) => {
    if (error instanceof PublicError) return error;
    throw error;
  });
}

type Finder = (reference: JsonObject) => Promise<EntityParent | null> | EntityParent | null;

/** Every finder begins its read at once, so that all of a kind go into one. */
function openFinders(context: RequestContext): Finder {
  const { catalogue, ids, principal } = context;
  const cases = new DataLoader<string, CaseRecord | undefined>((numbers) => context.cases.byNumbers(numbers));
  const finders: Readonly<Record<EntityName, Finder>> = {
    // Whoever has an id has it from an answer of ours: that the entity is on record need not be asked again.
    Person: (reference) => {
      const number = ids.open('Person', keyOf(reference, ['id']).value);
      return number === undefined ? null : person(number as CitizenNumber);
    },
    Enterprise: (reference) => {
      const { key, value } = keyOf(reference, ['id', 'creditCode']);
      if (key === 'creditCode') return findEnterprise(checked(value, parseCreditCode, 'Enterprise', key), context);
      const code = ids.open('Enterprise', value) as CreditCode | undefined;
      return code && withinRegions(principal, [countyOfEnterprise(code)]) ? enterprise(code) : null;
    },
    RealEstateUnit: (reference) => {
      const { key, value } = keyOf(reference, ['id', 'unitNumber']);
      if (key === 'unitNumber') return findUnit(checked(value, parseUnitNumber, 'RealEstateUnit', key), context);
      const number = ids.open('RealEstateUnit', value) as UnitNumber | undefined;
      return number ? findUnit(number, context) : null;
    },
    Case: async (reference) => {
      const { key, value } = keyOf(reference, ['id', 'number']);
      const number = key === 'id' ? ids.open('Case', value) : value;
      const found = number === undefined ? undefined : await cases.load(number);
      return found && mayKnowCase(context, found) ? found : null;
    },
    Department: (reference) => catalogue.departments.get(keyOf(reference, ['code']).value) ?? null,
  };
  return (reference) => {
    const name = reference['__typename'];
    if (isEntityName(name)) return finders[name](reference);
    const shown = typeof name === 'string' && NAME.test(name) ? `"${name}"` : 'nothing known';
    throw badInput(`A reference is to ${shown}; __typename is one of ${ENTITIES.join(', ')}.`);
  };
}

const ENTITIES = ['Case', 'Department', 'Enterprise', 'Person', 'RealEstateUnit'] as const;
type EntityName = (typeof ENTITIES)[number];

function isEntityName(name: unknown): name is EntityName {
  return ENTITIES.some((each) => each === name);
}

/** The first of the keys that the reference has. */
function keyOf<Key extends string>(reference: JsonObject, keys: readonly Key[]): { key: Key; value: string } {
  for (const key of keys) {
    const value = reference[key];
    if (typeof value === 'string') return { key, value };
  }
  throw badInput(
    `A reference to ${String(reference['__typename'])} has no key; send one of ${keys.join(', ')} as a string.`,
  );
}

function checked<Value>(
  text: string,
  parse: (text: unknown) => Value | undefined,
  type: EntityName,
  key: string,
): Value {
  const value = parse(text);
  if (value !== undefined) return value;
  throw badInput(`A reference to ${type} has a ${key} that is none; see the scalar of that name.`);
}

/** The type that an entity is of. */
export function entityName(entity: EntityParent): EntityName {
  if ('__typename' in entity) return entity.__typename;
  if ('row' in entity) return 'Case';
  return 'unitNumber' in entity ? 'RealEstateUnit' : 'Department';
}
