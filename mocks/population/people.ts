// People: everything about one is computed from the index, and the index from the citizen number.
import { dateOf, dayOf } from './dates.ts';
import type { Households, Relation } from './households.ts';
import { bijection, keyed } from './keyed.ts';
import type { Layout } from './layout.ts';
import { personName, surname } from './names.ts';
import type { PersonTruth } from './population.ts';

export interface People {
  readonly person: (index: number) => PersonTruth;
  readonly find: (number: string) => number | undefined;
}

/** Where numbers were given out. 350402, 350403 and 350427 were abolished and live on. */
const DISTRICTS = ['350428', '350102', '350203', '350404', '350427', '350402', '350403', '350103', '350205', '350502'];

/** First year of birth. Each window is twenty years with five leap days; windows do not meet, so numbers do not either. */
const BORN_FROM: Readonly<Record<Relation, number>> = {
  PARENT: 1925,
  HEAD: 1962,
  SPOUSE: 1962,
  OTHER: 1982,
  CHILD: 2003,
};
const WINDOW_DAYS = 7305;
const WINDOW_YEARS = 20;
const WINDOWS = [...new Set(Object.values(BORN_FROM))];
const SEQUENCES = 499;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export function createPeople(seed: number, layout: Layout, households: Households): People {
  const numbers = bijection(WINDOW_DAYS * DISTRICTS.length * SEQUENCES, keyed(seed, 'citizen-number'));
  const chance = keyed(seed, 'person');
  const families = keyed(seed, 'family');
  const person = (index: number): PersonTruth => {
    const { household, position, relation } = households.seatOf(index);
    const family = surname(inherits(relation, position) ? families(household) : chance(index, 10));
    return {
      index,
      number: number(index, relation, isMan(household, position, relation)),
      name: personName(family, chance, index),
      household,
      taxArrearsFen: chance(index, 20) % 100 < 3 ? 1 + (chance(index, 21) % 5_000_000) : 0,
      taxStatus: taxStatus(chance(index, 22) % 1000),
      phone: `1${'35789'.charAt(chance(index, 23) % 5)}${String(chance(index, 24) % 1_000_000_000).padStart(9, '0')}`,
    };
  };
  const find = (text: string) => {
    for (const from of windowsOf(text)) {
      const index = numbers.back(imageOf(text, from));
      if (index < layout.people && person(index).number === text) return index;
    }
    return undefined;
  };
  return { person, find };

  function number(index: number, relation: Relation, man: boolean): string {
    const image = numbers.forward(index);
    const rest = Math.floor(image / WINDOW_DAYS);
    const birth = dateOf(dayOf(BORN_FROM[relation], 1, 1) + (image % WINDOW_DAYS)).replaceAll('-', '');
    const sequence = 2 * Math.floor(rest / DISTRICTS.length) + (man ? 1 : 2);
    return withCheck(`${DISTRICTS[rest % DISTRICTS.length]}${birth}${String(sequence).padStart(3, '0')}`);
  }

  function isMan(household: number, position: number, relation: Relation): boolean {
    const headIsMan = families(household, 1) % 100 < 70;
    if (relation === 'HEAD') return headIsMan;
    if (relation === 'SPOUSE') return !headIsMan;
    return families(household, 2 + position) % 2 === 0;
  }
}

/** Children and the first of the parents bear the head's name. */
function inherits(relation: Relation, position: number): boolean {
  return relation === 'HEAD' || relation === 'CHILD' || (relation === 'PARENT' && position % 2 === 1);
}

function taxStatus(perMille: number): PersonTruth['taxStatus'] {
  if (perMille < 4) return 'CANCELLED';
  return perMille < 20 ? 'ABNORMAL' : 'NORMAL';
}

/** Windows in which a number of this shape may have been given out. */
function windowsOf(text: string): readonly number[] {
  if (!/^\d{17}[\dX]$/.test(text) || !DISTRICTS.includes(text.slice(0, 6))) return [];
  const year = Number(text.slice(6, 10));
  return WINDOWS.filter((from) => year >= from && year < from + WINDOW_YEARS);
}

function imageOf(text: string, from: number): number {
  const [year, month, day] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  const days = dayOf(year, month, day) - dayOf(from, 1, 1);
  const sequence = Math.floor((Number(text.slice(14, 17)) - 1) / 2);
  const image = (sequence * DISTRICTS.length + DISTRICTS.indexOf(text.slice(0, 6))) * WINDOW_DAYS + days;
  const last = WINDOW_DAYS * DISTRICTS.length * SEQUENCES - 1;
  return Math.min(Math.max(image, 0), last);
}

/** GB 11643. */
function withCheck(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += (WEIGHTS[index] ?? 0) * (first17.charCodeAt(index) - 48);
  return first17 + '10X98765432'.charAt(sum % 11);
}
