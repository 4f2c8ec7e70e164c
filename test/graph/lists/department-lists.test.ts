// Lists of enterprises and units under filters, held against the population's truth.
import { beforeAll, describe, expect, test } from 'vitest';
import { openChance } from '../../../commands/history/chance.ts';
import type { EnterpriseTruth } from '../../../mocks/population/population.ts';
import { type House, runHouse } from '../../support/house.ts';
import { golden } from '../../support/town.ts';

const SEED = Number(process.env['LISTS_SEED'] ?? Date.now() % 1_000_000);
const ANALYST = { role: 'analyst' };
const WINDOW = { role: 'window', purpose: 'acceptance' };

interface Unit {
  readonly unitNumber: string;
  readonly usage: string;
  readonly state: string;
  readonly areaSquareMetres: number;
  readonly owners: readonly { readonly holder: { readonly number?: string; readonly creditCode?: string } }[];
}
type Filter = Readonly<Record<string, unknown>>;

let house: House;
let enterprises: readonly EnterpriseTruth[];
let units: readonly Unit[];

beforeAll(async () => {
  console.log(`LISTS_SEED=${SEED}`);
  house = await runHouse({ people: 1_200 });
  const { population } = house;
  enterprises = Array.from({ length: population.enterprises }, (_, index) => population.enterprise(index));
  units = (await all('units')) as readonly Unit[];
});

async function all(kind: 'units'): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (;;) {
    const page = await house.control.population(kind, items.length, 100);
    items.push(...page.items);
    if (items.length >= page.total) return items;
  }
}

interface List {
  readonly field: 'enterprises' | 'realEstateUnits';
  readonly key: 'creditCode' | 'unitNumber';
}
const ENTERPRISES: List = { field: 'enterprises', key: 'creditCode' };
const UNITS: List = { field: 'realEstateUnits', key: 'unitNumber' };

