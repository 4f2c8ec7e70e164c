import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessLicence } from '../../../adapters/licensing/facts.ts';
import type { EnterpriseTruth } from '../../../mocks/population/population.ts';
import type { CitizenNumber } from '../../../src/values/citizen-number.ts';
import type { CountyCode } from '../../../src/values/county-code.ts';
import type { CreditCode } from '../../../src/values/credit-code.ts';
import { moneyOfFen } from '../../../src/values/money.ts';
import { CODE, call, PERSON } from '../../adapters/licensing/examples.ts';
import { closeLicensing, type Licensing, openLicensing, town } from './licensing-department.ts';

let licensing: Licensing;
beforeAll(async () => {
  licensing = await openLicensing();
});
afterAll(() => closeLicensing(licensing));
beforeEach(() => licensing.counters.reset());

const codesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, offset) => town.enterprise(first + offset).creditCode as CreditCode);

function truthOf(truth: EnterpriseTruth) {
  const { number, name } = town.person(truth.roles[0]?.person ?? -1);
  return {
    creditCode: truth.creditCode,
    name: truth.name,
    kind: truth.kind,
    state: truth.state,
    legalRepresentative: { number, name },
    registeredCapital: moneyOfFen(BigInt(truth.registeredCapitalFen)),
    establishedOn: truth.establishedOn,
    validFrom: truth.validFrom,
    validTo: truth.validTo,
    scope: truth.scope,
    address: truth.address,
    county: truth.county,
    industry: truth.industry,
  };
}

describe('licences', () => {
  it('are those of the town, field by field, for each of its enterprises', async () => {
    for (let first = 0; first < town.enterprises; first += 100) {
      const codes = codesFrom(first, Math.min(100, town.enterprises - first));
      const licences = await licensing.adapter.reads.licences(codes, call());
      expect(licences).toEqual(codes.map((_, offset) => truthOf(town.enterprise(first + offset))));
    }
  });

  it('cost one message for a hundred codes, and null stands for a code that nobody has', async () => {
    const codes = [...codesFrom(0, 99), CODE];
    expect((await licensing.adapter.reads.licences(codes, call())).at(-1)).toBeNull();
    expect(licensing.counters.tally()).toMatchObject({ messages: 1, records: 100, polls: 0 });
  });

  it('cost two messages for a hundred and one codes, in batches of the declared size', async () => {
    const codes = codesFrom(0, 101);
    const { batchMax } = licensing.adapter.capabilities.reads.licences;
    for (let first = 0; first < codes.length; first += batchMax) {
      await licensing.adapter.reads.licences(codes.slice(first, first + batchMax), call());
    }
    expect(licensing.counters.tally()).toMatchObject({ messages: 2, records: 101 });
    await expect(licensing.adapter.reads.licences(codes, call())).rejects.toThrow(/code 01/);
  });

  it('cost no message for no code', async () => {
    expect(await licensing.adapter.reads.licences([], call())).toEqual([]);
    expect(licensing.counters.tally().messages).toBe(0);
  });

  it('travel over a few kept connections, however many ask', async () => {
    const codes = codesFrom(0, 10);
    await Promise.all(Array.from({ length: 200 }, () => licensing.adapter.reads.licences(codes, call(20_000))));
    const { messages, connections, peakConcurrency } = licensing.counters.tally();
    expect(messages).toBe(200);
    expect(connections).toBeLessThanOrEqual(16);
    expect(peakConcurrency).toBeLessThanOrEqual(16);
  });
});

describe('roles', () => {
  it('are those of the town for each of its first thousand people, and empty for the others', async () => {
    let idle = 0;
    for (let first = 0; first < 1000; first += 100) {
      const people = Array.from({ length: 100 }, (_, offset) => town.person(first + offset));
      const answered = await licensing.adapter.reads.roles(
        people.map(({ number }) => number as CitizenNumber),
        call(),
      );
      const truth = people.map(({ index }) =>
        town.rolesOfPerson(index).map(({ enterprise, role }) => ({
          role,
          creditCode: town.enterprise(enterprise).creditCode,
        })),
      );
      expect(answered).toEqual(truth);
      idle += truth.filter((roles) => roles.length === 0).length;
    }
    expect(idle).toBeGreaterThan(0);
    expect(idle).toBeLessThan(1000);
    expect(licensing.counters.tally().messages).toBe(10);
  });

  it('are empty for a person whom the town does not know', async () => {
    expect(town.findPerson(PERSON)).toBeUndefined();
    expect(await licensing.adapter.reads.roles([PERSON], call())).toEqual([[]]);
  });
});

describe('the list of a county', () => {
  it('holds each of its enterprises once, in order, in pages of one message each', async () => {
    for (const { code } of town.counties) {
      licensing.counters.reset();
      const { first, count } = town.enterprisesOfCounty(code);
      const seen: BusinessLicence[] = [];
      let after: string | null = null;
      let pages = 0;
      do {
        const page = await licensing.adapter.listings.licencesByCounty(
          { where: { county: code as CountyCode }, first: 100, after },
          call(),
        );
        expect(page.totalCount).toBe(count);
        seen.push(...page.items);
        after = page.next;
        pages += 1;
      } while (after !== null);
      expect(seen).toEqual(Array.from({ length: count }, (_, offset) => truthOf(town.enterprise(first + offset))));
      expect(pages).toBe(Math.max(1, Math.ceil(count / 100)));
      expect(licensing.counters.tally().messages).toBe(pages);
    }
  });

  it('starts after any code, be it one of the county or not', async () => {
    const { code } = town.counties.find((one) => town.enterprisesOfCounty(one.code).count > 3) ?? { code: '' };
    const { first } = town.enterprisesOfCounty(code);
    const [zeroth = '', second] = [town.enterprise(first).creditCode, town.enterprise(first + 1)];
    const ask = (after: string) =>
      licensing.adapter.listings.licencesByCounty({ where: { county: code as CountyCode }, first: 1, after }, call());
    expect((await ask(zeroth)).items).toEqual([truthOf(second)]);
    expect((await ask(`${zeroth.slice(0, 17)}~`)).items).toEqual([truthOf(second)]);
    expect((await ask('ZZ')).items).toEqual([]);
  });
});
