// The golden reads against the truth of the population: every field that they ask for, rare characters included.
import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { differences, type PageSizes } from '../../commands/town/truth.ts';
import { bijection, keyed } from '../../mocks/population/keyed.ts';
import { RARE } from '../../mocks/population/names.ts';
import { golden, type RunningTown, runTown } from '../support/town.ts';

const SAMPLE = 200;
const AT_ONCE = 10;
const seed = Number(process.env['TEST_SEED'] ?? randomInt(1_000_000));
let town: RunningTown;

beforeAll(async () => {
  town = await runTown();
});

test('A single wrong character, a missing entry or a wrong number is told as a difference', () => {
  const truth = { name: '欧阳䶮', owners: [{ share: '1/2' }, { share: null }], area: 89.5 };
  expect(differences(truth, truth)).toEqual([]);
  expect(differences({ ...truth, name: '欧阳?' }, truth)).toEqual(['.name: "欧阳?" instead of "欧阳䶮"']);
  expect(differences({ ...truth, owners: [] }, truth)).toHaveLength(1);
  expect(differences({ ...truth, owners: [{ share: '1/2' }, { share: '1/2' }] }, truth)).toHaveLength(1);
  expect(differences({ ...truth, area: 89 }, truth)).toHaveLength(1);
  expect(differences({ ...truth, area: null }, truth)).toHaveLength(1);
});

describe(`Of ${SAMPLE} drawn at random (TEST_SEED=${seed}), and those with rare characters in their names,`, () => {
  test('every person’s dossier equals the departments’ books', async () => {
    const chosen = [...drawn(town.population.people), ...rareNamed().map(({ index }) => index)];
    const answers = await inTurn(chosen, async (index) => {
      const { number } = town.population.person(index);
      const answer = await town.window.ask({ document: golden('person-dossier'), variables: { number } });
      return compare(answer, 'person', 'people', index, { realEstate: 10, roles: 10 });
    });
    expect(answers.flatMap(({ wrong }) => wrong)).toEqual([]);
    expectRareCharacters(answers.map(({ text }) => text));
  });

  test('every home’s dossier equals the departments’ books', async () => {
    const ofRare = rareNamed().flatMap(({ index }) => town.population.unitsOfPerson(index).slice(0, 2));
    const answers = await inTurn([...drawn(town.population.units), ...ofRare], async (index) => {
      const { unitNumber } = town.population.unit(index);
      const answer = await town.window.ask({ document: golden('home-dossier'), variables: { unitNumber } });
      return compare(answer, 'realEstateUnit', 'units', index);
    });
    expect(answers.flatMap(({ wrong }) => wrong)).toEqual([]);
    expectRareCharacters(answers.map(({ text }) => text));
  });

  test('every enterprise in the lists of their counties equals the departments’ books', async () => {
    const ofRare = rareNamed().flatMap(({ index }) =>
      town.population.rolesOfPerson(index).map((role) => role.enterprise),
    );
    const represented = ofRare.filter((index) => {
      const representative = town.population.enterprise(index).roles[0]?.person ?? 0;
      return isRare(town.population.person(representative).name);
    });
    const chosen = new Set([...drawn(town.population.enterprises), ...represented]);
    const counties = new Set([...chosen].map((index) => town.population.enterprise(index).county));
    const seen = new Set<number>();
    const texts: string[] = [];
    for (const county of counties) {
      const { first, count } = town.population.enterprisesOfCounty(county);
      const nodes = await wholeList(county);
      expect(nodes.length, county).toBe(count);
      const { items } = await town.control.population('enterprises', first, count);
      const wrong = nodes.flatMap((node, index) => differences(node, items[index], { realEstate: 5 }, county));
      expect(wrong).toEqual([]);
      for (let index = first; index < first + count; index += 1) seen.add(index);
      texts.push(JSON.stringify(nodes));
    }
    expect([...chosen].filter((index) => !seen.has(index))).toEqual([]);
    expect(RARE.filter((character) => texts.some((text) => text.includes(character))).length).toBeGreaterThan(0);
  });
});

/** Distinct indexes, the same for the same seed. */
function drawn(size: number): readonly number[] {
  const order = bijection(size, keyed(seed, 'golden-truth'));
  return Array.from({ length: Math.min(SAMPLE, size) }, (_, position) => order.forward(position));
}

/** For each rare character a few people who bear it and own a home. */
function rareNamed(): readonly { readonly index: number; readonly name: string }[] {
  const people = Array.from({ length: town.population.people }, (_, index) => town.population.person(index));
  const owners = people.filter(({ index, name }) => isRare(name) && town.population.unitsOfPerson(index).length > 0);
  return RARE.flatMap((character) => owners.filter(({ name }) => name.includes(character)).slice(0, 3));
}

function isRare(name: string): boolean {
  return RARE.some((character) => name.includes(character));
}

function expectRareCharacters(texts: readonly string[]): void {
  expect(RARE.filter((character) => !texts.some((text) => text.includes(character)))).toEqual([]);
}

async function compare(
  answer: Awaited<ReturnType<RunningTown['window']['ask']>>,
  field: string,
  kind: 'people' | 'units',
  index: number,
  pages: PageSizes = {},
): Promise<{ readonly wrong: readonly string[]; readonly text: string }> {
  expect(answer.errors, `${kind} ${index}`).toBeUndefined();
  const entity = (answer.data as Record<string, unknown>)[field];
  const { items } = await town.control.population(kind, index, 1);
  return { wrong: differences(entity, items[0], pages, `${kind} ${index}`), text: JSON.stringify(entity) };
}

interface EnterpriseList {
  readonly enterprises: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly nodes: readonly unknown[];
  };
}

async function wholeList(county: string): Promise<readonly unknown[]> {
  const nodes: unknown[] = [];
  let after: string | null = null;
  do {
    const answer = await town.window.ask({ document: golden('enterprise-list'), variables: { county, after } });
    expect(answer.errors, county).toBeUndefined();
    const { enterprises } = answer.data as EnterpriseList;
    expect(enterprises.totalCount).toBe(town.population.enterprisesOfCounty(county).count);
    nodes.push(...enterprises.nodes);
    after = enterprises.pageInfo.hasNextPage ? enterprises.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}

/** A few at a time, in the given order. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  }
  return results;
}
