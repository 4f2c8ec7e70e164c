// What the tax department does with a message: looks up taxpayers, takes applications in, assesses, reports progress.
import { hash } from 'node:crypto';
import type { Population } from '../population/population.ts';
import type { Application, Applications, Step } from '../simulator.ts';
import type { AmendmentIndex } from './amendment-index.ts';
import { returnCode } from './contract.ts';
import { assessedRows, scalarsOf, transferProblem, yuan } from './declaration.ts';
import type { Fields, Row, TaxReply, TaxRequest } from './wire.ts';

export interface Office {
  readonly handle: (request: TaxRequest & { readonly fields: Fields }) => Promise<TaxReply>;
}

export interface OfficeParts {
  readonly population: Population;
  readonly applications: Applications;
  readonly amendments: AmendmentIndex;
  readonly now: () => Date;
}

type Handler = (
  fields: Record<string, string>,
  request: TaxRequest & { readonly fields: Fields },
) => Promise<TaxReply> | TaxReply;

const SUCCESS = returnCode('000');
const NO_TAXPAYER = returnCode('101');
const NO_APPLICATION = returnCode('102');
const SEQUENCE_MISMATCH = returnCode('202');
const REFUSED = returnCode('301');
const NO_ORIGINAL = returnCode('302');

const STATES = { NORMAL: '03', ABNORMAL: '05', CANCELLED: '07' } as const;
const STEPS: Readonly<Record<Step['kind'], string>> = {
  ACCEPTED: '01',
  NOT_ACCEPTED: '02',
  DEFICIENT: '03',
  SUSPENDED: '04',
  RESUMED: '05',
  APPROVED: '06',
  REFUSED: '07',
  WITHDRAWN: '08',
  WITHDRAWAL_REFUSED: '09',
};
/** What each kind of application leaves in the journal, and the certificate that its approval issues. */
const KINDS: Readonly<Record<string, { effect: string; certificate: string; prefix: string }>> = {
  deedTax: { effect: 'clearance', certificate: '完税证明', prefix: 'WS' },
  registration: { effect: 'tax-registration', certificate: '税务登记', prefix: 'DJ' },
  change: { effect: 'tax-change', certificate: '税务变更登记', prefix: 'BG' },
  enterpriseClearance: { effect: 'clearance', certificate: '清税证明', prefix: 'QS' },
};

