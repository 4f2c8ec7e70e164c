// One group of client messages up to its Sync, from arrival to the end of its answer, with what may go wrong with it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Misbehaviour, Mishap } from '../simulator.ts';
import { codeOf } from './code-tables.ts';
import type { ExecutedStatement } from './statements.ts';
import {
  commandComplete,
  commandTag,
  dataRow,
  dataRowValues,
  errorResponse,
  fieldCount,
  READY,
  typeOf,
} from './wire.ts';

/** Both ends of a proxied connection, as an exchange sees them. */
export interface Ends {
  readonly toClient: (bytes: Buffer) => void;
  readonly dropClient: () => void;
  /** Resolves when the client is gone. */
  readonly clientGone: Promise<void>;
  /**
   * Sends the messages to the server and hands on each message of its answer; resolves after the server's
   * ReadyForQuery, which is handed on as well.
   */
  readonly ask: (messages: readonly Buffer[], onReply: (message: Buffer) => void) => Promise<void>;
}

const MAINTENANCE = errorResponse(codeOf('SQLSTATE', '前置库维护'), '前置库维护，暂停服务');
const TECHNICAL_FAILURE = errorResponse('58000', '前置库内部错误');
/** Long enough for a client to have sent everything, short enough to be before its deadline. */
const DROP_AFTER_MS = 50;

/** Carries out one exchange; resolves when nothing more will be answered. */
export async function exchange(
  messages: readonly Buffer[],
  kind: ExecutedStatement['kind'],
  mishap: Mishap,
  ends: Ends,
  misbehaviour: Misbehaviour,
): Promise<void> {
  if (mishap.hang) return ends.clientGone;
  if (kind === 'submission' && mishap.lateApplyMs > 0) return applyLate(messages, mishap.lateApplyMs, ends);
  if (mishap.maintenance || mishap.error) {
    await sleep(mishap.delayMs);
    ends.toClient(Buffer.concat([mishap.maintenance ? MAINTENANCE : TECHNICAL_FAILURE, READY]));
    return undefined;
  }
  if (kind === 'submission') return submit(messages, mishap, ends, misbehaviour);
  await sleep(mishap.delayMs);
  if (mishap.lostReply) return ends.dropClient();
  const reply = mishap.garble ? garbling(ends.toClient, misbehaviour) : ends.toClient;
  return ends.ask(messages, reply);
}

/** What has arrived is applied at once, however slow the answer is: a client that gives up has not undone anything. */
async function submit(
  messages: readonly Buffer[],
  mishap: Mishap,
  ends: Ends,
  misbehaviour: Misbehaviour,
): Promise<void> {
  const answer: Buffer[] = [];
  const keep = (message: Buffer) => void answer.push(message);
  await Promise.all([ends.ask(messages, keep), sleep(mishap.delayMs)]);
  if (mishap.lostReply) return ends.dropClient();
  const applied = answer.some((message) => typeOf(message) === 'C');
  if (mishap.appliedThenError && applied) {
    // The client must learn of the prepared statement: the server has it.
    return ends.toClient(
      Buffer.concat(answer.map((message) => (typeOf(message) === 'C' ? TECHNICAL_FAILURE : message))),
    );
  }
  const reply = mishap.garble ? garbling(ends.toClient, misbehaviour) : ends.toClient;
  for (const message of answer) reply(message);
  return undefined;
}

async function applyLate(messages: readonly Buffer[], lateApplyMs: number, ends: Ends): Promise<void> {
  const dropped = sleep(DROP_AFTER_MS).then(ends.dropClient);
  await sleep(lateApplyMs);
  await ends.ask(messages, () => {});
  await dropped;
}

let garbled = 0;

/**
 * Damages one value of the answer's first row, another column each time; an empty answer gets a row that the contract
 * does not know, and an insert's confirmation is made unreadable.
 */
function garbling(toClient: (bytes: Buffer) => void, misbehaviour: Misbehaviour): (message: Buffer) => void {
  // The byte FF stands in no UTF-8 text, whatever the damage was.
  const damage = (bytes: Uint8Array) => Buffer.concat([misbehaviour.garble(bytes), Buffer.from([0xff])]);
  let fields = 0;
  let done = false;
  return (message) => {
    const type = typeOf(message);
    if (type === 'T') fields = fieldCount(message);
    if (done || (type !== 'D' && type !== 'C')) return toClient(message);
    done = true;
    if (type === 'D') return toClient(damagedRow(message, damage));
    if (fields > 0) toClient(dataRow(Array.from({ length: fields }, () => damage(Buffer.from('行')))));
    return toClient(fields > 0 ? message : commandComplete(damage(commandTag(message))));
  };
}

function damagedRow(message: Buffer, damage: (bytes: Uint8Array) => Buffer): Buffer {
  const values = dataRowValues(message);
  const present = values.flatMap((value, column) => (value === null ? [] : [column]));
  const target = present[garbled++ % present.length];
  return dataRow(values.map((value, column) => (value !== null && column === target ? damage(value) : value)));
}
