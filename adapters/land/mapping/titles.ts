// Rows of the title view -> canonical titles. One row a holder; a unit with one malformed row is a fault as a whole,
// because a title that lacks an owner is a wrong title.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Page } from '../../../src/departments/port.ts';
import { type CitizenNumber, parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { type CountyCode, parseCountyCode } from '../../../src/values/county-code.ts';
import { parseCreditCode } from '../../../src/values/credit-code.ts';
import { parseTitleCertificate } from '../../../src/values/title-certificate.ts';
import { parseUnitNumber, type UnitNumber } from '../../../src/values/unit-number.ts';
import type { HolderNumber, Owner, Title } from '../facts.ts';
import type { Row } from '../transport.ts';
import { canonicalWords, codeOf, codeTable } from './code-tables.ts';
import {
  area,
  civilDate,
  coded,
  malformed,
  optionalText,
  parsed,
  positiveInteger,
  type Subject,
  text,
  wholeNumber,
} from './fields.ts';

/** For each asked unit its title, a fault where its rows are malformed, null where the view has none. */
export function titlesOf(rows: readonly Row[], units: readonly UnitNumber[]): (Title | DepartmentFault | null)[] {
  const byUnit = groupedBy(rows, 'bdcdyh', new Set<string>(units));
  return units.map((unit) => {
    const ofUnit = byUnit.get(unit);
    return ofUnit === undefined ? null : faultAsValue(() => completeTitle(ofUnit, unit));
  });
}

/** For each asked holder the titles by unit number, with that holder's own rows as `owners`. */
export function holdingsOf(
  rows: readonly Row[],
  holders: readonly HolderNumber[],
): (readonly Title[] | DepartmentFault)[] {
  const byHolder = groupedBy(rows, 'zjh', new Set<string>(holders));
  return holders.map((holder) => faultAsValue(() => titlesInOrder(byHolder.get(holder) ?? [])));
}

/**
 * A page of complete titles, from rows of up to one unit more than `first`. Throws where any row is malformed: a page
 * must not lack an item.
 */
export function titlePageOf(rows: readonly Row[], county: CountyCode, first: number): Page<Title> {
  const subject = `list of county ${county}`;
  const head = rows[0];
  if (head === undefined) throw malformed(subject, 'zs', 'is missing');
  const totalCount = wholeNumber(head, 'zs', subject);
  if (rows.some((row) => row['zs'] !== head['zs'])) throw malformed(subject, 'zs', 'differs between rows');
  const groups = head['bdcdyh'] === null && rows.length === 1 ? [] : unitGroups(rows);
  const titles = groups.map(([unit, ofUnit]) => completeTitle(ofUnit, unit));
  if (titles.some((title) => title.county !== county))
    throw malformed(subject, 'qxdm', 'is not the county that was asked for');
  const items = titles.slice(0, first);
  return { items, next: titles.length > first ? (items.at(-1)?.unitNumber ?? null) : null, totalCount };
}

function titlesInOrder(rows: readonly Row[]): readonly Title[] {
  const titles = unitGroups(rows).map(([unit, ofUnit]) => titleOf(ofUnit, unit));
  return titles.sort((one, other) => (one.unitNumber < other.unitNumber ? -1 : 1));
}

function unitGroups(rows: readonly Row[]): [UnitNumber, readonly Row[]][] {
  const groups = new Map<UnitNumber, Row[]>();
  for (const [index, row] of rows.entries()) {
    const unit = parsed(row, 'bdcdyh', `row ${index + 1} of the answer`, parseUnitNumber);
    const group = groups.get(unit);
    if (group === undefined) groups.set(unit, [row]);
    else group.push(row);
  }
  return [...groups];
}

/** Throws where a row is about something that was not asked: its key may be a damaged one that was. */
export function groupedBy(rows: readonly Row[], column: string, asked: ReadonlySet<string>): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const [index, row] of rows.entries()) {
    const key = row[column];
    if (typeof key !== 'string' || !asked.has(key)) {
      throw malformed(`row ${index + 1} of the answer`, column, 'is none that was asked for');
    }
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

export function faultAsValue<Value>(read: () => Value): Value | DepartmentFault {
  try {
    return read();
  } catch (error) {
    if (error instanceof DepartmentFault) return error;
    throw error;
  }
}

/** A title of which every holder must be there: places in the register count 1, 2, 3 … without gaps. */
function completeTitle(rows: readonly Row[], unit: UnitNumber): Title {
  const ordered = [...rows].sort((one, other) => Number(one['sxh']) - Number(other['sxh']));
  for (const [index, row] of ordered.entries()) {
    if (positiveInteger(row, 'sxh', `unit ${unit}`) !== index + 1)
      throw malformed(`unit ${unit}`, 'sxh', 'has a gap or a repetition');
  }
  const ownership = ordered[0]?.['gyqk'];
  if (ownership !== OTHER && (ownership === SOLE) !== (ordered.length === 1)) {
    throw malformed(`unit ${unit}`, 'gyqk', 'does not fit the number of holders');
  }
  return titleOf(ordered, unit);
}

const UNIT_COLUMNS = ['zl', 'yt', 'mj', 'qszt', 'dyzt', 'cfzt', 'qxdm', 'qllx', 'qlxz', 'gyqk'] as const;

function titleOf(rows: readonly Row[], unitNumber: UnitNumber): Title {
  const subject = `unit ${unitNumber}`;
  const first = rows[0] as Row;
  for (const column of rows.length > 1 ? UNIT_COLUMNS : []) {
    if (rows.some((row) => row[column] !== first[column]))
      throw malformed(subject, column, 'differs between rows of one unit');
  }
  checkUnused(first, subject);
  return {
    unitNumber,
    county: parsed(first, 'qxdm', subject, parseCountyCode),
    address: text(first, 'zl', subject),
    usage: coded(first, 'yt', subject, USAGE),
    areaSquareMetres: area(first, 'mj', subject),
    state: stateOf(first, subject),
    owners: rows.map((row) => ownerOf(row, subject)),
  };
}

const USAGE = canonicalWords('YT', {
  住宅: 'RESIDENTIAL',
  商业服务: 'COMMERCIAL',
  办公: 'OFFICE',
  工业: 'INDUSTRIAL',
  车库: 'GARAGE',
} as const);
const RIGHT = codeTable('QLLX');
const RIGHT_NATURE = codeTable('QLXZ');

/** Columns that no canonical field takes up must still be what the contract says: a damaged row is no row. */
function checkUnused(row: Row, subject: Subject): void {
  coded(row, 'qllx', subject, RIGHT);
  coded(row, 'qlxz', subject, RIGHT_NATURE);
}

const STANDING = canonicalWords('QSZT', { 现势: 'current', 历史: 'cancelled' } as const);
const MORTGAGED = canonicalWords('DYZT', { 未抵押: false, 已抵押: true });
const SEIZED = canonicalWords('CFZT', { 未查封: false, 已查封: true });

function stateOf(row: Row, subject: Subject): Title['state'] {
  const standing = coded(row, 'qszt', subject, STANDING);
  const mortgaged = coded(row, 'dyzt', subject, MORTGAGED);
  const seized = coded(row, 'cfzt', subject, SEIZED);
  if (standing === 'cancelled') return 'CANCELLED';
  if (seized) return mortgaged ? 'MORTGAGED_AND_SEIZED' : 'SEIZED';
  return mortgaged ? 'MORTGAGED' : 'NORMAL';
}

function ownerOf(row: Row, subject: Subject): Owner {
  optionalText(row, 'syqx', subject);
  optionalText(row, 'fj', subject);
  text(row, 'djjg', subject);
  positiveInteger(row, 'sxh', subject);
  return {
    number: coded(row, 'zjzl', subject, HOLDER_NUMBER)(row, subject),
    name: text(row, 'qlr', subject),
    share: shareOf(row, subject),
    certificateNumber: parsed(row, 'bdcqzh', subject, parseTitleCertificate),
    registeredOn: civilDate(row, 'djsj', subject),
  };
}

const HOLDER_NUMBER = canonicalWords<(row: Row, subject: Subject) => HolderNumber>('ZJZL', {
  身份证: (row, subject): CitizenNumber => parsed(row, 'zjh', subject, parseCitizenNumber),
  统一社会信用代码: (row, subject) => parsed(row, 'zjh', subject, parseCreditCode),
});

const SOLE = codeOf('GYQK', '单独所有');
const BY_SHARES = codeOf('GYQK', '按份共有');
const OTHER = codeOf('GYQK', '其他共有');
const OWNERSHIP = codeTable('GYQK');

/** `1/1` for a sole owner, null where ownership is joint, else the fraction as the register has it. */
function shareOf(row: Row, subject: Subject): string | null {
  coded(row, 'gyqk', subject, OWNERSHIP);
  if (row['gyqk'] === BY_SHARES) return parsed(row, 'qlbl', subject, fractionOf);
  if (row['qlbl'] !== null) throw malformed(subject, 'qlbl', 'stands where ownership is not by shares');
  return row['gyqk'] === SOLE ? '1/1' : null;
}

/** `n/d` with 0 < n <= d, or undefined. */
export function fractionOf(text: string): string | undefined {
  const [, part, whole] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  return part !== undefined && Number(part) <= Number(whole) ? text : undefined;
}
