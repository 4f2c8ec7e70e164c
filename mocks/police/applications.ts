// What the police take in (S101-S301) and tell about it (Q201-Q203). Nothing is deduplicated: what comes twice is registered twice.
import type { Application, SimulatorContext, StepKind } from '../simulator.ts';
import { layout, type NamedRecord, type ReturnCode, type Values, writeRecord } from './records.ts';
import { verdictOf } from './residents.ts';
import { dayOf, timeOf } from './time.ts';

/** A refusal, or what must be done to take the application in; doing it gives the receipt's reference. */
export type Intake = { readonly refused: ReturnCode } | { readonly take: () => Promise<Uint8Array> };

const STEP_CODES: Readonly<Record<StepKind, string>> = {
  NOT_ACCEPTED: '05',
  DEFICIENT: '06',
  ACCEPTED: '08',
  SUSPENDED: '09',
  RESUMED: '10',
  APPROVED: '11',
  REFUSED: '13',
  WITHDRAWN: '14',
  WITHDRAWAL_REFUSED: '17',
};
const EFFECTS: Readonly<Record<string, string>> = { S101: 'household', S201: 'seal', S202: 'seal-cancellation' };
const INTAKE_MAX = 1000;

/** Examines a submission or amendment; nothing is recorded before `take`. */
export function examine(
  context: SimulatorContext,
  transaction: string,
  records: readonly NamedRecord[],
  payload: Uint8Array,
): Intake {
  const [head] = records;
  const values = head?.values ?? {};
  if (!declaredCountsHold(records)) return { refused: '902' };
  if (transaction === 'S301') return examineAmendment(context, values, payload);
  const refused = refusalOfPeople(context, transaction, records);
  if (refused) return { refused };
  const effect = EFFECTS[transaction];
  return effect === undefined ? { refused: '902' } : { take: () => takeIn(context, effect, values, payload) };
}

function declaredCountsHold(records: readonly NamedRecord[]): boolean {
  const counted = (letter: string) => String(records.filter((record) => record.letter === letter).length);
  const values = records[0]?.values ?? {};
  return (values['people'] ?? counted('R')) === counted('R') && (values['entries'] ?? counted('E')) === counted('E');
}

function refusalOfPeople(
  { population }: SimulatorContext,
  transaction: string,
  records: readonly NamedRecord[],
): ReturnCode | undefined {
  const representative = (values: Values) => ({
    number: values['representativeNumber'] ?? '',
    name: values['representativeName'] ?? '',
  });
  const people =
    transaction === 'S201'
      ? records.filter(({ letter }) => letter === 'S').map(({ values }) => representative(values))
      : records.filter(({ letter }) => letter === 'R').map(({ values }) => values);
  const verdicts = people.map((person) => verdictOf(population, person));
  if (verdicts.includes('库中无此号')) return '101';
  return verdicts.includes('不一致') ? '102' : undefined;
}

async function takeIn(
  { applications, now }: SimulatorContext,
  effect: string,
  values: Values,
  payload: Uint8Array,
): Promise<Uint8Array> {
  const key = values['serial'] ?? '';
  const reference = `GA${dayOf(now())}${String(applications.nextSerial('reference')).padStart(8, '0')}`;
  const detail = effect === 'seal' ? { sealNumber: sealNumber(applications.nextSerial('seal')) } : {};
  await applications.take({ key, effect, reference, payload, detail });
  return writeRecord('K', { serial: key, reference });
}

/** 印章编码: 6 digits of the place, 7 of a serial. */
function sealNumber(serial: number): string {
  return `${layout.registration.unit.slice(0, 6)}${String(serial).padStart(7, '0')}`;
}

function examineAmendment({ applications }: SimulatorContext, values: Values, payload: Uint8Array): Intake {
  const found = applications.find(values['of'] ?? '');
  if (!found) return { refused: '103' };
  const serial = values['serial'] ?? '';
  const kind = values['kind'] === '2' ? 'withdrawal' : 'supplement';
  return {
    take: async () => {
      await applications.amend({ key: serial, of: found.key, kind, payload });
      return writeRecord('K', { serial, reference: found.reference });
    },
  };
}

/** Q201: whether each serial number was taken in. */
export function answerLookups({ applications }: SimulatorContext, questions: readonly NamedRecord[]): Uint8Array[] {
  return questions.map(({ values }) => {
    const serial = values['serial'] ?? '';
    const reference = applications.find(serial)?.reference ?? '';
    return writeRecord('U', { serial, found: reference ? '1' : '0', reference });
  });
}

/** Q202: every step of each serial number. */
export function answerProgress({ applications }: SimulatorContext, questions: readonly NamedRecord[]): Uint8Array[] {
  return questions.flatMap(({ values }) => {
    const serial = values['serial'] ?? '';
    const application = applications.find(serial);
    const steps = application ? stepRecords(serial, application) : [];
    return [writeRecord('G', { serial, steps: String(steps.length) }), ...steps];
  });
}

function stepRecords(serial: string, { effect, detail, steps }: Application): Uint8Array[] {
  return steps.map((step) => {
    const licensed = effect === 'seal' && step.kind === 'APPROVED';
    return writeRecord('T', {
      serial,
      sequence: String(step.sequence),
      step: STEP_CODES[step.kind],
      at: timeOf(step.at),
      reason: step.reason ?? '',
      licenceKind: licensed ? '公章备案' : '',
      licenceNumber: licensed ? String(detail['sealNumber']) : '',
    });
  });
}

/** Q203: applications in the order of their intake. */
export function answerIntake({ applications }: SimulatorContext, questions: readonly NamedRecord[]): Uint8Array[] {
  const { after, first } = questions[0]?.values ?? {};
  return applications
    .since(Number(after), Math.min(Number(first), INTAKE_MAX))
    .map(({ position, key, at }) => writeRecord('J', { position: String(position), serial: key, at: timeOf(at) }));
}