export function openOffice(parts: OfficeParts): Office {
  const { population, applications, amendments, now } = parts;
  const bySequence = indexOfSequences(applications);
  const registered = indexOfRegistrations(applications);

  function account(fields: Record<string, string>): TaxReply {
    const number = fields['nsrsbh'] ?? '';
    const taxpayer = findTaxpayer(number);
    if (!taxpayer) return { code: NO_TAXPAYER };
    const { name, state, arrearsFen } = taxpayer;
    return { code: SUCCESS, fields: { nsrsbh: number, nsrmc: name, nsrztdm: STATES[state], qsje: yuan(arrearsFen) } };
  }

  function findTaxpayer(number: string) {
    const person = population.findPerson(number);
    if (person !== undefined) {
      const { name, taxStatus, taxArrearsFen } = population.person(person);
      return { name, state: taxStatus, arrearsFen: BigInt(taxArrearsFen) };
    }
    const enterprise = population.findEnterprise(number);
    if (enterprise !== undefined) {
      const { name, taxStatus, taxArrearsFen } = population.enterprise(enterprise);
      return { name, state: taxStatus, arrearsFen: BigInt(taxArrearsFen) };
    }
    return registeredHere(number);
  }

  /** An enterprise that was registered with this department and is in no one's population. */
  function registeredHere(number: string) {
    const key = registered.get(number);
    const application = key === undefined ? undefined : applications.find(key);
    if (!application?.steps.some((step) => step.kind === 'APPROVED')) return undefined;
    return { name: String(application.detail['taxpayerName']), state: 'NORMAL' as const, arrearsFen: 0n };
  }

  async function take(fields: Record<string, string>, request: TaxRequest & { readonly fields: Fields }) {
    const key = fields['sbbh'] ?? '';
    if (sequenceOf(key) !== request.tranSeq) return { code: SEQUENCE_MISMATCH };
    const kind = KINDS[request.name];
    const problem = request.name === 'deedTax' ? transferProblem(fields) : taxpayerProblem(request.name, fields);
    if (!kind || problem !== undefined) return { code: REFUSED, ...(problem === undefined ? {} : { reason: problem }) };
    const year = localTime(now()).slice(0, 4);
    const number = `${kind.prefix}${year}${serial('certificate', 10)}`;
    const detail = {
      transaction: request.name,
      certificate: { kind: kind.certificate, number },
      ...(request.name === 'registration' ? { creditCode: fields['nsrsbh'], taxpayerName: fields['nsrmc'] } : {}),
      ...(request.name === 'deedTax' ? { lines: assessedRows(request.fields) } : {}),
    };
    const reference = nextReference();
    bySequence.set(request.tranSeq, key);
    if (request.name === 'registration') registered.set(fields['nsrsbh'] ?? '', key);
    const taken = await applications.take({ key, effect: kind.effect, reference, payload: request.payload, detail });
    return receipt(key, taken);
  }

  function taxpayerProblem(name: string, fields: Record<string, string>): string | undefined {
    if (name === 'registration' || findTaxpayer(fields['nsrsbh'] ?? '')) return undefined;
    return '该企业未办理税务登记';
  }

  async function amend(fields: Record<string, string>, request: TaxRequest): Promise<TaxReply> {
    const key = fields['sbbh'] ?? '';
    const of = fields['ysbbh'] ?? '';
    if (sequenceOf(key) !== request.tranSeq) return { code: SEQUENCE_MISMATCH };
    if (applications.find(of)?.key !== of) return { code: NO_ORIGINAL };
    await amendments.add(request.tranSeq, key);
    const kind = request.name === 'withdrawal' ? 'withdrawal' : 'supplement';
    return receipt(key, await applications.amend({ key, of, kind, payload: request.payload }));
  }

  function lookUp(fields: Record<string, string>): TaxReply {
    const sequence = fields['yjylsh'] ?? '';
    const key = bySequence.get(sequence) ?? amendments.find(sequence);
    const application = key === undefined ? undefined : applications.find(key);
    return key === undefined || !application ? { code: NO_APPLICATION } : receipt(key, application);
  }

  function progress(fields: Record<string, string>): TaxReply {
    const application = applications.find(fields['sbbh'] ?? '');
    if (!application || application.key !== fields['sbbh']) return { code: NO_APPLICATION };
    const jdGrid = application.steps.map((step) => ({
      xh: String(step.sequence),
      blzt: STEPS[step.kind],
      blsj: localTime(step.at),
      yy: step.reason,
    }));
    const approved = application.steps.some((step) => step.kind === 'APPROVED');
    const fixed = { sbbh: application.key, slbh: application.reference, jdGrid };
    return { code: SUCCESS, fields: approved ? { ...fixed, ...issued(application) } : fixed };
  }

  function intake(fields: Record<string, string>): TaxReply {
    const records = applications.since(Number(fields['qswz']), Math.min(Number(fields['zdts']), 500));
    const slGrid = records.map(({ position, key, at }) => ({ wz: String(position), sbbh: key, slsj: localTime(at) }));
    return { code: SUCCESS, fields: { slGrid } };
  }

  function nextReference(): string {
    return `SL${localTime(now()).slice(0, 10).replaceAll('-', '')}${serial('acceptance', 12)}`;
  }
  const serial = (name: string, digits: number): string => String(applications.nextSerial(name)).padStart(digits, '0');

  const handlers: Readonly<Record<string, Handler>> = {
    account,
    deedTax: take,
    registration: take,
    change: take,
    enterpriseClearance: take,
    supplement: amend,
    withdrawal: amend,
    lookup: lookUp,
    progress,
    intake,
  };
  return {
    handle: async (request) => {
      const handler = handlers[request.name];
      if (!handler) throw new Error(`taxml.yaml has the transaction ${request.name}, the office does not`);
      return handler(scalarsOf(request.fields), request);
    },
  };
}

function receipt(key: string, application: Application): TaxReply {
  return { code: SUCCESS, fields: { sbbh: key, slbh: application.reference } };
}

function issued({ detail }: Application): NonNullable<TaxReply['fields']> {
  const { kind, number } = detail['certificate'] as { kind: string; number: string };
  const lines = detail['lines'] as readonly Row[] | undefined;
  return { zslx: kind, zshm: number, ...(lines ? { skmxGrid: lines } : {}) };
}

function indexOfSequences(applications: Applications): Map<string, string> {
  return new Map(takenBefore(applications).map((key) => [sequenceOf(key), key]));
}

function indexOfRegistrations(applications: Applications): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of takenBefore(applications)) {
    const application = applications.find(key);
    const creditCode = application?.detail['creditCode'];
    if (typeof creditCode === 'string') found.set(creditCode, key);
  }
  return found;
}

function takenBefore(applications: Applications): string[] {
  const keys: string[] = [];
  let after = 0;
  for (;;) {
    const page = applications.since(after, 1_000);
    keys.push(...page.map(({ key }) => key));
    const last = page.at(-1);
    if (!last) return keys;
    after = last.position;
  }
}

/** The transaction's number as the contract derives it from that of the declaration. */
function sequenceOf(key: string): string {
  return hash('sm3', key).slice(0, 32);
}

/** `yyyy-MM-dd HH:mm:ss.SSS` in China. */
function localTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ');
}
