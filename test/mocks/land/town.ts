// A small town for the land registry's tests: few people, and a unit for every case that the register knows.
import type { EnterpriseTruth, PersonTruth, Population, UnitTruth } from '../../../mocks/population/population.ts';
import { citizenNumberCheck } from '../../../src/values/citizen-number.ts';
import { creditCodeCheck } from '../../../src/values/credit-code.ts';

const PEOPLE = 1_000;
const ENTERPRISES = 100;
const UNITS = 700;
const COUNTIES = [
  { code: '350102', name: '鼓楼区', units: 250 },
  { code: '350428', name: '将乐县', units: UNITS - 250 },
] as const;
const NAMES = ['王小明', '李䶮', '陈㛃', '林𬱖', '龴大海', '欧阳修'];

/** Units of the second county by what they are there for. */
export const UNIT = {
  plain: 300,
  joint: 301,
  byShares: 302,
  mortgaged: 303,
  seized: 304,
  mortgagedAndSeized: 305,
  cancelled: 306,
  enterprise: 307,
  /** The first of those that the one big enterprise holds. */
  bigFirst: 400,
  bigCount: 120,
} as const;
export const BIG_ENTERPRISE = 7;

export function smallTown(seed = 1): Population {
  const unitNumbers = new Map(Array.from({ length: UNITS }, (_, index) => [unit(index).unitNumber, index]));
  const unitsOf = (kind: 'person' | 'enterprise', holder: number) =>
    [...unitNumbers.values()].filter((index) =>
      unit(index).owners.some((owner) => owner.holder.kind === kind && owner.holder.index === holder),
    );
  const unused = (): never => {
    throw new Error('the land registry asks for no such thing');
  };
  return {
    settings: { seed, people: PEOPLE },
    people: PEOPLE,
    enterprises: ENTERPRISES,
    units: UNITS,
    counties: COUNTIES,
    person,
    enterprise,
    unit,
    household: unused,
    findPerson: unused,
    findEnterprise: unused,
    findUnit: (number) => unitNumbers.get(number),
    unitsOfPerson: (index) => unitsOf('person', index),
    unitsOfEnterprise: (index) => unitsOf('enterprise', index),
    rolesOfPerson: unused,
    enterprisesOfCounty: unused,
    unitsOfCounty: (county) =>
      county === COUNTIES[0].code ? { first: 0, count: 250 } : { first: 250, count: UNITS - 250 },
  };
}

function person(index: number): PersonTruth {
  const first17 = `350428${19500101 + (index % 28)}${String(index).padStart(3, '0')}`;
  return {
    index,
    number: first17 + citizenNumberCheck(first17),
    name: NAMES[index % NAMES.length] as string,
    household: 0,
    taxArrearsFen: 0,
    taxStatus: 'NORMAL',
    phone: '13900000000',
  };
}

function enterprise(index: number): EnterpriseTruth {
  const first17 = `91350428MA${String(index).padStart(7, '0')}`;
  return {
    index,
    creditCode: first17 + creditCodeCheck(first17),
    name: `将乐（福建）木业${index}有限公司`,
    kind: '有限责任公司',
    state: 'ACTIVE',
    registeredCapitalFen: 100,
    establishedOn: '2015-03-01',
    validFrom: '2015-03-01',
    validTo: null,
    scope: '木材加工',
    address: '水南镇1号',
    county: '350428',
    industry: 'C2011',
    roles: [],
    taxArrearsFen: 0,
    taxStatus: 'NORMAL',
  };
}

const STATES: Readonly<Record<number, UnitTruth['state']>> = {
  [UNIT.mortgaged]: 'MORTGAGED',
  [UNIT.seized]: 'SEIZED',
  [UNIT.mortgagedAndSeized]: 'MORTGAGED_AND_SEIZED',
  [UNIT.cancelled]: 'CANCELLED',
};
const USAGES = ['RESIDENTIAL', 'COMMERCIAL', 'OFFICE', 'INDUSTRIAL', 'GARAGE'] as const;

function unit(index: number): UnitTruth {
  const county = index < COUNTIES[0].units ? COUNTIES[0] : COUNTIES[1];
  const state = STATES[index] ?? 'NORMAL';
  const certificate = (place: number) =>
    `闽(2019)${county.name}不动产权第${String(index * 10 + place + 1).padStart(7, '0')}号`;
  const owner = (kind: 'person' | 'enterprise', holder: number, share: string | null, place: number) => ({
    holder: { kind, index: holder },
    share,
    certificateNumber: certificate(place),
    registeredOn: '2019-05-06',
  });
  const mortgage = { kind: 'MORTGAGE', holder: '福建海峡银行', registeredOn: '2020-02-29' } as const;
  const seizure = { kind: 'SEIZURE', holder: '将乐县人民法院', registeredOn: '2021-01-31' } as const;
  return {
    index,
    unitNumber: `${county.code}001002GB${String(index).padStart(5, '0')}F00010002`,
    county: county.code,
    address: `三华南路${index}号2栋302室`,
    usage: USAGES[index % USAGES.length] as UnitTruth['usage'],
    areaHundredths: 4_000 + index * 7,
    state,
    owners: ownersOf(index, owner),
    encumbrances:
      state === 'MORTGAGED'
        ? [mortgage]
        : state === 'SEIZED'
          ? [seizure]
          : state === 'MORTGAGED_AND_SEIZED'
            ? [seizure, mortgage]
            : [],
  };
}

function ownersOf<Owner>(
  index: number,
  owner: (kind: 'person' | 'enterprise', holder: number, share: string | null, place: number) => Owner,
): Owner[] {
  if (index === UNIT.joint) return [owner('person', index, null, 0), owner('person', index + 1, null, 1)];
  if (index === UNIT.byShares)
    return [owner('person', 10, '1/3', 0), owner('enterprise', 3, '1/6', 1), owner('person', 12, '1/2', 2)];
  if (index === UNIT.enterprise) return [owner('enterprise', 1, '1/1', 0)];
  const ofBig = index >= UNIT.bigFirst && index < UNIT.bigFirst + UNIT.bigCount;
  return [ofBig ? owner('enterprise', BIG_ENTERPRISE, '1/1', 0) : owner('person', index, '1/1', 0)];
}