/** Every page of a list; the keys in the order in which they came. */
async function keysOf({ field, key }: List, where: Filter, first = 7, orderBy?: string, claims = WINDOW) {
  const type = field === 'enterprises' ? 'Enterprise' : 'RealEstateUnit';
  const query = `query ($where: ${type}Filter!, $first: Int, $after: String, $orderBy: ${type}Order) {
    ${field}(where: $where, first: $first, after: $after, orderBy: $orderBy) {
      totalCount nodes { ${key} } pageInfo { hasNextPage endCursor } } }`;
  const keys: string[] = [];
  let after: string | null = null;
  for (;;) {
    const variables = { where, first, after, ...(orderBy ? { orderBy } : {}) };
    const { data, errors } = await house.ask({ query, variables }, claims);
    expect(errors, JSON.stringify(where)).toEqual([]);
    const page = data[field];
    keys.push(...page.nodes.map((node: Record<string, string>) => node[key]));
    if (!page.pageInfo.hasNextPage) {
      expect(page.totalCount).toBe(keys.length);
      return keys;
    }
    expect(page.pageInfo.endCursor).not.toBe(after);
    after = page.pageInfo.endCursor;
  }
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
const sorted = (keys: readonly string[]) => [...keys].sort();

test('Random filters over enterprises let pass what the books say, in every page size', async () => {
  const chance = openChance(SEED);
  const conditions: readonly (readonly [() => Filter, (filter: never, each: EnterpriseTruth) => boolean])[] = [
    [
      () => ({ state: [chance.pick(enterprises).state] }),
      (filter: { state: string[] }, { state }) => filter.state.includes(state),
    ],
    [
      () => ({ industry: [chance.pick(enterprises).industry.slice(0, 1)] }),
      (filter: { industry: string[] }, { industry }) => filter.industry.some((code) => industry.startsWith(code)),
    ],
    [
      () => ({ establishedFrom: chance.pick(enterprises).establishedOn }),
      (filter: { establishedFrom: string }, { establishedOn }) => establishedOn >= filter.establishedFrom,
    ],
    [
      () => ({ capitalTo: yuan(chance.pick(enterprises).registeredCapitalFen) }),
      (filter: { capitalTo: string }, { registeredCapitalFen }) =>
        registeredCapitalFen <= Number(filter.capitalTo) * 100,
    ],
    [
      () => ({ nameContains: chance.pick(enterprises).name.slice(2, 4) }),
      (filter: { nameContains: string }, { name }) => name.includes(filter.nameContains),
    ],
  ];
  let found = 0;
  for (let round = 0; round < 25; round += 1) {
    const [one, other] = [chance.pick(conditions), chance.pick(conditions)];
    const [a, b] = [one[0](), other[0]()];
    const county = chance.pick(enterprises).county;
    const isA = (each: EnterpriseTruth) => one[1](a as never, each);
    const isB = (each: EnterpriseTruth) => other[1](b as never, each);
    const isThere = (each: EnterpriseTruth) => each.county === county;
    const [where, passes] = chance.pick<readonly [Filter, (each: EnterpriseTruth) => boolean]>([
      [{ county, ...a }, (each) => isThere(each) && isA(each)],
      [{ county, or: [a, b] }, (each) => isThere(each) && (isA(each) || isB(each))],
      [{ county, not: a }, (each) => isThere(each) && !isA(each)],
      [{ county, and: [a, { not: b }] }, (each) => isThere(each) && isA(each) && !isB(each)],
      [
        {
          or: [
            { county, ...a },
            { creditCode: [enterprises[0]?.creditCode], ...b },
          ],
        },
        (each) => (isThere(each) && isA(each)) || (each === enterprises[0] && isB(each)),
      ],
    ]);
    const expected = sorted(enterprises.filter(passes).map(({ creditCode }) => creditCode));
    const keys = await keysOf(ENTERPRISES, where, chance.pick([1, 7, 100]) === 1 ? 5 : 50);
    expect(keys, `LISTS_SEED=${SEED}: ${JSON.stringify(where)}`).toEqual(expected);
    found += expected.length;
  }
  expect(found).toBeGreaterThan(0);
});

describe('Units', () => {
  test('come by county, number and holder, each once though several sources know them', async () => {
    const unit = units.find(({ owners }) => owners.some(({ holder }) => holder.number)) as Unit;
    const county = unit.unitNumber.slice(0, 6);
    const holder = unit.owners.find(({ holder }) => holder.number)?.holder.number ?? '';
    const held = units.filter(({ owners }) => owners.some((each) => each.holder.number === holder));
    expect(await keysOf(UNITS, { holderNumber: [holder] })).toEqual(sorted(held.map(({ unitNumber }) => unitNumber)));
    const inCounty = units.filter(({ unitNumber }) => unitNumber.startsWith(county));
    const both = { or: [{ county }, { unitNumber: [unit.unitNumber] }, { holderNumber: [holder] }] };
    const expected = new Set([...inCounty, ...held].map(({ unitNumber }) => unitNumber));
    expect(await keysOf(UNITS, both, 100)).toEqual(sorted([...expected]));
  });

  test('keep ranges, and what is not', async () => {
    const county = units[0]?.unitNumber.slice(0, 6) ?? '';
    const where = { county, areaFrom: 80, areaTo: 120, not: { usage: ['GARAGE'], state: ['NORMAL'] } };
    const expected = units.filter(
      ({ unitNumber, areaSquareMetres, usage, state }) =>
        unitNumber.startsWith(county) &&
        areaSquareMetres >= 80 &&
        areaSquareMetres <= 120 &&
        !(usage === 'GARAGE' && state === 'NORMAL'),
    );
    expect(await keysOf(UNITS, where)).toEqual(sorted(expected.map(({ unitNumber }) => unitNumber)));
  });

  test('come in the order of their area, page by page', async () => {
    const county = units[0]?.unitNumber.slice(0, 6) ?? '';
    const inCounty = units.filter(({ unitNumber }) => unitNumber.startsWith(county));
    const expected = [...inCounty].sort(
      (a, b) => b.areaSquareMetres - a.areaSquareMetres || (a.unitNumber < b.unitNumber ? -1 : 1),
    );
    expect(await keysOf(UNITS, { county }, 9, 'AREA_DESC')).toEqual(expected.map(({ unitNumber }) => unitNumber));
  });

  test('are not found by a holder whom the asker may not see', async () => {
    const holder = house.population.person(0).number;
    const query = 'query ($where: RealEstateUnitFilter!) { realEstateUnits(where: $where) { nodes { id } } }';
    for (const where of [{ holderNumber: [holder] }, { county: '350428', not: { holderNumber: [holder] } }]) {
      const { errors } = await house.ask({ query, variables: { where } }, ANALYST);
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
      expect(JSON.stringify(errors)).not.toContain(holder);
    }
  });
});

describe('What the department can be asked', () => {
  const county = () => enterprises[0]?.county ?? '';

  test('is asked once for a page of a county, and once for a hundred codes', async () => {
    await house.control.resetCounters();
    await house.ask({ query: golden('enterprise-list'), variables: { county: county() } }, ANALYST);
    expect((await house.control.counters())['licensing']?.messages).toBe(1);
    await house.control.resetCounters();
    const where = { creditCode: enterprises.slice(0, 100).map(({ creditCode }) => creditCode) };
    expect(await keysOf(ENTERPRISES, where, 100)).toEqual(sorted(where.creditCode));
    expect((await house.control.counters())['licensing']?.messages).toBe(1);
  });

  test.each([
    ['{ state: [ACTIVE] }', 'found by county'],
    ['{ not: { county: "350428" } }', 'found by county'],
    ['{ or: [{ county: "350428" }, { state: [ACTIVE] }] }', 'found by county'],
    ['{ county: "990101" }', 'GB/T 2260'],
    ['{ county: "350428", capitalFrom: "much" }', ''],
  ])('is named in the filter: %s is refused', async (where, reason) => {
    const { errors } = await house.ask({ query: `{ enterprises(where: ${where}) { nodes { id } } }` }, ANALYST);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain(reason);
  });

  test('is bounded by the counties of the token', async () => {
    const claims = { role: 'analyst', regions: [county()] };
    const other = enterprises.find(({ county: its }) => its !== county());
    const query = 'query ($where: EnterpriseFilter!) { enterprises(where: $where) { nodes { creditCode } } }';
    const asked = (where: Filter) => house.ask({ query, variables: { where } }, claims);
    expect((await asked({ county: other?.county })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    const codes = [enterprises[0]?.creditCode, other?.creditCode];
    expect((await asked({ creditCode: codes })).data.enterprises.nodes).toEqual([{ creditCode: codes[0] }]);
  });

  test('no cursor of another order is taken', async () => {
    const query = `{ enterprises(where: { county: "${county()}" }, first: 1) { pageInfo { endCursor } } }`;
    const { endCursor } = (await house.ask({ query }, ANALYST)).data.enterprises.pageInfo;
    const other = `{ enterprises(where: { county: "${county()}" }, after: "${endCursor}", orderBy: ESTABLISHED_ON_ASC) { nodes { id } } }`;
    expect((await house.ask({ query: other }, ANALYST)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
