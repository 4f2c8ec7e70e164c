// Transfers of homes: no household takes part in two of them.
import type { PersonTruth, Population, UnitTruth } from '../population/population.ts';
import { mayContract, remembered, shuffled } from './candidates.ts';
import { pdf, png } from './documents.ts';
import type { Material, Sample } from './sample.ts';

interface Transfer {
  readonly unit: number;
  readonly buyers: readonly number[];
}

export function homeTransfers(population: Population): (n: number) => Sample | undefined {
  const transfer = remembered(transfers(population));
  return (n) => {
    const found = transfer(n);
    return found && sampleOf(population, n, found);
  };
}

function* transfers(population: Population): Generator<Transfer> {
  const taken = new Set<number>();
  const buyers = shuffled(population, 'sample-buyer', population.people);
  for (const unit of shuffled(population, 'sample-home', population.units)) {
    const sellers = sellersOf(population, population.unit(unit));
    if (sellers === undefined || sellers.some(({ household }) => taken.has(household))) continue;
    for (const { household } of sellers) taken.add(household);
    const found = nextBuyers(population, buyers, taken);
    if (found === undefined) return;
    yield { unit, buyers: found };
  }
}

/** The owners of a home that may be sold, or undefined where it may not. */
function sellersOf(population: Population, unit: UnitTruth): readonly PersonTruth[] | undefined {
  if (unit.usage !== 'RESIDENTIAL' || unit.state !== 'NORMAL') return undefined;
  if (unit.owners.some(({ holder }) => holder.kind !== 'person')) return undefined;
  const sellers = unit.owners.map(({ holder }) => population.person(holder.index));
  return sellers.every(mayContract) ? sellers : undefined;
}

/** A couple where the spouse may buy too, otherwise one person. Their household is taken. */
function nextBuyers(population: Population, people: Iterator<number>, taken: Set<number>): number[] | undefined {
  for (let next = people.next(); !next.done; next = people.next()) {
    const person = population.person(next.value);
    if (!mayContract(person) || taken.has(person.household)) continue;
    taken.add(person.household);
    const couple = population
      .household(person.household)
      .members.filter(({ relation }) => relation === 'HEAD' || relation === 'SPOUSE');
    const together = couple.map((member) => member.person);
    const both = together.includes(next.value) && together.every((each) => mayContract(population.person(each)));
    return both ? together : [next.value];
  }
  return undefined;
}

function sampleOf(population: Population, n: number, { unit: index, buyers }: Transfer): Sample {
  const unit = population.unit(index);
  const sellers = unit.owners.map(({ holder }) => holder.index);
  const [applicant = population.person(0)] = buyers.map(population.person);
  const certificateNumber = unit.owners[0]?.certificateNumber ?? '';
  const moveHousehold = n % 4 === 1;
  // Either side of the change of the VAT rate on 1 January 2026.
  const month = n % 2 === 0 ? '2026-01' : '2025-12';
  const day = `${month}-${String(1 + (n % 28)).padStart(2, '0')}`;
  return {
    idempotencyKey: `sample-home-transfer-${n}`,
    bundle: 'home-transfer',
    channel: 'WINDOW',
    applicant: { person: { number: applicant.number, name: applicant.name, phone: applicant.phone } },
    form: {
      unitNumber: unit.unitNumber,
      certificateNumber,
      sellers: sellers.map((person) => party(population, person)),
      buyers: buyers.map((person) => ({ ...party(population, person), ...buyerShare(n, buyers.length) })),
      contractNumber: `CLF${day.replaceAll('-', '')}${String(n).padStart(8, '0')}`,
      contractDate: day,
      price: `${Math.round((unit.areaHundredths * (9000 + (n % 17) * 750)) / 100_000) * 1000}.00`,
      sellerOnlyHome: sellers.every((person) => homes(population, person) === 1),
      buyerHomes: homesOfFamily(population, applicant.household),
      moveHousehold,
    },
    materials: materials(n, certificateNumber, applicant, moveHousehold ? population : undefined),
  };
}

function materials(n: number, certificate: string, applicant: PersonTruth, mover: Population | undefined): Material[] {
  return [
    { code: 'sale-contract', inline: pdf('sale-contract', `Contract of sale ${n}`) },
    { code: 'title-certificate', shared: certificate },
    { code: 'identity-documents', shared: applicant.number },
    ...(mover ? [{ code: 'household-booklet', shared: mover.household(applicant.household).number }] : []),
    { code: 'marriage-certificate', inline: png('marriage-certificate', n) },
  ];
}

function party(population: Population, index: number): { number: string; name: string } {
  const { number, name } = population.person(index);
  return { number, name };
}

/** Every other couple buys in shares, the others jointly. */
function buyerShare(n: number, buyers: number): { share?: string } {
  return buyers > 1 && n % 2 === 0 ? { share: `1/${buyers}` } : {};
}

function homes(population: Population, person: number): number {
  return population.unitsOfPerson(person).filter((unit) => population.unit(unit).usage === 'RESIDENTIAL').length;
}

/** This home included. */
function homesOfFamily(population: Population, household: number): string {
  const { members } = population.household(household);
  const owned = new Set(members.flatMap(({ person }) => population.unitsOfPerson(person)));
  const count = [...owned].filter((unit) => population.unit(unit).usage === 'RESIDENTIAL').length;
  return ['ONLY', 'SECOND'][count] ?? 'THIRD_OR_MORE';
}
