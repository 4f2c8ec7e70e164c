import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enterpriseKinds, licenceStates, positions } from '../../../../adapters/licensing/codes.ts';
import type { BusinessLicence, EnterpriseRole } from '../../../../adapters/licensing/facts.ts';
import type { Envelope } from '../../../../adapters/licensing/mapping/envelope.ts';
import { licencePageOf, licencesOf, rolesOf } from '../../../../adapters/licensing/mapping/register.ts';
import { wanyuanOfYuan } from '../../../../adapters/licensing/mapping/wire-values.ts';
import { parseStrictJson } from '../../../../adapters/licensing/strict-json.ts';
import { DepartmentFault } from '../../../../src/departments/fault.ts';
import { type CitizenNumber, citizenNumberCheck } from '../../../../src/values/citizen-number.ts';
import type { CivilDate } from '../../../../src/values/civil-date.ts';
import type { CountyCode } from '../../../../src/values/county-code.ts';
import { type CreditCode, creditCodeCheck } from '../../../../src/values/credit-code.ts';
import { moneyOfFen } from '../../../../src/values/money.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const creditCode = fc
  .stringMatching(/^9[12]350428[0-9A-HJ-NPQRTUWXY]{9}$/)
  .map((first17) => `${first17}${creditCodeCheck(first17)}` as CreditCode);
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as CivilDate);
const citizenNumber = fc.tuple(digits(5), day, digits(3)).map(([district, born, sequence]) => {
  const first17 = `3${district}${born.replaceAll('-', '')}${sequence}`;
  return `${first17}${citizenNumberCheck(first17)}` as CitizenNumber;
});
const name = fc
  .array(fc.constantFrom(...'廖张䶮㛃𬱖龴·"\\:{}[],‘（）A1 '), { minLength: 1, maxLength: 20 })
  .map((characters) => `将${characters.join('')}`);
const licence: fc.Arbitrary<BusinessLicence> = fc.record({
  creditCode,
  name,
  kind: fc.constantFrom(...Object.values(enterpriseKinds)),
  state: fc.constantFrom(...Object.values(licenceStates)),
  legalRepresentative: fc.record({ number: citizenNumber, name }),
  registeredCapital: fc.bigInt({ min: 0n, max: 99_999_999_999_999_999n }).map(moneyOfFen),
  establishedOn: day,
  validFrom: day,
  validTo: fc.option(day),
  scope: name,
  address: name,
  county: fc.constantFrom('350428' as CountyCode, '350102' as CountyCode),
  industry: fc.stringMatching(/^[A-T]\d{0,4}$/),
});

/** As the department writes a licence, after its contract and not after the mapping. */
function written(licence: BusinessLicence): string {
  const codeOf = (table: Readonly<Record<string, string>>, value: string) =>
    Object.keys(table).find((code) => table[code] === value);
  const record = {
    pripid: '1',
    uniscid: licence.creditCode,
    regno: '1',
    entname: licence.name,
    enttype: codeOf(enterpriseKinds, licence.kind),
    lerep: licence.legalRepresentative.name,
    lerepcerno: licence.legalRepresentative.number,
    regcapcur: '156',
    estdate: licence.establishedOn,
    opfrom: licence.validFrom,
    opto: licence.validTo,
    opscope: licence.scope,
    dom: licence.address,
    regorg: licence.county,
    regstate: codeOf(licenceStates, licence.state),
    apprdate: licence.establishedOn,
    industryphy: licence.industry.slice(0, 1),
    industryco: licence.industry.slice(1),
  };
  const fen = licence.registeredCapital.replace('.', '').padStart(7, '0');
  const wanyuan = `${fen.slice(0, -6).replace(/^0+(?=\d)/, '')}.${fen.slice(-6)}`;
  return JSON.stringify(record).replace('{', `{"regcap":${wanyuan},`);
}

function envelope(records: readonly string[], over: Partial<Envelope> = {}): Envelope {
  const datas = parseStrictJson(Buffer.from(`[${records.join(',')}]`)) as unknown[];
  return { dataCount: records.length, datas, next: null, ...over };
}

