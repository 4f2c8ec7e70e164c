import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Title } from '../../../adapters/land/facts.ts';
import type { UnitTruth } from '../../../mocks/population/population.ts';
import type { CountyCode } from '../../../src/values/county-code.ts';
import { parseTitleCertificate } from '../../../src/values/title-certificate.ts';
import type { UnitNumber } from '../../../src/values/unit-number.ts';
import { call, newFolder, type RunningRegistry, startRegistry } from '../../mocks/land/running-registry.ts';
import { BIG_ENTERPRISE, UNIT } from '../../mocks/land/town.ts';

let land: RunningRegistry;
beforeAll(async () => {
  land = await startRegistry(await newFolder());
});
afterAll(() => land?.discard());
beforeEach(() => land.counters.reset());

function holderOf({ holder }: UnitTruth['owners'][number]) {
  if (holder.kind === 'person') {
    const { number, name } = land.population.person(holder.index);
    return { number, name };
  }
  const { creditCode, name } = land.population.enterprise(holder.index);
  return { number: creditCode, name };
}

/** The truth in the words of the port. */
function titleOf(unit: UnitTruth): Title {
  const { unitNumber, county, address, usage, state, areaHundredths } = unit;
  const owners = unit.owners.map((owner) => {
    const { share, certificateNumber, registeredOn } = owner;
    return { ...holderOf(owner), share, certificateNumber: parseTitleCertificate(certificateNumber), registeredOn };
  });
  return {
    unitNumber,
    county,
    address,
    usage,
    state,
    areaSquareMetres: areaHundredths / 100,
    owners,
  } as unknown as Title;
}

const truth = (index: number) => titleOf(land.population.unit(index));
const numberOf = (index: number) => land.population.unit(index).unitNumber as UnitNumber;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => numberOf(index));

describe('titles', () => {
  it('equal the truth for every unit of the town', async () => {
    const all = Array.from({ length: land.population.units }, (_, index) => index);
    const titles = await land.adapter.reads.titles(all.map(numberOf), call());
    expect(titles).toEqual(all.map(truth));
  });

  it.each([
    [1, 1],
    [100, 1],
    [500, 1],
    [501, 2],
  ])('of %i units take %i statements', async (units, messages) => {
    expect(await land.adapter.reads.titles(numbers(units), call())).toHaveLength(units);
    expect(land.counters.tally()).toMatchObject({ messages, records: units, polls: 0 });
  });

  it('are null for a unit that nobody registered, and asked once for a key given twice', async () => {
    const unknown = '350428009009GB99999F99999999' as UnitNumber;
    const [first, none, again] = await land.adapter.reads.titles([numberOf(3), unknown, numberOf(3)], call());
    expect(none).toBeNull();
    expect(again).toEqual(first);
    expect(land.counters.tally()).toMatchObject({ messages: 1, records: 2 });
  });

  it('take no statement for no keys', async () => {
    expect(await land.adapter.reads.titles([], call())).toEqual([]);
    expect(land.counters.tally().messages).toBe(0);
  });
});

describe('holdings', () => {
  it('of a hundred enterprises take one statement and equal the truth', async () => {
    const codes = Array.from({ length: 100 }, (_, index) => land.population.enterprise(index).creditCode as never);
    const holdings = await land.adapter.reads.holdings(codes, call());
    expect(land.counters.tally()).toMatchObject({ messages: 1, records: 100 });
    for (const [index, held] of holdings.entries()) {
      const wanted = land.population.unitsOfEnterprise(index).map((unit) => ({
        ...truth(unit),
        owners: truth(unit).owners.filter(({ number }) => number === codes[index]),
      }));
      expect(held).toEqual(wanted);
    }
    expect(holdings[BIG_ENTERPRISE]).toHaveLength(UNIT.bigCount);
    expect(holdings[50]).toEqual([]);
  });

  it('of a person name that person alone among the owners', async () => {
    const { number } = land.population.person(12);
    const [held] = await land.adapter.reads.holdings([number as never], call());
    expect(held).toMatchObject([
      { unitNumber: numberOf(12), owners: [{ share: '1/1' }] },
      { unitNumber: numberOf(UNIT.byShares), owners: [{ number, share: '1/2' }] },
    ]);
  });
});

describe('encumbrances', () => {
  it('equal the truth for every unit, empty where a unit is free', async () => {
    const all = Array.from({ length: 500 }, (_, index) => index);
    const found = await land.adapter.reads.encumbrances(all.map(numberOf), call());
    expect(found).toEqual(all.map((index) => land.population.unit(index).encumbrances));
    expect(found[UNIT.mortgagedAndSeized]).toHaveLength(2);
    expect(land.counters.tally()).toMatchObject({ messages: 1, records: 500 });
  });

  it('are null for a unit that nobody registered', async () => {
    expect(await land.adapter.reads.encumbrances(['350428009009GB99999F99999999' as UnitNumber], call())).toEqual([
      null,
    ]);
  });
});

describe('the list of a county', () => {
  it('comes page by page in the order of unit numbers, one statement a page', async () => {
    const { first, count } = land.population.unitsOfCounty('350428');
    const seen: Title[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await land.adapter.listings.titlesByCounty(
        { where: { county: '350428' as CountyCode }, first: 100, after },
        call(),
      );
      expect(page.totalCount).toBe(count);
      seen.push(...page.items);
      after = page.next;
      pages++;
    } while (after !== null && pages < 10);
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => truth(first + index)));
    expect(pages).toBe(5);
    expect(land.counters.tally().messages).toBe(5);
  });

  it('is empty for a county without units, and after the last unit', async () => {
    const where = { county: '350203' as CountyCode };
    const none = await land.adapter.listings.titlesByCounty({ where, first: 5, after: null }, call());
    expect(none).toEqual({ items: [], next: null, totalCount: 0 });
    const known = { county: '350102' as CountyCode };
    const past = await land.adapter.listings.titlesByCounty({ where: known, first: 5, after: numberOf(249) }, call());
    expect(past).toEqual({ items: [], next: null, totalCount: 250 });
  });

  it('names every owner of a unit on the edge of a page', async () => {
    const question = { where: { county: '350428' as CountyCode }, first: 1, after: numberOf(UNIT.byShares - 1) };
    const page = await land.adapter.listings.titlesByCounty(question, call());
    expect(page.items).toEqual([truth(UNIT.byShares)]);
    expect(page.next).toBe(numberOf(UNIT.byShares));
  });
});

describe('the connections', () => {
  it('stay at most eight however many ask, and handshakes are no messages', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => land.adapter.reads.titles([numberOf(index)], call())));
    const { messages, peakConcurrency, connections, handshakes } = land.counters.tally();
    expect(messages).toBe(60);
    expect(peakConcurrency).toBeLessThanOrEqual(8);
    expect(peakConcurrency).toBeGreaterThan(1);
    expect(connections).toBeLessThanOrEqual(8);
    expect(handshakes).toBe(connections);
  });
});
