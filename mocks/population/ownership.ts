// Who owns which unit. Units are dealt to the heads of households and to enterprises through bijections; further
// owners come from the household or through bijections of their own, so both directions cost a handful of steps.
import type { Households } from './households.ts';
import { bijection, dealing, keyed, pick } from './keyed.ts';
import type { Layout } from './layout.ts';
import type { UnitTruth } from './population.ts';

type Holder = UnitTruth['owners'][number]['holder'];

export interface Ownership {
  /** In the order of the register; `joint` ownership 共同共有 has no shares. */
  readonly ownersOf: (unit: number) => { readonly holders: readonly Holder[]; readonly joint: boolean };
  /** In ascending order, which is that of unit numbers. */
  readonly unitsOfPerson: (person: number) => number[];
  readonly unitsOfEnterprise: (enterprise: number) => number[];
}

/** How many units the first owners of a block have. */
const PERSON_HOLDINGS = [14, 6, 3, 3, 2, 2, 2, 2, ...new Array<number>(30).fill(1)];
const ENTERPRISE_HOLDINGS = [3, 1, 1, 1, 1, 1];

type PersonTenure = 'single' | 'spouses' | 'family' | 'two' | 'three' | 'four';
type EnterpriseTenure = 'sole' | 'with-person' | 'with-enterprise' | 'with-both';

export function createOwnership(seed: number, layout: Layout, households: Households): Ownership {
  const chance = keyed(seed, 'tenure');
  const positions = bijection(layout.units, keyed(seed, 'unit-position'));
  /** Positions below belong to people, the others to enterprises. */
  const personSeats = Math.floor((layout.units * 5) / 6);
  const enterpriseSeats = layout.units - personSeats;
  const personDealt = dealing(PERSON_HOLDINGS);
  const enterpriseDealt = dealing(ENTERPRISE_HOLDINGS);
  const overHouseholds = (purpose: string) => bijection(households.count, keyed(seed, purpose));
  const firstOwners = overHouseholds('first-owner');
  /** Each serves two neighbouring seats, because there are more seats than households. */
  const coOwners = [overHouseholds('co-owner-1'), overHouseholds('co-owner-2'), overHouseholds('co-owner-3')];
  const withPerson = overHouseholds('enterprise-co-owner');
  const firstEnterprises = bijection(layout.enterprises, keyed(seed, 'first-enterprise'));
  const withEnterprise = bijection(layout.enterprises, keyed(seed, 'enterprise-partner'));

  const ownersOf: Ownership['ownersOf'] = (unit) => {
    const position = positions.forward(unit);
    return position < personSeats ? personOwners(position) : enterpriseOwners(position - personSeats);
  };

  function personOwners(seat: number): ReturnType<Ownership['ownersOf']> {
    const household = firstOwners.forward(personDealt.rankOf(seat));
    const head = households.head(household);
    const tenure = personTenure(chance(seat) % 100);
    if (tenure === 'spouses') {
      const spouse = households.spouse(household);
      return { holders: persons(spouse === undefined ? [head] : [head, spouse]), joint: spouse !== undefined };
    }
    if (tenure === 'family') {
      const members = Array.from({ length: households.size(household) }, (_, index) => head + index);
      return { holders: persons(members), joint: false };
    }
    const others = { single: 0, two: 1, three: 2, four: 3 }[tenure];
    const heads = coOwners.slice(0, others).map((each) => households.head(each.forward(seat >> 1)));
    return { holders: persons([...new Set([head, ...heads])]), joint: false };
  }

  function enterpriseOwners(seat: number): ReturnType<Ownership['ownersOf']> {
    const tenure = enterpriseTenure(chance(seat, 1) % 100);
    const first = firstEnterprises.forward(enterpriseDealt.rankOf(seat));
    const enterprises = [first];
    if (tenure === 'with-enterprise' || tenure === 'with-both') enterprises.push(withEnterprise.forward(seat >> 1));
    const holders: Holder[] = [...new Set(enterprises)].map((index) => ({ kind: 'enterprise', index }));
    if (tenure === 'with-person' || tenure === 'with-both') {
      holders.push({ kind: 'person', index: households.head(withPerson.forward(seat >> 1)) });
    }
    return { holders, joint: false };
  }

  const owned = (kind: Holder['kind'], index: number, seats: readonly number[]) =>
    [...new Set(seats)]
      .filter((position) => position < layout.units)
      .map(positions.back)
      .filter((unit) => ownersOf(unit).holders.some((holder) => holder.kind === kind && holder.index === index))
      .sort((one, other) => one - other);

  const unitsOfPerson: Ownership['unitsOfPerson'] = (person) => {
    const { household } = households.seatOf(person);
    const first = personDealt.seatsOf(firstOwners.back(household));
    const further = coOwners.flatMap((each) => pair(each.back(household)));
    const beside = pair(withPerson.back(household)).filter((seat) => seat < enterpriseSeats);
    const personal = [...first, ...further].filter((seat) => seat < personSeats);
    return owned('person', person, [...personal, ...beside.map((seat) => seat + personSeats)]);
  };

  const unitsOfEnterprise: Ownership['unitsOfEnterprise'] = (enterprise) => {
    const first = enterpriseDealt.seatsOf(firstEnterprises.back(enterprise));
    const further = pair(withEnterprise.back(enterprise));
    return owned(
      'enterprise',
      enterprise,
      [...first, ...further].filter((seat) => seat < enterpriseSeats).map((seat) => seat + personSeats),
    );
  };

  return { ownersOf, unitsOfPerson, unitsOfEnterprise };
}

const SHARES: Readonly<Record<number, readonly (readonly string[])[]>> = {
  1: [['1/1']],
  2: [
    ['1/2', '1/2'],
    ['7/10', '3/10'],
    ['99/100', '1/100'],
  ],
  3: [
    ['1/3', '1/3', '1/3'],
    ['1/2', '1/3', '1/6'],
  ],
  4: [
    ['1/4', '1/4', '1/4', '1/4'],
    ['2/5', '3/10', '1/5', '1/10'],
  ],
};

/** Shares of so many owners, which sum to 1. */
export function shares(owners: number, hash: number): readonly string[] {
  const known = SHARES[owners];
  return known === undefined ? new Array<string>(owners).fill(`1/${owners}`) : pick(known, hash);
}

function personTenure(percent: number): PersonTenure {
  if (percent < 48) return 'single';
  if (percent < 74) return 'spouses';
  if (percent < 80) return 'family';
  if (percent < 93) return 'two';
  return percent < 98 ? 'three' : 'four';
}

function enterpriseTenure(percent: number): EnterpriseTenure {
  if (percent < 60) return 'sole';
  if (percent < 80) return 'with-person';
  return percent < 95 ? 'with-enterprise' : 'with-both';
}

function persons(people: readonly number[]): Holder[] {
  return people.map((index) => ({ kind: 'person', index }));
}

function pair(half: number): number[] {
  return [2 * half, 2 * half + 1];
}
