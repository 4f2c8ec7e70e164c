// Openings, relocations and closings of enterprises. Relocations and closings never meet: each has its own half of
// the enterprises.
import { bijection, keyed, pick } from '../population/keyed.ts';
import { BRANDS, brand } from '../population/names.ts';
import { enterprisePrefix } from '../population/places.ts';
import type { EnterpriseTruth, PersonTruth, Population, UnitTruth } from '../population/population.ts';
import { yuan } from '../truth.ts';
import { isInOrder, mayContract, premisesByCounty, remembered, shuffled } from './candidates.ts';
import { pdf, png } from './documents.ts';
import type { Sample } from './sample.ts';

const SEALS = ['OFFICIAL', 'FINANCIAL', 'INVOICE', 'CONTRACT', 'LEGAL_REPRESENTATIVE'];
const LINES = [
  ['科技', 'I6513', '一般项目：软件开发；信息技术咨询服务'],
  ['商贸', 'F5191', '一般项目：日用百货销售；国内贸易代理'],
  ['茶业', 'C1530', '许可项目：茶叶制品生产；一般项目：茶叶种植'],
  ['物流', 'G5920', '许可项目：道路货物运输（不含危险货物）'],
] as const;
const REASONS = ['决议解散', '因公司合并需要解散', '投资人决定不再经营'];

export function openings(population: Population): (n: number) => Sample | undefined {
  const opening = remembered(founders(population));
  const brands = bijection(BRANDS, keyed(population.settings.seed, 'sample-brand'));
  return (n) => {
    const found = opening(n);
    if (found === undefined || n >= BRANDS) return undefined;
    const { number, name, phone } = population.person(found.founder);
    const unit = population.unit(found.unit);
    const [word, industry, scope] = pick(LINES, n);
    const capitalFen = (1 + (n % 50)) * 10_000_000;
    // Enterprises on record have three signs; a fourth keeps the new name apart from all of them.
    const enterpriseName = `${enterprisePrefix(unit.county)}${brand(brands.forward(n))}和${word}有限公司`;
    return {
      idempotencyKey: `sample-enterprise-opening-${n}`,
      bundle: 'enterprise-opening',
      channel: 'WINDOW',
      applicant: { person: { number, name, phone } },
      form: {
        enterpriseName,
        enterpriseKind: found.partner === undefined ? '有限责任公司(自然人独资)' : '有限责任公司(自然人投资或控股)',
        registeredCapital: yuan(capitalFen),
        businessScope: scope,
        industry,
        unitNumber: unit.unitNumber,
        legalRepresentative: { number, name },
        shareholders: shareholders(population, found, capitalFen),
        seals: SEALS.slice(0, 1 + (n % SEALS.length)),
        contactPhone: phone,
      },
      materials: [
        { code: 'articles-of-association', inline: pdf('articles-of-association', `Articles of association ${n}`) },
        { code: 'premises-proof', shared: unit.unitNumber },
        { code: 'premises-lease', inline: pdf('premises-lease', `Lease of the premises ${n}`) },
        { code: 'identity-documents', shared: number },
      ],
    };
  };
}

interface Opening {
  readonly founder: number;
  readonly partner: number | undefined;
  readonly unit: number;
}

function* founders(population: Population): Generator<Opening> {
  const premises = premisesByCounty(population, 'sample-opening-premises');
  const taken = new Set<number>();
  for (const founder of shuffled(population, 'sample-founder', population.people)) {
    const person = population.person(founder);
    if (!mayContract(person) || taken.has(person.household)) continue;
    taken.add(person.household);
    const unit = premisesAnywhere(population, premises, founder);
    if (unit === undefined) return;
    yield { founder, partner: partnerOf(population, person), unit: unit.index };
  }
}

/** Starts with a county drawn from the founder, and takes the others in turn. */
function premisesAnywhere(
  population: Population,
  premises: (county: string) => UnitTruth | undefined,
  founder: number,
): UnitTruth | undefined {
  for (let turn = 0; turn < population.counties.length; turn += 1) {
    const unit = premises(pick(population.counties, founder + turn).code);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

function partnerOf(population: Population, founder: PersonTruth): number | undefined {
  const { members } = population.household(founder.household);
  return members.find(({ person }) => person !== founder.index && mayContract(population.person(person)))?.person;
}

function shareholders(population: Population, { founder, partner }: Opening, capitalFen: number) {
  const share = (index: number, fen: number) => {
    const { number, name } = population.person(index);
    return { number, name, capital: yuan(fen) };
  };
  if (partner === undefined) return [share(founder, capitalFen)];
  return [share(founder, capitalFen * 0.6), share(partner, capitalFen * 0.4)];
}

export function relocations(population: Population): (n: number) => Sample | undefined {
  const relocation = remembered(movers(population));
  return (n) => {
    const found = relocation(n);
    if (found === undefined) return undefined;
    const enterprise = population.enterprise(found.enterprise);
    const { unitNumber } = population.unit(found.unit);
    return {
      idempotencyKey: `sample-enterprise-relocation-${n}`,
      bundle: 'enterprise-relocation',
      channel: 'WINDOW',
      applicant: applicant(population, enterprise),
      form: { creditCode: enterprise.creditCode, unitNumber },
      materials: [
        { code: 'business-licence', shared: enterprise.creditCode },
        { code: 'premises-proof', shared: unitNumber },
        { code: 'change-resolution', inline: pdf('change-resolution', `Resolution on the change of address ${n}`) },
      ],
    };
  };
}

/** An enterprise stays in its county, because another county would be another registration authority. */
function* movers(population: Population): Generator<{ enterprise: number; unit: number }> {
  const premises = premisesByCounty(population, 'sample-relocation-premises');
  for (const enterprise of inOrder(population, 0)) {
    const unit = premises(enterprise.county);
    if (unit !== undefined) yield { enterprise: enterprise.index, unit: unit.index };
  }
}

export function closings(population: Population): (n: number) => Sample | undefined {
  const closing = remembered(closers(population));
  return (n) => {
    const index = closing(n);
    if (index === undefined) return undefined;
    const enterprise = population.enterprise(index);
    return {
      idempotencyKey: `sample-enterprise-closing-${n}`,
      bundle: 'enterprise-closing',
      channel: 'WINDOW',
      applicant: applicant(population, enterprise),
      form: { creditCode: enterprise.creditCode, closingReason: pick(REASONS, n) },
      materials: [
        { code: 'business-licence', shared: enterprise.creditCode },
        { code: 'liquidation-report', inline: pdf('liquidation-report', `Liquidation report ${n}`) },
        { code: 'seal-surrender', inline: png('seal-surrender', n) },
      ],
    };
  };
}

function* closers(population: Population): Generator<number> {
  for (const enterprise of inOrder(population, 1)) yield enterprise.index;
}

function* inOrder(population: Population, half: 0 | 1): Generator<EnterpriseTruth> {
  for (const index of shuffled(population, 'sample-enterprise', population.enterprises)) {
    if (index % 2 !== half) continue;
    const enterprise = population.enterprise(index);
    if (isInOrder(enterprise)) yield enterprise;
  }
}

function applicant(population: Population, { creditCode, name, roles }: EnterpriseTruth): Sample['applicant'] {
  return { enterprise: { creditCode, name, phone: population.person(roles[0]?.person ?? 0).phone } };
}
