// The header of a police message and its frame. What the records say is not read here.
import { crc32 } from 'node:zlib';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { type FrameLimits, frameOf } from '../wire/frames.ts';
import { frame, header, registration, version } from './layouts.ts';

/** A message to the police before it has a sequence number. */
export interface Question {
  readonly transaction: string;
  /** 查询事由, the police's own code. */
  readonly purpose: string;
  readonly records: readonly Uint8Array[];
}

export interface Answer {
  readonly sequence: string;
  readonly transaction: string;
  readonly returnCode: string;
  /** 返回信息: the police's own words, Chinese; may be empty. */
  readonly message: string;
  /** How many records `body` holds, as stated. */
  readonly records: number;
  readonly body: Uint8Array;
}

const CHECK_BYTES = 8;

export const frameLimits: FrameLimits = {
  lengthBytes: frame.lengthBytes,
  minBytes: header.bytes,
  maxBytes: frame.maxBytes,
};

/** The frame of a question. @throws DepartmentFault `broken` where it exceeds the police's limits. */
export function questionFrame(question: Question, sequence: string): Uint8Array {
  const records = Buffer.concat(question.records);
  const head = Buffer.from(
    header.encode({
      version,
      transaction: question.transaction,
      direction: 'Q',
      sequence,
      operator: registration.operator,
      unit: registration.unit,
      terminal: registration.terminal,
      purpose: question.purpose,
      records: String(question.records.length),
      returnCode: '000',
      message: '',
      check: '0'.repeat(CHECK_BYTES),
    }),
  );
  head.write(checkOf(head, records), head.length - CHECK_BYTES, 'latin1');
  return frameOf(Buffer.concat([head, records]), frameLimits);
}

/** @throws DepartmentFault `broken` where the bytes are no intact answer. */
export function parseAnswer(bytes: Uint8Array): Answer {
  const [head, body] = [bytes.subarray(0, header.bytes), bytes.subarray(header.bytes)];
  const fields = header.decode(head);
  if (fields.check !== checkOf(head, body)) throw damaged('its check code does not match');
  if (fields.version !== version) throw damaged(`its version is not ${version}`);
  if (fields.direction !== 'A') throw damaged('it is not an answer');
  return {
    sequence: fields.sequence,
    transaction: fields.transaction,
    returnCode: fields.returnCode,
    message: fields.message,
    records: Number(fields.records),
    body,
  };
}

function checkOf(head: Uint8Array, records: Uint8Array): string {
  const sum = crc32(records, crc32(head.subarray(0, head.length - CHECK_BYTES)));
  return sum.toString(16).padStart(CHECK_BYTES, '0');
}

function damaged(why: string): DepartmentFault {
  return new DepartmentFault('broken', `a police message is damaged: ${why}; the connection is given up`);
}
