// Whom an operation concerned: noted where it is decided what is shown and where something is changed, so that the audit trail
// names them without any resolver's doing. Lives in memory for one request; leaves it as keyed hashes only.
import type { Subject } from '../access/policy.ts';
import { parseCitizenNumber } from '../values/citizen-number.ts';
import { parseCreditCode } from '../values/credit-code.ts';

export interface Sightings {
  /** Numbers of people whose personal data was shown unmasked. */
  readonly read: Set<string>;
  /** Numbers of people and codes of enterprises in whose matter something was done. */
  readonly changed: Set<string>;
  /** Numbers of cases that were looked at or changed. */
  readonly cases: Set<string>;
}

export function openSightings(): Sightings {
  return { read: new Set(), changed: new Set(), cases: new Set() };
}

/** Notes that personal data of the subject is being shown. */
export function noteShown({ read }: Sightings, subject: Subject): void {
  if (subject.kind === 'person') read.add(subject.number);
  else if (subject.kind === 'holder') for (const number of subject.numbers) read.add(number);
}

const DEPTH_MAX = 24;

/** Notes everybody whom the arguments of a change name, wherever in a form that is. */
export function noteNamed(sightings: Sightings, value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (parseCitizenNumber(value) !== undefined || parseCreditCode(value) !== undefined) {
      sightings.changed.add(value);
    }
    return;
  }
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return;
  for (const entry of Object.values(value)) noteNamed(sightings, entry, depth + 1);
}

const CASE_NUMBERS = new Set(['caseNumber', 'noticeNumber']);
const CASE_NUMBER = /^[0-9A-Z-]{1,64}$/;

/** Notes the case that is named, in arguments, in an event or in a task: itself, or a notice of it. */
export function noteAskedCase(sightings: Sightings, named: unknown): void {
  if (typeof named !== 'object' || named === null) return;
  for (const [key, value] of Object.entries(named)) {
    if (CASE_NUMBERS.has(key) && typeof value === 'string' && CASE_NUMBER.test(value)) sightings.cases.add(value);
    if (key === 'input' || key === 'task') noteAskedCase(sightings, value);
  }
}
