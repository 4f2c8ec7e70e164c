// Q202 办理进度 and Q203 受理清单: what became of applications, and which were taken in.
import type { IntakeRecord, Progress, ProgressKind } from '../../../src/departments/port.ts';
import { rows } from '../layouts.ts';
import type { Answer } from '../message.ts';
import { instantOf, RowReader } from './reply.ts';

type StepRow = ReturnType<typeof rows.step.viewAt>;

/** 步骤代码. */
const KINDS: Readonly<Record<string, ProgressKind>> = {
  '05': 'NOT_ACCEPTED',
  '06': 'DEFICIENT',
  '08': 'ACCEPTED',
  '09': 'SUSPENDED',
  '10': 'RESUMED',
  '11': 'APPROVED',
  '13': 'REFUSED',
  '14': 'WITHDRAWN',
  '15': 'REVOKED',
  '17': 'WITHDRAWAL_REFUSED',
};
const INTAKE_MAX = 1000;

/** Every step of each serial number; none for one the police do not know. @throws DepartmentFault */
export function progressOf(keys: readonly string[], answer: Answer): Progress[] {
  const reader: RowReader = new RowReader(answer);
  const progress = keys.flatMap((key) => {
    const head = reader.take(rows.progress);
    reader.require(head.serial === key, 'a serial number that was not asked for at this place');
    return reader.takeMany(rows.step, head.steps).map((row, index) => stepOf(key, index + 1, row, reader));
  });
  reader.end();
  return progress;
}

function stepOf(key: string, sequence: number, row: StepRow, reader: RowReader): Progress {
  reader.require(row.serial === key, 'a step of another application');
  reader.require(row.sequence === String(sequence), 'steps with a gap or out of order');
  reader.require((row.licenceKind === '') === (row.licenceNumber === ''), 'a licence without kind or number');
  const kind = KINDS[row.step];
  reader.require(kind !== undefined, 'a step the contract does not know');
  return {
    key,
    sequence,
    sourceId: `${key}-${sequence}`,
    at: instantOf(row.at),
    kind,
    reason: row.reason || null,
    licences: row.licenceKind ? [{ kind: row.licenceKind, number: row.licenceNumber }] : [],
    evidence: {},
  };
}

/** `after` is a position of the police's, null from the beginning. @throws FieldFault */
export function intakeQuestion(after: string | null, first: number): Uint8Array {
  return rows.intakeQuestion.encode({ after: after ?? '0', first: String(Math.min(first, INTAKE_MAX)) });
}

/** `next` is null where the list ended. @throws DepartmentFault */
export function intakeOf(
  after: string | null,
  first: number,
  answer: Answer,
): { readonly items: readonly IntakeRecord[]; readonly next: string | null } {
  const reader: RowReader = new RowReader(answer);
  const asked = Math.min(first, INTAKE_MAX);
  let position = after ?? '0';
  const items = reader.takeAll(rows.intake).map((row) => {
    reader.require(Number(row.position) > Number(position), 'positions that do not ascend');
    position = row.position;
    return { key: row.serial, at: instantOf(row.at) };
  });
  reader.require(items.length <= asked, 'more records than were asked for');
  reader.end();
  return { items, next: items.length === asked ? position : null };
}
