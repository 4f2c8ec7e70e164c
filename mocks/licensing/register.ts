// The register: the population's enterprises, and over them what approved applications established, moved or cancelled.
import type { EnterpriseTruth, Population } from '../population/population.ts';
import type { Application, Applications } from '../simulator.ts';
import { enttypeOf } from './contract.ts';
import { detailOf } from './detail.ts';
import { beijing, exact, wanyuan } from './wire.ts';

const REGSTATE = { ACTIVE: '1', REVOKED: '2', CANCELLED: '3', SUSPENDED: '4' } as const;
const POSITION = {
  LEGAL_REPRESENTATIVE: '01',
  DIRECTOR: '02',
  SUPERVISOR: '03',
  MANAGER: '04',
  SHAREHOLDER: '05',
} as const;
const SCAN = 1000;

export type Licence = Readonly<Record<string, unknown>> & {
  readonly uniscid: string;
  readonly entname: string;
  readonly regorg: string;
  readonly regstate: string;
};

interface Written {
  readonly key: string;
  /** Known once it was seen: an approval is final. */
  approved: Application | undefined;
}

export class Register {
  readonly #population: Population;
  readonly #applications: Applications;
  readonly #written = new Map<string, Written[]>();
  readonly #codesOfCounty = new Map<string, string[]>();
  readonly #codesOfPerson = new Map<string, Set<string>>();

  constructor(population: Population, applications: Applications) {
    this.#population = population;
    this.#applications = applications;
    for (let after = 0; ; ) {
      const page = applications.since(after, SCAN);
      for (const { key } of page) this.note(applications.find(key));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.position;
    }
  }

