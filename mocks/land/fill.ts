// The truth as rows of the registry's own tables.
import { createHash } from 'node:crypto';
import type { Population, UnitTruth } from '../population/population.ts';
import { ARTEFACT, codeOf } from './code-tables.ts';
import { copyLine } from './copy.ts';

/** COPY lines for bdcdjk.title, in the order of its columns. */
export function* titleLines(population: Population): Iterable<string> {
  for (const unit of everyUnit(population)) {
    for (const [index, owner] of unit.owners.entries()) {
      const holder = holderOf(population, owner.holder);
      const sole = unit.owners.length === 1 && owner.share === '1/1';
      const byShares = owner.share !== null && !sole;
      yield copyLine([
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
        codeOf('DYZT', unit.state.startsWith('MORTGAGED') ? '已抵押' : '未抵押'),
        codeOf('CFZT', unit.state.endsWith('SEIZED') ? '已查封' : '未查封'),
      ]);
    }
  }
}

/** COPY lines for bdcdjk.mortgage or bdcdjk.seizure. */
export function* encumbranceLines(population: Population, kind: 'MORTGAGE' | 'SEIZURE'): Iterable<string> {
  for (const unit of everyUnit(population)) {
    for (const [index, encumbrance] of unit.encumbrances.entries()) {
      if (encumbrance.kind !== kind) continue;
      yield copyLine([
        unit.unitNumber,
        index + 1,
        encumbrance.holder,
        `${encumbrance.registeredOn} 00:00:00`,
        IN_FORCE,
      ]);
    }
  }
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

function* everyUnit(population: Population): Iterable<UnitTruth> {
  for (let index = 0; index < population.units; index++) yield population.unit(index);
}

const RIGHT = codeOf('QLLX', '国有建设用地使用权/房屋(构筑物)所有权');
const GRANTED = codeOf('QLXZ', '出让');
const CURRENT = codeOf('QSZT', '现势');
const PAST = codeOf('QSZT', '历史');
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
