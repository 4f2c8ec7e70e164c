// Licences and roles out of the register's answers. One wrong record spoils its own key, a wrong answer all of them.
import { z } from 'zod';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Page } from '../../../src/departments/port.ts';
import { type CitizenNumber, parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { type CreditCode, parseCreditCode } from '../../../src/values/credit-code.ts';
import { enterpriseKinds, licenceStates, positions, yuanCurrency } from '../codes.ts';
import type { BusinessLicence, EnterpriseRole } from '../facts.ts';
import type { Envelope } from './envelope.ts';
import {
  fieldsOf,
  wireCitizenNumber,
  wireCode,
  wireCounty,
  wireCreditCode,
  wireDate,
  wireShortText,
  wireText,
  wireWanyuan,
} from './wire-values.ts';

const wireLicence = z.object({
  uniscid: wireCreditCode,
  entname: wireText,
  enttype: wireCode(enterpriseKinds),
  lerep: wireText,
  lerepcerno: wireCitizenNumber,
  regcap: wireWanyuan,
  regcapcur: z.literal(yuanCurrency),
  estdate: wireDate,
  opfrom: wireDate,
  opto: z.null().or(wireDate),
  opscope: wireText,
  dom: wireText,
  regorg: wireCounty,
  regstate: wireCode(licenceStates),
  industryphy: z.string().regex(/^[A-T]$/),
  industryco: z.string().regex(/^\d{0,4}$/),
  // Carried by nothing here, but required: without them it is not a record of this register.
  pripid: wireShortText,
  regno: wireShortText,
  apprdate: wireDate,
});

const wireRole = z.object({ cerno: wireCitizenNumber, uniscid: wireCreditCode, position: wireCode(positions) });

/** One licence a code, in the order asked; null for a code the register does not have. */
export function licencesOf(
  envelope: Envelope,
  codes: readonly CreditCode[],
): (BusinessLicence | null | DepartmentFault)[] {
  complete(envelope, codes.length);
  const found = new Map<string, BusinessLicence | DepartmentFault>();
  const asked = new Set<string>(codes);
  for (const record of envelope.datas) {
    const code = parseCreditCode(memberOf(record, 'uniscid'));
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
    const number = parseCitizenNumber(memberOf(record, 'cerno'));
    const roles = number === undefined ? undefined : found.get(number);
    if (number === undefined || roles === undefined) throw broken('a role came back for a person who was not asked');
    if (roles instanceof DepartmentFault) continue;
    const parsed = wireRole.safeParse(record);
    if (parsed.success) roles.push({ role: parsed.data.position, creditCode: parsed.data.uniscid });
    else found.set(number, broken(`a role of a person is wrong in ${fieldsOf(parsed.error)}`));
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

function licenceOf(record: unknown): BusinessLicence | DepartmentFault {
  const parsed = wireLicence.safeParse(record);
  if (!parsed.success) {
    const code = parseCreditCode(memberOf(record, 'uniscid')) ?? 'without a code';
    return broken(`licence ${code} is wrong in ${fieldsOf(parsed.error)}`);
  }
  const wire = parsed.data;
  return {
    creditCode: wire.uniscid,
    name: wire.entname,
    kind: wire.enttype,
    state: wire.regstate,
    legalRepresentative: { number: wire.lerepcerno, name: wire.lerep },
    registeredCapital: wire.regcap,
    establishedOn: wire.estdate,
    validFrom: wire.opfrom,
    validTo: wire.opto,
    scope: wire.opscope,
    address: wire.dom,
    county: wire.regorg,
    industry: `${wire.industryphy}${wire.industryco}`,
  };
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

function memberOf(record: unknown, name: string): unknown {
  return typeof record === 'object' && record !== null && Object.hasOwn(record, name)
    ? (record as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function broken(what: string): DepartmentFault {
  return new DepartmentFault('broken', `licensing: ${what}; ask the department what it sent`);
}