  /** Remembers an application; it shows in the register from its approval on. */
  note(application: Application | undefined): void {
    if (application === undefined) return;
    const { uniscid, body } = detailOf(application);
    const written = this.#written.get(uniscid) ?? [];
    if (written.some(({ key }) => key === application.key)) return;
    this.#written.set(uniscid, [...written, { key: application.key, approved: undefined }]);
    if (application.effect !== 'establishment') return;
    insert(this.#codesOfCounty, String(body['regorg']), uniscid);
    for (const cerno of new Set([String(body['lerepcerno']), ...investorsOf(body).map((investor) => investor.cerno)])) {
      this.#codesOfPerson.set(cerno, (this.#codesOfPerson.get(cerno) ?? new Set()).add(uniscid));
    }
  }

  licence(code: string): Licence | undefined {
    const index = this.#population.findEnterprise(code);
    const approvals = this.#approvals(code);
    const established = approvals.find(({ effect }) => effect === 'establishment');
    const first = index !== undefined ? this.#ofTruth(index) : established && ofEstablishment(established);
    if (first === undefined) return undefined;
    return approvals.reduce(rewritten, first);
  }

  isTaken(code: string): boolean {
    return this.#population.findEnterprise(code) !== undefined || this.#written.has(code);
  }

  /** At most `size` licences of a county with codes after `after`, in order, and how many the county has. */
  county(regorg: string, after: string, size: number): { licences: Licence[]; total: number; more: boolean } {
    const { first, count } = this.#population.enterprisesOfCounty(regorg);
    const start = this.#firstAfter(first, count, after);
    const old = Array.from(
      { length: Math.min(size + 1, first + count - start) },
      (_, offset) => this.#population.enterprise(start + offset).creditCode,
    );
    const added = (this.#codesOfCounty.get(regorg) ?? []).filter((code) => this.licence(code) !== undefined);
    const codes = [...old, ...added.filter((code) => code > after)].sort().slice(0, size + 1);
    const licences = codes.slice(0, size).flatMap((code) => this.licence(code) ?? []);
    return { licences, total: count + added.length, more: codes.length > size };
  }

  /** One record a person, enterprise and position. */
  positions(cerno: string): Readonly<Record<string, string>>[] {
    const person = this.#population.findPerson(cerno);
    const held = person === undefined ? [] : this.#population.rolesOfPerson(person);
    const old = held.map(({ enterprise, role }) => {
      const { creditCode, name } = this.#population.enterprise(enterprise);
      return { cerno, uniscid: creditCode, entname: name, position: POSITION[role] };
    });
    const added = [...(this.#codesOfPerson.get(cerno) ?? [])].flatMap((code) => this.#addedPositions(cerno, code));
    return [...old, ...added];
  }

  #addedPositions(cerno: string, code: string) {
    const licence = this.licence(code);
    const established = this.#approvals(code).find(({ effect }) => effect === 'establishment');
    if (licence === undefined || established === undefined) return [];
    const { body } = detailOf(established);
    const record = (position: string) => ({ cerno, uniscid: code, entname: licence.entname, position });
    return [
      ...(body['lerepcerno'] === cerno ? [record(POSITION.LEGAL_REPRESENTATIVE)] : []),
      ...(investorsOf(body).some((investor) => investor.cerno === cerno) ? [record(POSITION.SHAREHOLDER)] : []),
    ];
  }

  #approvals(code: string): Application[] {
    return (this.#written.get(code) ?? []).flatMap((written) => {
      if (written.approved === undefined) {
        const application = this.#applications.find(written.key);
        if (application?.steps.some(({ kind }) => kind === 'APPROVED')) written.approved = application;
      }
      return written.approved ?? [];
    });
  }

  /** Index of the first enterprise of a county whose code comes after `after`. */
  #firstAfter(first: number, count: number, after: string): number {
    let [low, high] = [first, first + count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#population.enterprise(middle).creditCode > after) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #ofTruth(index: number): Licence {
    const truth: EnterpriseTruth = this.#population.enterprise(index);
    const representative = this.#population.person(truth.roles[0]?.person ?? 0);
    return {
      pripid: `${truth.county}${String(index).padStart(10, '0')}`,
      uniscid: truth.creditCode,
      regno: `${truth.county}${String(index).padStart(9, '0')}`,
      entname: truth.name,
      enttype: enttypeOf(truth.kind),
      lerep: representative.name,
      lerepcerno: representative.number,
      regcap: exact(wanyuan(truth.registeredCapitalFen)),
      regcapcur: '156',
      estdate: truth.establishedOn,
      opfrom: truth.validFrom,
      opto: truth.validTo,
      opscope: truth.scope,
      dom: truth.address,
      regorg: truth.county,
      regstate: REGSTATE[truth.state],
      apprdate: truth.establishedOn,
      industryphy: truth.industry.slice(0, 1),
      industryco: truth.industry.slice(1),
    };
  }
}

function ofEstablishment(application: Application): Licence {
  const { uniscid, body } = detailOf(application);
  const day = approvalDay(application);
  const text = (name: string) => String(body[name]);
  return {
    pripid: application.reference,
    uniscid,
    regno: uniscid.slice(2, 17),
    entname: text('entname'),
    enttype: text('enttype'),
    lerep: text('lerep'),
    lerepcerno: text('lerepcerno'),
    regcap: exact(text('regcap')),
    regcapcur: text('regcapcur'),
    estdate: day,
    opfrom: day,
    opto: null,
    opscope: text('opscope'),
    dom: text('dom'),
    regorg: text('regorg'),
    regstate: REGSTATE.ACTIVE,
    apprdate: day,
    industryphy: text('industryphy'),
    industryco: text('industryco'),
  };
}

function rewritten(licence: Licence, application: Application): Licence {
  const { body } = detailOf(application);
  if (application.effect === 'change') return { ...licence, dom: body['dom'], apprdate: approvalDay(application) };
  if (application.effect !== 'deregistration') return licence;
  return { ...licence, regstate: REGSTATE.CANCELLED, apprdate: approvalDay(application) };
}

function approvalDay({ steps }: Application): string {
  return beijing(steps.find(({ kind }) => kind === 'APPROVED')?.at ?? new Date(0)).slice(0, 10);
}

function investorsOf(body: Readonly<Record<string, unknown>>): readonly { readonly cerno: string }[] {
  return Array.isArray(body['investors']) ? body['investors'] : [];
}

function insert(codesOf: Map<string, string[]>, county: string, code: string): void {
  const codes = codesOf.get(county) ?? [];
  codesOf.set(county, [...codes, code].sort());
}