describe('licences from the wire', () => {
  it('are what was written, to the last fen and the rarest character', () => {
    fc.assert(
      fc.property(licence, (given) => {
        expect(licencesOf(envelope([written(given)]), [given.creditCode])).toEqual([given]);
      }),
    );
  });

  it('come back in the order asked, null where the register has none', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(licence, { selector: (one) => one.creditCode, minLength: 3, maxLength: 8 }),
        (given) => {
          const [missing, ...there] = given;
          const codes = given.map((one) => one.creditCode);
          const answered = licencesOf(envelope(there.toReversed().map(written)), codes);
          expect(answered).toEqual(
            codes.map((code) => (code === missing?.creditCode ? null : given.find((one) => one.creditCode === code))),
          );
        },
      ),
    );
  });

  it('spoil only their own key where one is wrong', () => {
    const [good, bad] = fc.sample(licence, { numRuns: 2, seed: 7 }) as [BusinessLicence, BusinessLicence];
    const spoilt = written(bad).replace(/"estdate":"[^"]*"/, '"estdate":"2019-02-30"');
    const answered = licencesOf(envelope([spoilt, written(good)]), [bad.creditCode, good.creditCode]);
    expect(answered[0]).toBeInstanceOf(DepartmentFault);
    expect((answered[0] as DepartmentFault).message).toContain(`${bad.creditCode} is wrong in estdate`);
    expect(answered[1]).toEqual(good);
  });

  it('name every field that is wrong, and no other', () => {
    const number = parseStrictJson(Buffer.from('7'));
    const never = [null, true, number, {}, [], undefined];
    const text = [...never, '', ' ', '\u0007', 'x'.repeat(4001)];
    const date = [...never, '', '2019-02-30', '20190101'];
    const damages: Readonly<Record<string, readonly unknown[]>> = {
      ...{
        entname: text,
        lerep: text,
        opscope: text,
        dom: text,
        enttype: [...text, 'toString'],
        regstate: [...text, '9'],
      },
      ...{
        pripid: [...text, 'x'.repeat(65)],
        regno: [...text, 'x'.repeat(65)],
        lerepcerno: [...text, '350428198001011230'],
      },
      ...{ estdate: date, opfrom: date, apprdate: date, opto: date.filter((value) => value !== null) },
      ...{ regorg: [...never, '350499'], industryphy: [...never, 'U', 'AB'], industryco: [...never, 'A', '12345'] },
      ...{ regcap: ['1', null, undefined, parseStrictJson(Buffer.from('-1')), parseStrictJson(Buffer.from('1e3'))] },
      regcapcur: [...never, '840'],
    };
    const damaged = fc
      .subarray(Object.keys(damages), { minLength: 1 })
      .chain((fields) =>
        fc.record(Object.fromEntries(fields.map((field) => [field, fc.constantFrom(...(damages[field] ?? []))]))),
      );
    fc.assert(
      fc.property(licence, damaged, (given, damage) => {
        const { datas } = envelope([written(given)]);
        const spoilt = { ...(datas[0] as object), ...damage };
        const [answered] = licencesOf({ dataCount: 1, datas: [spoilt], next: null }, [given.creditCode]);
        const [, named = ''] = / is wrong in ([a-z, ]+);/.exec((answered as DepartmentFault).message) ?? [];
        expect(named.split(', ').sort()).toEqual(Object.keys(damage).sort());
      }),
    );
  });
});

describe('a page of a county', () => {
  const pair = fc
    .sample(licence, { numRuns: 2, seed: 11 })
    .map((one) => ({ ...one, county: '350428' as CountyCode }))
    .sort((one, other) => (one.creditCode < other.creditCode ? -1 : 1)) as [BusinessLicence, BusinessLicence];
  const question = { county: '350428', first: 2, after: null };

  it('says what comes next and how many there are', () => {
    const next = pair[1].creditCode;
    expect(licencePageOf(envelope(pair.map(written), { dataCount: 9, next }), question)).toEqual({
      items: pair,
      next,
      totalCount: 9,
    });
    expect(licencePageOf(envelope([], { dataCount: 9 }), question)).toEqual({ items: [], next: null, totalCount: 9 });
  });

  it('is broken where it goes back before its start, so that no reader runs in a circle', () => {
    const after = pair[1].creditCode;
    expect(() => licencePageOf(envelope(pair.map(written), { dataCount: 9 }), { ...question, after })).toThrow(
      /out of order/,
    );
    expect(() => licencePageOf(envelope([], { dataCount: 9, next: after }), { ...question, after })).toThrow(/next/);
  });
});

describe('roles from the wire', () => {
  const role = fc.record({ creditCode, role: fc.constantFrom(...Object.values(positions)) });

  it('are ordered by code and role, and empty for a person without any', () => {
    const twoPeople = fc.uniqueArray(citizenNumber, { minLength: 2, maxLength: 2 });
    const roles = fc.uniqueArray(role, { selector: (one) => one.creditCode + one.role, maxLength: 6 });
    fc.assert(
      fc.property(twoPeople, roles, ([person = '' as CitizenNumber, idle = '' as CitizenNumber], given) => {
        const records = given.map((one) => writtenRole(person, one));
        const inOrder = given.toSorted((one, other) =>
          one.creditCode + one.role < other.creditCode + other.role ? -1 : 1,
        );
        expect(rolesOf(envelope(records), [person, idle])).toEqual([inOrder, []]);
      }),
    );
  });
});

function writtenRole(cerno: string, { creditCode, role }: EnterpriseRole): string {
  const position = Object.keys(positions).find((code) => positions[code] === role);
  return JSON.stringify({ cerno, uniscid: creditCode, entname: '某', position });
}

describe('amounts in 万元', () => {
  it('lose nothing on the way there', () => {
    expect(wanyuanOfYuan('1234567.89')).toBe('123.456789');
    expect(wanyuanOfYuan('1000000')).toBe('100');
    expect(wanyuanOfYuan('0.01')).toBe('0.000001');
    expect(wanyuanOfYuan('0')).toBe('0');
    expect(wanyuanOfYuan('-1')).toBeUndefined();
    expect(wanyuanOfYuan('1e6')).toBeUndefined();
  });
});
