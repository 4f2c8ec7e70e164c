// Return codes and the rows of an answer, the same for every transaction.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Outcome } from '../../../src/departments/port.ts';
import type { RecordView } from '../../wire/record-view.ts';
import { type Row, registration, returnCodes } from '../layouts.ts';
import type { Answer } from '../message.ts';

/** 查询事由 for a purpose of the catalogue. @throws DepartmentFault `unavailable`: nothing may be asked without one. */
export function purposeCode(purpose: string): string {
  const code = registration.purposes[purpose];
  if (code !== undefined) return code;
  throw new DepartmentFault(
    'unavailable',
    `the police registered no 查询事由 for purpose ${purpose}; have it registered and add it to record-layout.yaml`,
  );
}

/** Passes for return code 000. @throws DepartmentFault for every other. */
function requireDone(answer: Answer): void {
  if (meaningOf(answer) !== 'done') throw faultOf(answer);
}

/** The ending of a submission, or undefined where the police took it in and sent a receipt. */
export function endingOf(answer: Answer): Outcome | undefined {
  const meaning = meaningOf(answer);
  if (meaning === 'done') return undefined;
  if (meaning === 'refused') return { kind: 'refused', code: answer.returnCode, reason: reasonOf(answer) };
  // Where the contract does not vouch that nothing was taken, something may have been.
  const kind = returnCodes[answer.returnCode]?.taken === 'no' ? 'not-sent' : 'unknown';
  return { kind, fault: faultOf(answer) };
}

function meaningOf(answer: Answer): 'done' | 'refused' | 'rejected' | 'closed' | 'quota' | 'failed' {
  return returnCodes[answer.returnCode]?.meaning ?? 'failed';
}

function reasonOf(answer: Answer): string {
  return answer.message || (returnCodes[answer.returnCode]?.title ?? answer.returnCode);
}

function faultOf(answer: Answer): DepartmentFault {
  const what = `the police answered ${answer.transaction} with return code ${answer.returnCode}`;
  switch (meaningOf(answer)) {
    case 'closed':
      return new DepartmentFault('unavailable', `${what}: closed or in maintenance; ask again later`, {
        maintenance: true,
      });
    case 'quota':
      return new DepartmentFault('unavailable', `${what}: the day's quota is used up; it is renewed at midnight`);
    case 'rejected':
      return new DepartmentFault('broken', `${what}: compare the gateway's registration with the police's`);
    default:
      return new DepartmentFault('broken', `${what}; report it to the police's operators`);
  }
}

/** Reads the records of an answer one after another, each by the layout its letter names. */
export class RowReader {
  readonly #answer: Answer;
  readonly #body: Buffer;
  #at = 0;
  #taken = 0;

  /** @throws DepartmentFault where the return code is not 000. */
  constructor(answer: Answer) {
    requireDone(answer);
    this.#answer = answer;
    const { buffer, byteOffset, length } = answer.body;
    this.#body = Buffer.from(buffer, byteOffset, length);
  }

  /** The next record. @throws DepartmentFault `broken` where it is of another kind, cut off or malformed. */
  take<Name extends string>(row: Row<Name>): RecordView<Name> {
    const start = this.#at;
    if (!this.#next(row) || start + row.bytes > this.#body.length) {
      throw brokenAnswer(this.#answer, `record ${this.#taken + 1} is not a whole ${row.letter}`);
    }
    this.#at += row.bytes;
    this.#taken += 1;
    return row.viewAt(this.#body, start);
  }

  /** Exactly `count` records. */
  takeMany<Name extends string>(row: Row<Name>, count: string): RecordView<Name>[] {
    const found: RecordView<Name>[] = [];
    for (let left = Number(count); left > 0; left -= 1) found.push(this.take(row));
    return found;
  }

  /** Every record of this kind that follows. */
  takeAll<Name extends string>(row: Row<Name>): RecordView<Name>[] {
    const found: RecordView<Name>[] = [];
    while (this.#next(row)) found.push(this.take(row));
    return found;
  }

  /** @throws DepartmentFault `broken` where something is left over or the stated number of records differs. */
  end(): void {
    const left = this.#body.length - this.#at;
    if (left !== 0) throw brokenAnswer(this.#answer, `${left} bytes follow its last record`);
    if (this.#answer.records !== this.#taken) {
      throw brokenAnswer(this.#answer, `it states ${this.#answer.records} records and holds ${this.#taken}`);
    }
  }

  /** @throws DepartmentFault `broken`, for what its records contradict among themselves. */
  require(holds: boolean, what: string): asserts holds {
    if (!holds) throw brokenAnswer(this.#answer, `record ${this.#taken}: ${what}`);
  }

  #next(row: Pick<Row<string>, 'letter'>): boolean {
    return this.#body[this.#at] === row.letter.charCodeAt(0);
  }
}

function brokenAnswer(answer: Answer, why: string): DepartmentFault {
  return new DepartmentFault('broken', `a police answer to ${answer.transaction} breaks its layout: ${why}`);
}

/** RFC 3339 with offset, from the police's yyyyMMddHHmmss, which is Asia/Shanghai. */
export function instantOf(time: string): string {
  const [date, clock] = [time.slice(0, 8), time.slice(8)];
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return `${day}T${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}+08:00`;
}
