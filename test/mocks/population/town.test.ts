import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../mocks/population/town.ts';

const town = createPopulation({ seed: 1, people: 10_000 });
const all = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));
const people = all(town.people, town.person);
const enterprises = all(town.enterprises, town.enterprise);
const units = all(town.units, town.unit);
const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean) =>
  items.filter(holds).length / items.length;

describe('the usual town', () => {
  test('is the same for the same settings, and another for another seed', () => {
    const again = createPopulation({ seed: 1, people: 10_000 });
    const other = createPopulation({ seed: 2, people: 10_000 });
    expect([again.person(5), again.enterprise(5), again.unit(5)]).toEqual([people[5], enterprises[5], units[5]]);
    expect([other.person(5), other.enterprise(5), other.unit(5)]).not.toEqual([people[5], enterprises[5], units[5]]);
  });

  test('has a tenth as many enterprises, at least a hundred in each county, and six tenths as many units', () => {
    expect([town.enterprises, town.units]).toEqual([1000, 6000]);
    for (const { code } of town.counties) expect(town.enterprisesOfCounty(code).count).toBeGreaterThanOrEqual(100);
    expect(createPopulation({ seed: 1, people: 1500 }).enterprisesOfCounty('350428').count).toBe(100);
  });

  test('has names with rare characters and with middle dots, one or two in a hundred', () => {
    const rare = /[䶮㛃𬱖龴]/u;
    for (const character of ['䶮', '㛃', '𬱖', '龴']) {
      expect(
        people.some(({ name }) => name.includes(character)),
        character,
      ).toBe(true);
    }
    expect(share(people, ({ name }) => rare.test(name))).toBeGreaterThan(0.01);
    expect(share(people, ({ name }) => rare.test(name))).toBeLessThan(0.02);
    expect(share(people, ({ name }) => name.includes('·'))).toBeGreaterThan(0.005);
    expect(share(enterprises, ({ name }) => rare.test(name))).toBeGreaterThan(0.005);
    for (const { name } of people) expect(name).toMatch(/^[\p{Script=Han}·]{2,16}$/u);
  });

  test('has households of every size, some with one and some with two earlier registers, each ending where the next begins', () => {
    const households = all((people.at(-1)?.household ?? 0) + 1, town.household);
    expect(new Set(households.map(({ members }) => members.length))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(new Set(households.map(({ history }) => history.length))).toEqual(new Set([0, 1, 2]));
    for (const { history, since } of households) {
      const starts = [...history.map(({ from }) => from), since];
      expect(starts).toEqual(starts.toSorted());
      expect(history.map(({ to }) => to)).toEqual(starts.slice(1));
    }
    const numbers = households.flatMap(({ number, history }) => [number, ...history.map((each) => each.number)]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(households.flatMap(({ members }) => members)).toHaveLength(town.people);
  });

  test('has children younger and parents older than the head, and husband and wife', () => {
    const born = (person: number) => people[person]?.number.slice(6, 14) ?? '';
    const man = (person: number) => Number(people[person]?.number.charAt(16)) % 2;
    for (const { household, index } of people) {
      const { members } = town.household(household);
      const head = members[0]?.person ?? 0;
      const relation = members.find(({ person }) => person === index)?.relation;
      if (relation === 'CHILD')
        expect(Number(born(index).slice(0, 4)) - Number(born(head).slice(0, 4))).toBeGreaterThan(18);
      if (relation === 'PARENT')
        expect(Number(born(head).slice(0, 4)) - Number(born(index).slice(0, 4))).toBeGreaterThan(16);
      if (relation === 'SPOUSE') expect(man(index)).not.toBe(man(head));
    }
  });

  test('has shares that sum to one, joint owners without shares, and owners of both kinds together', () => {
    for (const { owners, unitNumber } of units) {
      const shares = owners.map((owner) => owner.share);
      if (shares.includes(null))
        expect([unitNumber, new Set(shares), owners.length > 1]).toEqual([unitNumber, new Set([null]), true]);
      else expect(sumOf(shares as string[]), unitNumber).toBe('1/1');
    }
    expect(new Set(units.map(({ owners }) => owners.length)).size).toBeGreaterThanOrEqual(5);
    const kinds = units.map(({ owners }) => [...new Set(owners.map(({ holder }) => holder.kind))].toSorted().join('+'));
    expect(new Set(kinds)).toEqual(new Set(['person', 'enterprise', 'enterprise+person']));
  });

  test('has encumbrances that match the state of the unit, after its registration and in order', () => {
    for (const { state, encumbrances, owners } of units) {
      const kinds = new Set(encumbrances.map(({ kind }) => kind));
      expect([state, kinds.has('MORTGAGE')]).toEqual([state, state.startsWith('MORTGAGED')]);
      expect([state, kinds.has('SEIZURE')]).toEqual([state, state.endsWith('SEIZED')]);
      const dates = encumbrances.map(({ registeredOn }) => registeredOn);
      expect(dates).toEqual(dates.toSorted());
      for (const date of dates) expect(date > (owners[0]?.registeredOn ?? '')).toBe(true);
    }
    expect(new Set(units.map(({ state }) => state)).size).toBe(5);
  });

  test('is mostly in order: active licences, few arrears', () => {
    expect(share(enterprises, ({ state }) => state === 'ACTIVE')).toBeGreaterThan(0.85);
    expect(new Set(enterprises.map(({ state }) => state)).size).toBe(4);
    expect(share(people, ({ taxArrearsFen }) => taxArrearsFen > 0)).toBeCloseTo(0.03, 1);
    expect(share(enterprises, ({ taxArrearsFen }) => taxArrearsFen > 0)).toBeCloseTo(0.04, 1);
    for (const { state, taxStatus } of enterprises) expect(taxStatus === 'CANCELLED').toBe(state === 'CANCELLED');
  });

  test('has some who own more than ten units or hold more than ten roles, which is more than a page', () => {
    expect(people.some(({ index }) => town.unitsOfPerson(index).length > 10)).toBe(true);
    expect(people.some(({ index }) => town.rolesOfPerson(index).length > 10)).toBe(true);
  });
});

function sumOf(shares: readonly string[]): string {
  const parts = shares.map((each) => each.split('/').map(Number) as [number, number]);
  const denominator = parts.reduce((product, [, each]) => product * each, 1);
  const numerator = parts.reduce((sum, [top, bottom]) => sum + top * (denominator / bottom), 0);
  return numerator === denominator ? '1/1' : `${numerator}/${denominator}`;
}
