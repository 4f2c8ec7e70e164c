// Licences and roles out of the register's answers. One wrong record spoils its own key, a wrong answer all of them.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Page } from '../../../src/departments/port.ts';
import { type CitizenNumber, parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { type CivilDate, parseCivilDate } from '../../../src/values/civil-date.ts';
import { parseCountyCode } from '../../../src/values/county-code.ts';
import { type CreditCode, parseCreditCode } from '../../../src/values/credit-code.ts';
import { enterpriseKinds, licenceStates, positions, yuanCurrency } from '../codes.ts';
import type { BusinessLicence, EnterpriseRole } from '../facts.ts';
import type { Envelope } from './envelope.ts';
import { RecordFlaws, recordOf } from './record-flaws.ts';
import { parseCode, parseText, parseWanyuan } from './wire-values.ts';

/** One licence a code, in the order asked; null for a code the register does not have. */
export function licencesOf(
  envelope: Envelope,
  codes: readonly CreditCode[],
): (BusinessLicence | null | DepartmentFault)[] {
  complete(envelope, codes.length);
  const found = new Map<string, BusinessLicence | DepartmentFault>();
  const asked = new Set<string>(codes);
  for (const record of envelope.datas) {
    const code = parseCreditCode(recordOf(record)['uniscid']);
    if (code === undefined || !asked.has(code)) throw broken('a licence came back for a code that was not asked');
    if (found.has(code)) throw broken(`two licences came back for ${code}`);
    found.set(code, licenceOf(record));
  }
  return codes.map((code) => found.get(code) ?? null);
}

/** Roles of each person, in the order asked; empty for a person without one. */
export function rolesOf(
  envelope: Envelope,
  persons: readonly CitizenNumber[],
): (readonly EnterpriseRole[] | DepartmentFault)[] {
  complete(envelope, Number.POSITIVE_INFINITY);
  const found = new Map<string, EnterpriseRole[] | DepartmentFault>(persons.map((number) => [number, []]));
  for (const record of envelope.datas) {
    const number = parseCitizenNumber(recordOf(record)['cerno']);
    const roles = number === undefined ? undefined : found.get(number);
    if (number === undefined || roles === undefined) throw broken('a role came back for a person who was not asked');
    if (roles instanceof DepartmentFault) continue;
    const role = roleOf(record);
    if (role instanceof DepartmentFault) found.set(number, role);
    else roles.push(role);
  }
  return persons.map((number) => inOrder(found.get(number) ?? []));
}

/** One page of a county's licences. A wrong record breaks the page: a list has no place for a gap. */
export function licencePageOf(
  envelope: Envelope,
  question: { readonly county: string; readonly first: number; readonly after: string | null },
): Page<BusinessLicence> {
  const { datas, dataCount, next } = envelope;
  if (datas.length > question.first || datas.length > dataCount) throw broken('a page holds more than was asked for');
  let last = question.after ?? '';
  const items = datas.map((record) => {
    const licence = licenceOf(record);
    if (licence instanceof DepartmentFault) throw licence;
    if (licence.county !== question.county) throw broken(`${licence.creditCode} came back for another county`);
    if (licence.creditCode <= last) throw broken(`${licence.creditCode} came back out of order`);
    last = licence.creditCode;
    return licence;
  });
  if (next !== null && next !== items.at(-1)?.creditCode) throw broken('next is not the last code of the page');
  return { items, next, totalCount: dataCount };
}

/** Read field by field without a schema: a page of a list has twenty of them, and a schema takes as long again as the wire does. */
function licenceOf(record: unknown): BusinessLicence | DepartmentFault {
  const wire = recordOf(record);
  const flaws = new RecordFlaws();
  const licence: BusinessLicence = {
    creditCode: flaws.sound('uniscid', parseCreditCode(wire['uniscid'])),
    name: flaws.sound('entname', parseText(wire['entname'], TEXT_MAX)),
    kind: flaws.sound('enttype', parseCode(KINDS, wire['enttype'])),
    state: flaws.sound('regstate', parseCode(STATES, wire['regstate'])),
    legalRepresentative: {
      number: flaws.sound('lerepcerno', parseCitizenNumber(wire['lerepcerno'])),
      name: flaws.sound('lerep', parseText(wire['lerep'], TEXT_MAX)),
    },
    registeredCapital: flaws.sound('regcap', parseWanyuan(wire['regcap'])),
    establishedOn: flaws.sound('estdate', parseCivilDate(wire['estdate'])),
    validFrom: flaws.sound('opfrom', parseCivilDate(wire['opfrom'])),
    validTo: flaws.sound<CivilDate | null>('opto', wire['opto'] === null ? null : parseCivilDate(wire['opto'])),
    scope: flaws.sound('opscope', parseText(wire['opscope'], TEXT_MAX)),
    address: flaws.sound('dom', parseText(wire['dom'], TEXT_MAX)),
    county: flaws.sound('regorg', parseCountyCode(wire['regorg'])),
    industry:
      flaws.sound('industryphy', matching(INDUSTRY_LETTER, wire['industryphy'])) +
      flaws.sound('industryco', matching(INDUSTRY_DIGITS, wire['industryco'])),
  };
  flaws.sound('regcapcur', wire['regcapcur'] === yuanCurrency || undefined);
  // Carried by nothing here, but required: without them it is not a record of this register.
  flaws.sound('pripid', parseText(wire['pripid'], SHORT_TEXT_MAX));
  flaws.sound('regno', parseText(wire['regno'], SHORT_TEXT_MAX));
  flaws.sound('apprdate', parseCivilDate(wire['apprdate']));
  if (flaws.none) return licence;
  return broken(`licence ${parseCreditCode(wire['uniscid']) ?? 'without a code'} is wrong in ${flaws.fields}`);
}

const KINDS = new Map(Object.entries(enterpriseKinds));
const STATES = new Map(Object.entries(licenceStates));
const POSITIONS = new Map(Object.entries(positions));
const TEXT_MAX = 4000;
const SHORT_TEXT_MAX = 64;
const INDUSTRY_LETTER = /^[A-T]$/;
const INDUSTRY_DIGITS = /^\d{0,4}$/;

function matching(shape: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}

function roleOf(record: unknown): EnterpriseRole | DepartmentFault {
  const wire = recordOf(record);
  const flaws = new RecordFlaws();
  const role: EnterpriseRole = {
    role: flaws.sound('position', parseCode(POSITIONS, wire['position'])),
    creditCode: flaws.sound('uniscid', parseCreditCode(wire['uniscid'])),
  };
  return flaws.none ? role : broken(`a role of a person is wrong in ${flaws.fields}`);
}

/** By credit code, then by the role's name, however the department sorted them. */
function inOrder(roles: readonly EnterpriseRole[] | DepartmentFault): readonly EnterpriseRole[] | DepartmentFault {
  if (roles instanceof DepartmentFault) return roles;
  const sorted = roles.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
  const twice = sorted.some((role, index) => index > 0 && rank(role) === rank(sorted[index - 1] ?? role));
  return twice ? broken('a role of a person came back twice') : sorted;
}

function rank(role: EnterpriseRole): string {
  return `${role.creditCode}${role.role}`;
}

/** An answer that says it holds more, or less, than it does was cut off somewhere. */
function complete(envelope: Envelope, most: number): void {
  const { dataCount, datas } = envelope;
  if (dataCount !== datas.length) throw broken(`it counts ${dataCount} records and holds ${datas.length}`);
  if (datas.length > most) throw broken(`it holds ${datas.length} records where at most ${most} were asked`);
}

function broken(what: string): DepartmentFault {
  return new DepartmentFault('broken', `licensing: ${what}; ask the department what it sent`);
}
