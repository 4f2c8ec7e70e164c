// What the police answer about people: registers and members (Q101), number and name (Q102).
import type { HouseholdTruth, PersonTruth, Population } from '../population/population.ts';
import { type NamedRecord, type Values, writeRecord } from './records.ts';
import { timeOf } from './time.ts';

/** The last place of departure of each 17th household with a history has not closed its record yet. */
const DEPARTURE_BEHIND = 17;

/** Q101: for each person P, their registers H, and the members M of the current one. */
export function answerResidents(population: Population, questions: readonly NamedRecord[]): Uint8Array[] {
  return questions.flatMap(({ values }) => {
    const number = values['number'] ?? '';
    const index = population.findPerson(number);
    return index === undefined ? [unknownPerson(number)] : knownPerson(population, population.person(index));
  });
}

function unknownPerson(number: string): Uint8Array {
  return writeRecord('P', { number, result: '库中无此号', name: '', photo: 'W', registers: '0' });
}

function knownPerson(population: Population, person: PersonTruth): Uint8Array[] {
  const household = population.household(person.household);
  const registers = registersOf(person, household);
  const { number, name } = person;
  const head = writeRecord('P', { number, result: '在册', name, photo: 'W', registers: String(registers.length) });
  return [head, ...registers.map((values) => writeRecord('H', values)), ...membersOf(population, person, household)];
}

/** Former registers, the current one somewhere among them: the interface promises no order. */
function registersOf(person: PersonTruth, household: HouseholdTruth): Values[] {
  const { number } = person;
  const last = household.history.length - 1;
  const registers = household.history.map((former, index): Values => {
    const open = index === last && household.index % DEPARTURE_BEHIND === 0;
    return {
      number,
      register: former.number,
      address: former.address,
      from: compact(former.from),
      to: open ? '' : compact(former.to),
      state: open ? '1' : index % 2 === 0 ? '2' : '3',
      members: '0',
    };
  });
  const current = {
    number,
    register: household.number,
    address: household.address,
    from: compact(household.since),
    to: '',
    state: '1',
    members: String(household.members.length),
  };
  return registers.toSpliced(person.index % (registers.length + 1), 0, current);
}

function membersOf(population: Population, { number }: PersonTruth, household: HouseholdTruth): Uint8Array[] {
  return household.members.map((member, index) => {
    const person = population.person(member.person);
    return writeRecord('M', {
      number,
      register: household.number,
      order: String(index + 1),
      relation: relationCode(member.relation, person.number),
      memberNumber: person.number,
      memberName: person.name,
    });
  });
}

/** The 17th digit of a citizen number is odd for men. */
function relationCode(relation: HouseholdTruth['members'][number]['relation'], number: string): string {
  const male = Number(number.charAt(16)) % 2 === 1;
  switch (relation) {
    case 'HEAD':
      return '02';
    case 'SPOUSE':
      return male ? '11' : '12';
    case 'CHILD':
      return male ? '20' : '30';
    case 'PARENT':
      return male ? '51' : '52';
    case 'OTHER':
      return '80';
  }
}

/** Q102: one verdict a question. */
export function answerIdentities(population: Population, questions: readonly NamedRecord[], now: Date): Uint8Array[] {
  const at = timeOf(now);
  return questions.map(({ values }) => {
    const verdict = verdictOf(population, values);
    return writeRecord('V', { number: values['number'] ?? '', verdict, at });
  });
}

/** Whether number and name of a record belong together. */
export function verdictOf(population: Population, { number, name }: Values): '一致' | '不一致' | '库中无此号' {
  const index = population.findPerson(number ?? '');
  if (index === undefined) return '库中无此号';
  return population.person(index).name === name ? '一致' : '不一致';
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}
