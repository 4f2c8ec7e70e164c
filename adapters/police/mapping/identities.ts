// Q102 身份核验: whether number and name belong together, as a read and as the check a bundle begins with.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { Progress } from '../../../src/departments/port.ts';
import type { IdentityKey, IdentityVerdict } from '../facts.ts';
import { rows } from '../layouts.ts';
import type { Answer } from '../message.ts';
import { instantOf, RowReader } from './reply.ts';

export interface Verification {
  readonly verdict: IdentityVerdict;
  /** The police's time, RFC 3339. */
  readonly at: string;
}

const VERDICTS: Readonly<Record<string, IdentityVerdict>> = {
  一致: 'MATCH',
  不一致: 'MISMATCH',
  库中无此号: 'UNKNOWN_NUMBER',
};
const REASONS: Readonly<Record<Exclude<IdentityVerdict, 'MATCH'>, string>> = {
  MISMATCH: '姓名与公民身份号码不一致',
  UNKNOWN_NUMBER: '公民身份号码库中无此号',
};

/** The question for one person. @throws FieldFault where the name fits no record of the police */
export function identityQuestion(key: IdentityKey): Uint8Array {
  return rows.identityQuestion.encode(key);
}

/** The questions for those keys that fit a record; a fault in the place of each that does not. */
export function identityQuestions(keys: readonly IdentityKey[]): (Uint8Array | DepartmentFault)[] {
  return keys.map((key) => {
    try {
      return identityQuestion(key);
    } catch (fault) {
      if (fault instanceof DepartmentFault) return fault;
      throw fault;
    }
  });
}

/** One verification a key, in their order. @throws DepartmentFault */
export function verificationsOf(keys: readonly IdentityKey[], answer: Answer): Verification[] {
  const reader: RowReader = new RowReader(answer);
  const verifications = keys.map((key) => {
    const row = reader.take(rows.verdict);
    reader.require(row.number === key.number, 'the verdict is not about the person asked for at this place');
    const verdict = VERDICTS[row.verdict];
    reader.require(verdict !== undefined, 'a verdict the contract does not know');
    return { verdict, at: instantOf(row.at) };
  });
  reader.end();
  return verifications;
}

/** What a bundle's check found: approved where everybody matches; otherwise refused, naming places and nobody. */
export function checkProgress(key: string, verifications: readonly Verification[]): Progress {
  const faults = verifications.flatMap(({ verdict }, index) =>
    verdict === 'MATCH' ? [] : [`第${index + 1}人${REASONS[verdict]}`],
  );
  const at = verifications.at(-1)?.at ?? '';
  const step = { key, sequence: 1, sourceId: `${key}-1`, at, licences: [] };
  if (faults.length > 0) return { ...step, kind: 'REFUSED', reason: faults.join('；'), evidence: {} };
  const found = { result: '一致', people: verifications.length, verifiedAt: at };
  return { ...step, kind: 'APPROVED', reason: null, evidence: { 核验结果: found } };
}
