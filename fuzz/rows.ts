// Rows of the land registry's staging database, damaged, through the mapping that the adapter reads them with. A title or a step
// that is taken must say what stands in its rows, and nothing that a register does not hold.
import type { Title } from '../adapters/land/facts.ts';
import { progressOf } from '../adapters/land/mapping/progress.ts';
import { titlesOf } from '../adapters/land/mapping/titles.ts';
import type { Row } from '../adapters/land/transport.ts';
import type { Chance } from '../commands/history/chance.ts';
import { codeOf } from '../mocks/land/code-tables.ts';
import { createPopulation } from '../mocks/population/town.ts';
import { DepartmentFault } from '../src/departments/fault.ts';
import type { Progress } from '../src/departments/port.ts';
import type { UnitNumber } from '../src/values/unit-number.ts';
import { damageText } from './damage.ts';
import { heldBytes } from './memory.ts';
import { finding, type OpenTarget, type Plant, type Target, type Verdict } from './target.ts';

const CLEANS: Plant = { name: 'cleans a name of what should not be in it' };
const KEY = '1135042800TE5T029H400011705100020261123000001';
const population = createPopulation({ seed: 1, people: 200 });
/** What databases and spreadsheets make of values. */
const WORDS = [
  'NULL',
  'NaN',
  '1e3',
  '0x1f',
  '-1',
  '+7',
  '9999999999999999',
  '1,5',
  '\u00a0',
  '\u202e',
  '\u0000',
  '�',
  '（',
  '',
];

export const rows: Target = {
  name: 'rows',
  inputs: 10_000,
  atOnce: 1,
  plants: [CLEANS],
  open: async (plant) => openRows(plant === CLEANS),
};

function openRows(cleans: boolean): OpenTarget {
  return {
    run: async (chance) => (chance.percent(60) ? runTitle(chance, cleans) : runProgress(chance)),
    memoryBytes: heldBytes,
    close: async () => undefined,
  };
}

function runTitle(chance: Chance, cleans: boolean): Verdict {
  const unit = `350428001002GB00003F0001000${1 + chance.below(9)}` as UnitNumber;
  const asked = damagedRows(titleRows(unit, chance), chance);
  const input = JSON.stringify(asked);
  const title = taken(() => titlesOf(cleans ? asked.map(withCleanTexts) : asked, [unit])[0]);
  if (title === undefined) return { kind: 'refused' };
  if (title === null) return asked.length === 0 ? { kind: 'taken' } : finding('a title was overlooked', input);
  const wrong = wrongTitle(title as Title, asked, unit);
  return wrong === undefined ? { kind: 'taken' } : finding(`${wrong}: ${JSON.stringify(title)}`, input);
}

function runProgress(chance: Chance): Verdict {
  const asked = damagedRows(progressRows(chance), chance);
  const input = JSON.stringify(asked);
  const progress = taken(() => progressOf(asked, [KEY]));
  if (progress === undefined) return { kind: 'refused' };
  const wrong = wrongProgress(progress, asked);
  return wrong === undefined ? { kind: 'taken' } : finding(`${wrong}: ${JSON.stringify(progress)}`, input);
}

/** Undefined where it is refused with a fault of the department's. */
function taken<Value>(read: () => Value): Exclude<Value, DepartmentFault> | undefined {
  try {
    const value = read();
    return value instanceof DepartmentFault ? undefined : (value as Exclude<Value, DepartmentFault>);
  } catch (error) {
    if (error instanceof DepartmentFault) return undefined;
    throw error;
  }
}

/** What a reader does that means well. */
function withCleanTexts(row: Row): Row {
  const clean = (text: string | null | undefined) => text?.replace(/[^\p{Script=Han}\p{Number}]/gu, '') ?? null;
  return { ...row, qlr: clean(row['qlr']), zl: clean(row['zl']) };
}

function damagedRows(intact: readonly Row[], chance: Chance): readonly Row[] {
  if (chance.percent(10)) return intact;
  const damaged = intact.map((row) => (chance.percent(70) ? damagedRow(row, chance) : row));
  switch (chance.below(12)) {
    case 0:
      return damaged.slice(1);
    case 1:
      return [...damaged, ...damaged];
    case 2:
      return damaged.toReversed();
    default:
      return damaged;
  }
}

function damagedRow(row: Row, chance: Chance): Row {
  const column = chance.pick(Object.keys(row));
  const value = row[column];
  switch (chance.below(6)) {
    case 0:
      return { ...row, [column]: null };
    case 1:
      return Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
    case 2:
      return { ...row, [column]: chance.pick(WORDS) };
    case 3:
      return { ...row, [column]: row[chance.pick(Object.keys(row))] ?? '' };
    default:
      return { ...row, [column]: damageText(value ?? '', chance, WORDS) };
  }
}

