// Who lives with whom: sixteen people in a row fill five households, in one of several patterns.
import { dateOf, dayOf } from './dates.ts';
import { keyed, pick } from './keyed.ts';
import type { Layout } from './layout.ts';
import { streetAddress } from './places.ts';
import type { HouseholdTruth } from './population.ts';

export type Relation = HouseholdTruth['members'][number]['relation'];

/** A person's place in a household. */
export interface Seat {
  readonly household: number;
  /** 0 is the head. */
  readonly position: number;
  readonly relation: Relation;
}

export interface Households {
  readonly count: number;
  readonly seatOf: (person: number) => Seat;
  readonly head: (household: number) => number;
  /** Number of members. */
  readonly size: (household: number) => number;
  readonly spouse: (household: number) => number | undefined;
  readonly household: (index: number) => HouseholdTruth;
}

const BLOCK_PEOPLE = 16;
const BLOCK_HOUSEHOLDS = 5;
const PATTERNS = [
  [1, 2, 3, 4, 6],
  [2, 2, 3, 4, 5],
  [1, 3, 3, 4, 5],
  [1, 1, 4, 4, 6],
  [2, 3, 3, 3, 5],
].map((sizes) => ({
  sizes,
  firsts: sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0)),
  householdOf: sizes.flatMap((size, index) => new Array<number>(size).fill(index)),
}));

const COMPOSITIONS: Readonly<Record<number, readonly (readonly Relation[])[]>> = {
  1: [['HEAD']],
  2: [
    ['HEAD', 'SPOUSE'],
    ['HEAD', 'SPOUSE'],
    ['HEAD', 'CHILD'],
    ['HEAD', 'PARENT'],
  ],
  3: [
    ['HEAD', 'SPOUSE', 'CHILD'],
    ['HEAD', 'SPOUSE', 'CHILD'],
    ['HEAD', 'SPOUSE', 'PARENT'],
  ],
  4: [
    ['HEAD', 'SPOUSE', 'CHILD', 'CHILD'],
    ['HEAD', 'SPOUSE', 'CHILD', 'PARENT'],
  ],
  5: [
    ['HEAD', 'SPOUSE', 'CHILD', 'CHILD', 'PARENT'],
    ['HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'PARENT'],
  ],
  6: [
    ['HEAD', 'SPOUSE', 'CHILD', 'CHILD', 'PARENT', 'PARENT'],
    ['HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'PARENT', 'OTHER'],
  ],
};

/** Of a hundred households, those that moved once and those that moved twice. */
const MOVED_PERCENT = 16;
const MOVED_TWICE_PERCENT = 4;

export function createHouseholds(seed: number, layout: Layout): Households {
  const patternChance = keyed(seed, 'household-pattern');
  const chance = keyed(seed, 'household');
  const streets = [0, 1, 2].map((move) => keyed(seed, `household-street-${move}`));
  const pattern = (block: number) => pick(PATTERNS, patternChance(block));
  const head = (household: number) => {
    const block = Math.floor(household / BLOCK_HOUSEHOLDS);
    return block * BLOCK_PEOPLE + (pattern(block).firsts[household % BLOCK_HOUSEHOLDS] ?? 0);
  };
  const planned = (household: number) =>
    pattern(Math.floor(household / BLOCK_HOUSEHOLDS)).sizes[household % BLOCK_HOUSEHOLDS] ?? 1;
  const size = (household: number) => Math.min(planned(household), layout.people - head(household));
  const composition = (household: number) => pick(COMPOSITIONS[planned(household)] ?? [], chance(household));
  const seatOf = (person: number): Seat => {
    const block = Math.floor(person / BLOCK_PEOPLE);
    const household = block * BLOCK_HOUSEHOLDS + (pattern(block).householdOf[person % BLOCK_PEOPLE] ?? 0);
    const position = person - head(household);
    return { household, position, relation: composition(household)[position] ?? 'OTHER' };
  };
  const spouse = (household: number) =>
    composition(household)[1] === 'SPOUSE' && size(household) > 1 ? head(household) + 1 : undefined;
  const members = (index: number) =>
    composition(index)
      .slice(0, size(index))
      .map((relation, position) => ({ person: head(index) + position, relation }));
  return {
    count: seatOf(layout.people - 1).household + 1,
    seatOf,
    head,
    size,
    spouse,
    household: (index) => ({ index, members: members(index), ...registers(index) }),
  };

  function registers(index: number): Pick<HouseholdTruth, 'number' | 'address' | 'history' | 'since'> {
    const moves = moveCount(chance(index, 1) % 100);
    const home = chance(index, 2) % layout.counties.length;
    const current = register(index, home, 0);
    const since = dayOf(2005, 1, 1) + (chance(index, 3) % 6900);
    // Oldest first; every earlier register lies in another county, so its number is nobody's current one.
    const history = Array.from({ length: moves }, (_, position) => {
      const back = moves - position;
      return {
        ...register(index, (home + back) % layout.counties.length, back),
        from: dateOf(movedIn(index, since, back)),
        to: dateOf(movedIn(index, since, back - 1)),
      };
    });
    return { ...current, history, since: dateOf(since) };
  }

  function register(index: number, county: number, move: number): { number: string; address: string } {
    const { code } = pick(layout.counties, county);
    const doors = chance(index, 10 + move);
    const door = `${1 + (doors % 12)}幢${(2 + (doors % 17)) * 100 + 1 + (doors % 4)}室`;
    const street = streetAddress(code, pick(streets, move), index);
    return { number: `${code}${String(index).padStart(6, '0')}`, address: `${street}${door}` };
  }

  function movedIn(index: number, since: number, back: number): number {
    let day = since;
    for (let each = 1; each <= back; each += 1) day -= 400 + (chance(index, 20 + each) % 3000);
    return day;
  }
}

function moveCount(percent: number): number {
  if (percent < MOVED_TWICE_PERCENT) return 2;
  return percent < MOVED_PERCENT ? 1 : 0;
}
