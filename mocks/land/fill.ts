// The truth as rows of the registry's own tables.
import { createHash } from 'node:crypto';
import type { Population, UnitTruth } from '../population/population.ts';
import { ARTEFACT, codeOf } from './code-tables.ts';
import { copyLine } from './copy.ts';

/** What a slice of the units is in the registry's tables, as COPY lines in the order of their columns. */
export interface Slice {
  readonly titles: readonly string[];
  readonly mortgages: readonly string[];
  readonly seizures: readonly string[];
}

/** Units looked at together: enough to keep COPY busy, few enough to cost no memory. */
const SLICE_UNITS = 2_000;

/** Every unit once, slice by slice. */
export function* slices(population: Population): Iterable<Slice> {
  for (let first = 0; first < population.units; first += SLICE_UNITS) {
    const titles: string[] = [];
    const encumbrances = { MORTGAGE: [] as string[], SEIZURE: [] as string[] };
    for (let index = first; index < Math.min(first + SLICE_UNITS, population.units); index++) {
      const unit = population.unit(index);
      titles.push(...titleLines(population, unit));
      for (const [place, { kind, holder, registeredOn }] of unit.encumbrances.entries()) {
        encumbrances[kind].push(copyLine([unit.unitNumber, place + 1, holder, `${registeredOn} 00:00:00`, IN_FORCE]));
      }
    }
    yield { titles, mortgages: encumbrances.MORTGAGE, seizures: encumbrances.SEIZURE };
  }
}

/** One line a holder. */
function titleLines(population: Population, unit: UnitTruth): string[] {
  return unit.owners.map((owner, index) => {
    const holder = holderOf(population, owner.holder);
    const sole = unit.owners.length === 1 && owner.share === '1/1';
    const byShares = owner.share !== null && !sole;
    return copyLine([
      unit.unitNumber,
      index + 1,
      // Older entries were typed with full-width brackets.
      unit.index % 5 === 0 ? fullWidthBrackets(owner.certificateNumber) : owner.certificateNumber,
      holder.name,
      holder.kind,
      holder.number,
      ownershipOf(sole, byShares, unit.owners.length),
      byShares ? owner.share : null,
      unit.address,
      RIGHT,
      GRANTED,
      USAGE[unit.usage],
      (unit.areaHundredths / 100).toFixed(2),
      unit.usage === 'RESIDENTIAL' ? '70年' : '40年',
      null,
      unit.state === 'CANCELLED' ? PAST : CURRENT,
      `${owner.registeredOn} 00:00:00`,
      '不动产登记中心',
      unit.county,
      unit.state.startsWith('MORTGAGED') ? MORTGAGED : UNMORTGAGED,
      unit.state.endsWith('SEIZED') ? SEIZED : UNSEIZED,
    ]);
  });
}

const SAMPLES = 64;

/** Changes with the population's settings, with what it generates, and with the artefact. */
export function fingerprintOf(population: Population): string {
  const hash = createHash('sha256').update(ARTEFACT).update(JSON.stringify(population.settings));
  for (let sample = 0; sample < Math.min(SAMPLES, population.units); sample++) {
    const unit = population.unit(Math.floor((sample * population.units) / SAMPLES) % population.units);
    hash.update(JSON.stringify([unit, unit.owners.map(({ holder }) => holderOf(population, holder))]));
  }
  return hash.digest('hex');
}

const RIGHT = codeOf('QLLX', '国有建设用地使用权/房屋(构筑物)所有权');
const GRANTED = codeOf('QLXZ', '出让');
const CURRENT = codeOf('QSZT', '现势');
const PAST = codeOf('QSZT', '历史');
const MORTGAGED = codeOf('DYZT', '已抵押');
const UNMORTGAGED = codeOf('DYZT', '未抵押');
const SEIZED = codeOf('CFZT', '已查封');
const UNSEIZED = codeOf('CFZT', '未查封');
const IN_FORCE = codeOf('ZT', '有效');
const CITIZEN = codeOf('ZJZL', '身份证');
const ORGANISATION = codeOf('ZJZL', '统一社会信用代码');
const SOLE = codeOf('GYQK', '单独所有');
const JOINT = codeOf('GYQK', '共同共有');
const BY_SHARES = codeOf('GYQK', '按份共有');
const OTHER = codeOf('GYQK', '其他共有');
const USAGE: Readonly<Record<UnitTruth['usage'], string>> = {
  RESIDENTIAL: codeOf('YT', '住宅'),
  COMMERCIAL: codeOf('YT', '商业服务'),
  OFFICE: codeOf('YT', '办公'),
  INDUSTRIAL: codeOf('YT', '工业'),
  GARAGE: codeOf('YT', '车库'),
};

function ownershipOf(sole: boolean, byShares: boolean, owners: number): string {
  if (sole) return SOLE;
  if (byShares) return BY_SHARES;
  return owners > 1 ? JOINT : OTHER;
}

function holderOf(population: Population, holder: UnitTruth['owners'][number]['holder']) {
  if (holder.kind === 'person') {
    const { number, name } = population.person(holder.index);
    return { kind: CITIZEN, number, name };
  }
  const { creditCode, name } = population.enterprise(holder.index);
  return { kind: ORGANISATION, number: creditCode, name };
}

function fullWidthBrackets(certificate: string): string {
  return certificate.replace('(', '（').replace(')', '）');
}
