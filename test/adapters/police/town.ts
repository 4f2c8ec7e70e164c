// A town of 120 people in 30 households, small enough to state what is special about each: the police need no more of it.
import type { HouseholdTruth, PersonTruth, Population } from '../../../mocks/population/population.ts';
import { type CitizenNumber, citizenNumberCheck, parseCitizenNumber } from '../../../src/values/citizen-number.ts';

const PEOPLE = 120;
const HOUSEHOLD = 4;
/** Fills its 60 bytes to the last, partly with characters of four bytes. */
export const LONGEST_NAME = `${'㛃'.repeat(7)}${'𬱖'.repeat(7)}王䶮`;
const NAMES = ['王䶮', '李㛃', '陈𬱖', '龴芳', '欧阳小明', '阿依古丽·麦麦提', LONGEST_NAME, '林龻'];

export const town: Pick<Population, 'people' | 'person' | 'household' | 'findPerson'> = {
  people: PEOPLE,
  person,
  household,
  findPerson: (number) => numbers.get(number),
};

export function numberOf(index: number): CitizenNumber {
  const first17 = `350428${1950 + (index % 60)}0${1 + (index % 9)}1${index % 10}${String(index).padStart(3, '0')}`;
  const number = parseCitizenNumber(first17 + citizenNumberCheck(first17));
  if (!number) throw new Error(`person ${index} of the town has no valid number`);
  return number;
}

const numbers = new Map(Array.from({ length: PEOPLE }, (_, index) => [numberOf(index) as string, index]));

/** A number that is valid and that nobody has. */
export const NOBODY = numberOf(PEOPLE + 1);

function person(index: number): PersonTruth {
  return {
    index,
    number: numberOf(index),
    name: NAMES[index] ?? `${'赵钱孙李'.charAt(index % 4)}${'春夏秋冬'.charAt(Math.floor(index / 4) % 4)}${index}`,
    household: Math.floor(index / HOUSEHOLD),
    taxArrearsFen: 0,
    taxStatus: 'NORMAL',
    phone: '13800000000',
  };
}

/** Household n has n % 4 former registers; of household 17 the simulator leaves the last one open. */
function household(index: number): HouseholdTruth {
  const first = index * HOUSEHOLD;
  return {
    index,
    number: `35042800${String(index).padStart(6, '0')}`,
    address: index === 1 ? '龴'.repeat(100) : `将乐县古镛镇龻街${index}号`,
    members: (['HEAD', 'SPOUSE', 'CHILD', 'PARENT'] as const).map((relation, place) => ({
      person: first + place,
      relation: index % 5 === 0 && place === 3 ? 'OTHER' : relation,
    })),
    history: Array.from({ length: index % 4 }, (_, past) => ({
      number: `35042899${String(index * 10 + past).padStart(6, '0')}`,
      address: `旧址${past}号`,
      from: `19${70 + past * 5}-03-01`,
      to: `19${75 + past * 5}-03-01`,
    })),
    since: '2001-05-06',
  };
}
