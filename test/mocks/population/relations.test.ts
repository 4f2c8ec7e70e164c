import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../mocks/population/town.ts';

const towns = fc
  .record({ seed: fc.nat(0xffff_ffff), people: fc.oneof(fc.integer({ min: 100, max: 3000 }), fc.constant(1_000_000)) })
  .map(createPopulation);
const below = (size: number) => fc.nat(size - 1);
const runs = { numRuns: 300 };

describe('every relation is followed both ways', () => {
  test('a number leads to its index and back', () => {
    const property = fc.property(towns, fc.gen(), (town, gen) => {
      const [person, enterprise, unit] = [town.people, town.enterprises, town.units].map((size) => gen(below, size));
      expect(town.findPerson(town.person(person ?? 0).number)).toBe(person);
      expect(town.findEnterprise(town.enterprise(enterprise ?? 0).creditCode)).toBe(enterprise);
      expect(town.findUnit(town.unit(unit ?? 0).unitNumber)).toBe(unit);
    });
    fc.assert(property, runs);
  });

  test('each owner of a unit finds the unit among its own, and each of those names the owner', () => {
    const property = fc.property(towns, fc.gen(), (town, gen) => {
      const unit = gen(below, town.units);
      for (const { holder } of town.unit(unit).owners) {
        const units =
          holder.kind === 'person' ? town.unitsOfPerson(holder.index) : town.unitsOfEnterprise(holder.index);
        expect(units).toContain(unit);
        expect(units).toEqual([...new Set(units)].toSorted((one, other) => one - other));
        expect(units.length).toBeLessThanOrEqual(24);
        for (const each of units) expect(town.unit(each).owners.map((owner) => owner.holder)).toContainEqual(holder);
      }
    });
    fc.assert(property, runs);
  });

  test('whatever a person or an enterprise owns names it as an owner', () => {
    const property = fc.property(towns, fc.gen(), (town, gen) => {
      const person = gen(below, town.people);
      for (const unit of town.unitsOfPerson(person)) {
        expect(town.unit(unit).owners.map(({ holder }) => holder)).toContainEqual({ kind: 'person', index: person });
      }
      const enterprise = gen(below, town.enterprises);
      for (const unit of town.unitsOfEnterprise(enterprise)) {
        expect(town.unit(unit).owners.map(({ holder }) => holder)).toContainEqual({
          kind: 'enterprise',
          index: enterprise,
        });
      }
    });
    fc.assert(property, runs);
  });

  test('each role in an enterprise is among the person’s roles, which are ordered by credit code and role', () => {
    const property = fc.property(towns, fc.gen(), (town, gen) => {
      const enterprise = gen(below, town.enterprises);
      const { roles } = town.enterprise(enterprise);
      expect(roles[0]?.role).toBe('LEGAL_REPRESENTATIVE');
      for (const { person, role } of roles) {
        const held = town.rolesOfPerson(person);
        expect(held).toContainEqual({ enterprise, role });
        expect(held.length).toBeLessThanOrEqual(36);
        const order = held.map((each) => `${town.enterprise(each.enterprise).creditCode} ${each.role}`);
        expect(order).toEqual([...new Set(order)].toSorted());
        for (const each of held) {
          expect(town.enterprise(each.enterprise).roles).toContainEqual({ person, role: each.role });
        }
      }
    });
    fc.assert(property, runs);
  });

  test('everybody lives in a household of one to six that begins with its head', () => {
    const property = fc.property(towns, fc.gen(), (town, gen) => {
      const person = gen(below, town.people);
      const { members, index } = town.household(town.person(person).household);
      expect(index).toBe(town.person(person).household);
      expect(members.map((member) => member.person)).toContain(person);
      expect(members.length).toBeLessThanOrEqual(6);
      expect(members.filter(({ relation }) => relation === 'HEAD')).toEqual([members[0]]);
      for (const member of members) expect(town.person(member.person).household).toBe(index);
    });
    fc.assert(property, runs);
  });

  test('the last person of a town of any size has a household that is not empty', () => {
    for (let people = 100; people < 180; people += 1) {
      const town = createPopulation({ seed: people, people });
      expect(town.household(town.person(people - 1).household).members.at(-1)?.person).toBe(people - 1);
    }
  });
});

test('in a whole small town the two directions agree exactly', () => {
  for (const people of [100, 105, 128, 1003]) {
    const town = createPopulation({ seed: 11, people });
    const forward: string[] = [];
    for (let unit = 0; unit < town.units; unit += 1) {
      for (const { holder } of town.unit(unit).owners) forward.push(`${holder.kind} ${holder.index} ${unit}`);
    }
    const back: string[] = [];
    for (let person = 0; person < town.people; person += 1) {
      for (const unit of town.unitsOfPerson(person)) back.push(`person ${person} ${unit}`);
    }
    for (let enterprise = 0; enterprise < town.enterprises; enterprise += 1) {
      for (const unit of town.unitsOfEnterprise(enterprise)) back.push(`enterprise ${enterprise} ${unit}`);
    }
    expect(back.toSorted()).toEqual(forward.toSorted());
  }
});

test('a number that nobody has leads nowhere', () => {
  const town = createPopulation({ seed: 1, people: 1000 });
  const strangers = ['350428190001010015', '35042819000101001X', '', '35010219040229002X', 'x'.repeat(18)];
  for (const number of strangers) expect(town.findPerson(number)).toBeUndefined();
  for (const code of ['91350428MA0TE5T16H', '91350428MAOOOOOO6H', ''])
    expect(town.findEnterprise(code)).toBeUndefined();
  const units = ['350428001002GB00003F00010002', '350428999002GB00003F00010002', '350428001001GB00001F00090001', ''];
  for (const number of units) expect(town.findUnit(number)).toBeUndefined();
  expect(() => town.person(1000)).toThrow('no person 1000');
  expect(() => town.unit(-1)).toThrow('no unit -1');
});
