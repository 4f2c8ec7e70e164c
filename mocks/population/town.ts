// The town: people, households, enterprises and units of a seed, put together.
import { createCreditCodes } from './credit-codes.ts';
import { createEnterprises } from './enterprises.ts';
import { createHouseholds } from './households.ts';
import { layOut, type Range } from './layout.ts';
import { createOwnership } from './ownership.ts';
import { createPeople } from './people.ts';
import type { Population, PopulationSettings } from './population.ts';
import { createRoles } from './roles.ts';
import { createUnitNumbers } from './unit-numbers.ts';
import { createUnits } from './units.ts';

/** The same settings give the same town. Throws RangeError for a size that no town has. */
export function createPopulation(settings: PopulationSettings): Population {
  const { seed } = settings;
  const layout = layOut(settings.people);
  const households = createHouseholds(seed, layout);
  const people = createPeople(seed, layout, households);
  const codes = createCreditCodes(seed, layout);
  const roles = createRoles(seed, layout, households, codes);
  const enterprise = createEnterprises(seed, layout, codes, roles);
  const numbers = createUnitNumbers(seed, layout);
  const ownership = createOwnership(seed, layout, households);
  const unit = createUnits(seed, layout, numbers, ownership);
  const range = (ranges: readonly Range[], county: string): Range =>
    ranges[layout.counties.findIndex(({ code }) => code === county)] ?? { first: 0, count: 0 };
  return {
    settings,
    people: layout.people,
    enterprises: layout.enterprises,
    units: layout.units,
    counties: layout.counties,
    person: (index) => people.person(within(index, layout.people, 'person')),
    household: (index) => households.household(within(index, households.count, 'household')),
    enterprise: (index) => enterprise(within(index, layout.enterprises, 'enterprise')),
    unit: (index) => unit(within(index, layout.units, 'unit')),
    findPerson: people.find,
    findEnterprise: codes.find,
    findUnit: numbers.find,
    unitsOfPerson: (index) => ownership.unitsOfPerson(within(index, layout.people, 'person')),
    unitsOfEnterprise: (index) => ownership.unitsOfEnterprise(within(index, layout.enterprises, 'enterprise')),
    rolesOfPerson: (index) => roles.ofPerson(within(index, layout.people, 'person')),
    enterprisesOfCounty: (county) => range(layout.enterpriseRanges, county),
    unitsOfCounty: (county) => range(layout.unitRanges, county),
  };
}

function within(index: number, size: number, what: string): number {
  if (Number.isInteger(index) && index >= 0 && index < size) return index;
  throw new RangeError(`The town has no ${what} ${index}; it has ${size}`);
}
