// Q101 人口及户籍查询: a person, the register that is current, and everybody in it, in one answer.
import { type CitizenNumber, parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import type { Household, HouseholdMember, Resident } from '../facts.ts';
import { rows } from '../layouts.ts';
import type { Answer } from '../message.ts';
import { RowReader } from './reply.ts';

type Register = ReturnType<typeof rows.register.viewAt>;
type Member = ReturnType<typeof rows.member.viewAt>;

const IN_REGISTER = '1';
const RELATIONS: Readonly<Record<string, HouseholdMember['relation']>> = {
  '02': 'HEAD',
  '10': 'SPOUSE',
  '11': 'SPOUSE',
  '12': 'SPOUSE',
  '20': 'CHILD',
  '30': 'CHILD',
  '51': 'PARENT',
  '52': 'PARENT',
};

export function residentQuestions(numbers: readonly CitizenNumber[]): Uint8Array[] {
  return numbers.map((number) => rows.residentQuestion.encode({ number }));
}

/** One resident a number, in their order; null for 库中无此号. @throws DepartmentFault */
export function residentsOf(numbers: readonly CitizenNumber[], answer: Answer): (Resident | null)[] {
  const reader: RowReader = new RowReader(answer);
  const residents = numbers.map((number) => residentOf(number, reader));
  reader.end();
  return residents;
}

function residentOf(number: CitizenNumber, reader: RowReader): Resident | null {
  const person = reader.take(rows.resident);
  reader.require(person.says('number', number), 'the person is not the one asked for at this place');
  const { name } = person;
  if (person.result === '库中无此号') {
    reader.require(name === '' && person.registers === '0', 'nobody on record, yet with a name or a register');
    return null;
  }
  reader.require(name !== '', 'a person on record without a name');
  const registers = reader.takeMany(rows.register, person.registers);
  const current = currentRegister(number, registers, reader);
  return { number, name, household: current ? householdOf(number, name, current, reader) : null };
}

/** 户籍状态 在户 without 迁出日期; of several, because the place of departure is behind, the one moved into last. */
function currentRegister(
  number: CitizenNumber,
  registers: readonly Register[],
  reader: RowReader,
): Register | undefined {
  let current: Register | undefined;
  for (const register of registers) {
    reader.require(register.says('number', number), 'a register of another person');
    const open = register.state === IN_REGISTER;
    reader.require(open === register.says('to', ''), 'a register whose state and 迁出日期 contradict each other');
    if (!open) continue;
    reader.require(register.from !== current?.from, 'two registers are current since the same day');
    if (!current || register.from > current.from) current = register;
  }
  for (const register of registers) {
    reader.require(register === current || register.members === '0', 'members of a register that is not current');
  }
  return current;
}

function householdOf(number: CitizenNumber, name: string, register: Register, reader: RowReader): Household {
  const [code, address] = [register.register, register.address];
  const members = reader.takeMany(rows.member, register.members).map((member, index) => {
    const isHis = member.says('number', number) && member.says('register', code);
    reader.require(isHis, 'a member of another register');
    reader.require(member.order === String(index + 1), 'members out of their order');
    return memberOf(member, reader);
  });
  const self = members.find((member) => member.number === number);
  reader.require(self !== undefined, 'the register leaves out the person asked for');
  // UTF-8 taken for GB18030 often decodes to other characters: what the answer says twice must agree.
  reader.require(self.name === name, 'the person has another name in the register');
  return { number: code, address, members };
}

function memberOf(member: Member, reader: RowReader): HouseholdMember {
  const number = parseCitizenNumber(member.memberNumber);
  reader.require(number !== undefined, 'the number of a member is no citizen number');
  return { relation: RELATIONS[member.relation] ?? 'OTHER', number, name: member.memberName };
}
