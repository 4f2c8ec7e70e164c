// The counter: applications and amendments are checked against the register's rules and taken in once for each key.
import type { Application, Applications } from '../simulator.ts';
import { isBody, isEnttype } from './contract.ts';
import { creditCode, isCitizenNumber, isCreditCode } from './identifiers.ts';
import type { Licence, Register } from './register.ts';
import { type Answer, beijing, failure, success, withExactAmounts } from './wire.ts';

export type Effect = 'establishment' | 'change' | 'deregistration';
type Form = Readonly<Record<string, unknown>>;
type Judged = { readonly refusal: string } | { readonly licence: Licence | undefined };

export interface Counter {
  readonly applications: Applications;
  readonly register: Register;
  readonly now: () => Date;
}

export interface Letter {
  readonly path: string;
  readonly key: string;
  readonly text: string;
}

/** Takes an application in, or answers why not. A key that was taken before is answered as it was the first time. */
export async function takeApplication(counter: Counter, effect: Effect, letter: Letter): Promise<Answer> {
  const form = formOf(letter);
  if (form === undefined) return failure('01');
  const earlier = counter.applications.find(letter.key);
  if (earlier !== undefined) return taken(letter.key, earlier);
  const judged = judge(counter.register, effect, form);
  if ('refusal' in judged) return failure(judged.refusal);
  const day = beijing(counter.now()).slice(0, 10);
  const uniscid = effect === 'establishment' ? newCreditCode(counter, form) : String(form['uniscid']);
  const application = await counter.applications.take({
    key: letter.key,
    effect,
    reference: `SC${day.replaceAll('-', '')}${serial(counter, 'applyid', 8)}`,
    payload: letter.text,
    detail: {
      uniscid,
      certificate: certificateOf(counter, effect, uniscid, day),
      callbackurl: form['callbackurl'],
      body: form,
    },
    unlessTaken: true,
  });
  counter.register.note(application);
  return taken(letter.key, application);
}

export async function takeAmendment({ applications }: Counter, letter: Letter): Promise<Answer> {
  const form = formOf(letter);
  if (form === undefined) return failure('01');
  const of = String(form['idempotencykey']);
  if (applications.find(of)?.key !== of) return failure('14');
  const kind = form['amendtype'] === '2' ? 'withdrawal' : 'supplement';
  const application = await applications.amend({ key: letter.key, of, kind, payload: letter.text, unlessTaken: true });
  return taken(letter.key, application);
}

export function taken(key: string, application: Application): Answer {
  return success([{ idempotencykey: key, applyid: application.reference }]);
}

/** The form with exact amounts, or undefined where key or shape are not as the contract says. */
function formOf({ path, key, text }: Letter): Form | undefined {
  if (!/^[0-9A-Z]{45}$/.test(key)) return undefined;
  try {
    return isBody(path, JSON.parse(text)) ? withExactAmounts(text) : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function judge(register: Register, effect: Effect, form: Form): Judged {
  if (effect === 'establishment') {
    if (!isEnttype(String(form['enttype']))) return { refusal: '01' };
    return isCitizenNumber(String(form['lerepcerno'])) ? { licence: undefined } : { refusal: '13' };
  }
  const uniscid = String(form['uniscid']);
  if (!isCreditCode(uniscid)) return { refusal: '13' };
  const licence = register.licence(uniscid);
  if (licence === undefined) return { refusal: '10' };
  if (licence.regstate === '3') return { refusal: '11' };
  // A revoked enterprise may only be wound up: nothing else of it is registered any more.
  if (licence.regstate === '2' && effect === 'change') return { refusal: '12' };
  return { licence };
}

function newCreditCode(counter: Counter, form: Form): string {
  for (;;) {
    const number = counter.applications.nextSerial('uniscid');
    const code = creditCode(String(form['regorg']), String(form['enttype']), number);
    if (!counter.register.isTaken(code)) return code;
  }
}

function certificateOf(counter: Counter, effect: Effect, uniscid: string, day: string) {
  switch (effect) {
    case 'establishment':
      return { certtype: '01', certno: uniscid };
    case 'change':
      return {
        certtype: '01',
        certno: `${uniscid.slice(2, 8)}${day.replaceAll('-', '')}${serial(counter, 'licence', 6)}`,
      };
    case 'deregistration':
      return { certtype: '02', certno: `登记注销字〔${day.slice(0, 4)}〕第${serial(counter, 'deregistration', 6)}号` };
    default:
      return effect satisfies never;
  }
}

function serial({ applications }: Counter, name: string, digits: number): string {
  return String(applications.nextSerial(name)).padStart(digits, '0');
}
