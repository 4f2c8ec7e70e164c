// Many applications in one request 批量申请: each is read and submitted by itself, so that a wrong row holds up no other.
import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import type { SubmitResult } from '../../cases/reception/submit-result.ts';
import type { BatchName, BatchRowRecord } from '../../cases/sql/batches.ts';
import type { Text } from '../../catalogue/text.ts';
import type { JsonObject } from '../../departments/port.ts';
import { badInput, PublicError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import type { SubmitCaseInput } from '../generated/types.ts';
import { applicationOf } from './application.ts';
import { ownerOf } from './materials.ts';

const ROWS_MAX = 500;
const AT_ONCE = 8;
const NAME_MAX = 200;
const WRITTEN_TOGETHER = 20;

export interface BatchRow {
  readonly index: number;
  readonly result: SubmitResult | null;
  readonly error: string | null;
}

export interface Batch {
  readonly total: number;
  readonly received: number;
  readonly rows: readonly BatchRow[];
}

/**
 * Every row's own ending, in the order of the rows. Handing in the same batch again repeats the receipts. A batch with a name
 * can be asked after while it is worked on.
 */
export async function submitBatch(
  name: string | null,
  applications: readonly JsonObject[],
  schema: GraphQLSchema,
  context: RequestContext,
): Promise<Batch> {
  if (applications.length < 1 || applications.length > ROWS_MAX) {
    throw badInput(`A batch has ${applications.length} applications; send 1 to ${ROWS_MAX}.`);
  }
  const type = schema.getType('SubmitCaseInput') as GraphQLInputType;
  const progress = await openProgress(name, applications.length, context);
  const rows: BatchRow[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < applications.length; index = next++) {
      const row = await submitRow(index, applications[index], type, context);
      rows[index] = row;
      await progress.ended(row);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await progress.close();
  return {
    total: rows.length,
    received: rows.filter(({ result }) => result?.__typename === 'CaseReceived').length,
    rows,
  };
}

/** Written down in groups: what is not yet when the process ends is found out by handing the batch in again. */
async function openProgress(name: string | null, total: number, context: RequestContext) {
  if (name === null) return { ended: async () => undefined, close: async () => undefined };
  const batch = batchOf(name, context);
  const { batches } = context.cases;
  await batches.open(batch, total);
  let waiting: BatchRowRecord[] = [];
  const save = async () => {
    const rows = waiting;
    waiting = [];
    if (rows.length > 0) await batches.save(batch, rows);
  };
  return {
    ended: async (row: BatchRow) => {
      waiting.push(recordOf(row));
      if (waiting.length >= WRITTEN_TOGETHER) await save();
    },
    close: save,
  };
}

/** The batch of the caller that has the name. */
export function batchOf(name: string, context: RequestContext): BatchName {
  if (name === '' || name.length > NAME_MAX) {
    throw badInput(`The name of the batch must have 1 to ${NAME_MAX} characters; choose one, such as a UUID.`);
  }
  return { ...ownerOf(context), name };
}

function recordOf({ index, result, error }: BatchRow): BatchRowRecord {
  switch (result?.__typename) {
    case 'CaseReceived':
      return { index, caseNumber: result.record.row.number, outcome: 'RECEIVED', error };
    case 'CaseDeficient':
      return { index, caseNumber: null, outcome: 'DEFICIENT', error };
    case 'IdempotencyConflict':
      return { index, caseNumber: null, outcome: 'CONFLICT', error };
    case undefined:
      return { index, caseNumber: null, outcome: 'FAILED', error };
  }
}

async function submitRow(
  index: number,
  row: unknown,
  type: GraphQLInputType,
  context: RequestContext,
): Promise<BatchRow> {
  try {
    const input = coerceInputValue(row, type, (path, _value, error) => {
      throw badInput(`${path.join('.') || 'The row'}: ${error.message}`);
    }) as SubmitCaseInput;
    const application = await applicationOf(input, context);
    return { index, result: await context.cases.submit(application, context.exchange), error: null };
  } catch (error) {
    if (error instanceof PublicError) return { index, result: null, error: error.message };
    const { traceId } = context;
    context.log.error({ err: error, correlationId: traceId, row: index }, 'a row of a batch failed inside');
    return { index, result: null, error: context.text(failed(traceId)) };
  }
}

function failed(traceId: string): Text {
  return {
    zh: `本行处理时发生内部错误（${traceId}）；请用原幂等键重新提交本行，不会重复收件。`,
    en: `Something failed inside (${traceId}); hand in the row again under its key, which doubles nothing.`,
  };
}
