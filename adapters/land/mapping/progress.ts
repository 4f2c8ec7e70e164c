// Rows of EA_JC_STEP_PROC_BDC and EA_JC_STEP_DONE_BDC -> canonical progress; rows of the intake view -> intake records.
import type { IntakeRecord, Progress, ProgressKind } from '../../../src/departments/port.ts';
import { parseTitleCertificate } from '../../../src/values/title-certificate.ts';
import type { Row } from '../transport.ts';
import { canonicalWords, codeTable } from './code-tables.ts';
import { coded, instant, malformed, optionalText, parsed, positiveInteger, type Subject, text } from './fields.ts';
import { groupedBy } from './titles.ts';

const LICENCE_KIND = '不动产权证书';

const KINDS = canonicalWords<ProgressKind>('NODESTATE', {
  不予受理: 'NOT_ACCEPTED',
  补正开始: 'DEFICIENT',
  部门受理: 'ACCEPTED',
  特别程序开始: 'SUSPENDED',
  特别程序结束: 'RESUMED',
  通过: 'APPROVED',
  不通过: 'REFUSED',
  撤回: 'WITHDRAWN',
  撤销: 'REVOKED',
  不同意撤件: 'WITHDRAWAL_REFUSED',
});
const RESULTS = codeTable('DONERESULT');

/** Every step of the asked applications, each application's in order. Throws `DepartmentFault` for a malformed row. */
export function progressOf(rows: readonly Row[], keys: readonly string[]): readonly Progress[] {
  const byKey = groupedBy(rows, 'projid', new Set(keys));
  return [...byKey].flatMap(([key, ofKey]) => stepsOf(key, ofKey));
}

function stepsOf(key: string, rows: readonly Row[]): readonly Progress[] {
  const subject = `application ${key}`;
  const steps = rows.map((row) => stepOf(key, row, subject)).sort((one, other) => one.sequence - other.sequence);
  for (const [index, step] of steps.entries()) {
    if (step.sequence !== index + 1) throw malformed(subject, 'sn', 'has a gap or a repetition');
  }
  return steps;
}

function stepOf(key: string, row: Row, subject: Subject): Progress {
  const sequence = positiveInteger(row, 'sn', subject);
  const kind = coded(row, 'nodestate', subject, KINDS);
  text(row, 'nodename', subject);
  text(row, 'noderesult', subject);
  const startedAt = instant(row, 'nodestarttime', subject);
  const done = doneOf(row, subject);
  const certificate = kind === 'APPROVED' ? done.certificate : null;
  if (kind === 'APPROVED' && certificate === null)
    throw malformed(subject, 'certificateno', 'is missing from an approval');
  const explanation = kind === 'REFUSED' || kind === 'NOT_ACCEPTED' ? done.explanation : null;
  return {
    key,
    sequence,
    sourceId: `land:${key}:${sequence}`,
    at: row['nodeendtime'] === null ? startedAt : instant(row, 'nodeendtime', subject),
    kind,
    reason: optionalText(row, 'nodeadv', subject) ?? explanation,
    licences: certificate === null ? [] : [{ kind: LICENCE_KIND, number: certificate }],
    evidence: certificate === null ? {} : { [LICENCE_KIND]: { number: certificate } },
  };
}

/** The outcome, repeated on each row of an application; null columns where there is none yet. */
function doneOf(row: Row, subject: Subject): { certificate: string | null; explanation: string | null } {
  const explanation = optionalText(row, 'doneexplain', subject);
  if (row['doneresult'] !== null) coded(row, 'doneresult', subject, RESULTS);
  if (row['certificateno'] === null) return { certificate: null, explanation };
  if (row['certificatenam'] !== LICENCE_KIND) throw malformed(subject, 'certificatenam', `is not ${LICENCE_KIND}`);
  return { certificate: parsed(row, 'certificateno', subject, parseTitleCertificate), explanation };
}

/** Intake records in the registry's order; `next` is null where fewer than `first` were left. */
export function intakeOf(rows: readonly Row[], first: number): { items: readonly IntakeRecord[]; next: string | null } {
  const records = rows.map((row, index) => {
    const subject = `intake row ${index + 1} of the answer`;
    const key = text(row, 'projid', subject, 45);
    return { key, at: instant(row, 'jssj', subject), place: positiveInteger(row, 'jsxh', subject) };
  });
  const next = records.length === first ? (records.at(-1)?.place ?? null) : null;
  return { items: records.map(({ key, at }) => ({ key, at })), next: next === null ? null : String(next) };
}