function titleRows(unit: UnitNumber, chance: Chance): readonly Row[] {
  const holders = 1 + chance.below(3);
  const ownership = holders === 1 ? '单独所有' : chance.pick(['共同共有', '按份共有']);
  return Array.from({ length: holders }, (_, index) => {
    const { name, number } = population.person(chance.below(population.people));
    return {
      bdcdyh: unit,
      sxh: String(index + 1),
      bdcqzh: `闽(2019)将乐县不动产权第000123${index}号`,
      qlr: name,
      zjzl: codeOf('ZJZL', '身份证'),
      zjh: number,
      gyqk: codeOf('GYQK', ownership),
      qlbl: ownership === '按份共有' ? `1/${holders}` : null,
      zl: '三华南路3号2栋302室',
      qllx: '4',
      qlxz: codeOf('QLXZ', '出让'),
      yt: codeOf('YT', '住宅'),
      mj: '89.50',
      syqx: '70年',
      fj: null,
      qszt: codeOf('QSZT', '现势'),
      djsj: '2019-05-06 00:00:00',
      djjg: '将乐县不动产登记中心',
      qxdm: '350428',
      dyzt: '0',
      cfzt: '0',
    };
  });
}

function progressRows(chance: Chance): readonly Row[] {
  const states = ['部门受理', '通过'].slice(0, 1 + chance.below(2));
  const certificate = states.includes('通过') ? '闽(2026)将乐县不动产权第0001234号' : null;
  return states.map((state, index) => ({
    projid: KEY,
    sn: String(index + 1),
    nodename: '登簿',
    nodestate: codeOf('NODESTATE', state),
    nodestarttime: `2026-11-2${index + 1} 09:00:00`,
    nodeendtime: chance.percent(50) ? `2026-11-2${index + 1} 10:30:00.5` : null,
    nodeadv: chance.percent(30) ? '材料齐全' : null,
    noderesult: '办结',
    doneresult: null,
    doneexplain: null,
    certificatenam: certificate && '不动产权证书',
    certificateno: certificate,
  }));
}

const UNFIT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFD\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function wrongTitle(title: Title, said: readonly Row[], unit: UnitNumber): string | undefined {
  const inOrder = [...said].sort((one, other) => Number(one['sxh']) - Number(other['sxh']));
  const [first] = inOrder;
  if (!first || title.unitNumber !== unit || inOrder.some(({ bdcdyh }) => bdcdyh !== unit)) return 'another unit';
  if (title.owners.length !== inOrder.length) return 'not every holder, or one too many';
  if (title.address !== first['zl'] || UNFIT.test(title.address)) return 'another address';
  if (!/^\d+(\.\d{1,2})?$/.test(first['mj'] ?? '') || title.areaSquareMetres !== Number(first['mj']))
    return 'another area';
  if (title.county !== first['qxdm']) return 'another county';
  const state = first['qszt'] === codeOf('QSZT', '现势') ? STATES[`${first['dyzt']}${first['cfzt']}`] : 'CANCELLED';
  if (title.state !== state) return 'another state';
  const differs = title.owners.some(
    ({ number, name, share, certificateNumber, registeredOn }, index) =>
      name !== inOrder[index]?.['qlr'] ||
      UNFIT.test(name) ||
      number !== inOrder[index]?.['zjh'] ||
      certificateNumber !== inOrder[index]?.['bdcqzh']?.replaceAll('（', '(').replaceAll('）', ')') ||
      registeredOn !== inOrder[index]?.['djsj']?.slice(0, 10) ||
      (share ?? null) !== (inOrder.length === 1 && share === '1/1' ? '1/1' : (inOrder[index]?.['qlbl'] ?? null)),
  );
  return differs ? 'another holder' : undefined;
}

const STATES: Readonly<Record<string, string>> = {
  '00': 'NORMAL',
  '10': 'MORTGAGED',
  '01': 'SEIZED',
  '11': 'MORTGAGED_AND_SEIZED',
};

function wrongProgress(progress: readonly Progress[], said: readonly Row[]): string | undefined {
  if (progress.length !== said.length) return 'not every step, or one too many';
  const differs = progress.some(({ key, sequence, at, kind, reason, licences }) => {
    const row = said.find(({ sn }) => sn === String(sequence));
    const when = `${(row?.['nodeendtime'] ?? row?.['nodestarttime'])?.replace(' ', 'T')}+08:00`;
    return (
      key !== row?.['projid'] ||
      at !== when ||
      (reason !== null && (UNFIT.test(reason) || ![row['nodeadv'], row['doneexplain']].includes(reason))) ||
      (kind === 'APPROVED') !== (row['nodestate'] === codeOf('NODESTATE', '通过')) ||
      licences.some(({ number }) => number !== row['certificateno']?.replaceAll('（', '(').replaceAll('）', ')'))
    );
  });
  return differs ? 'another step' : undefined;
}
