// Many applications in one request 批量申请: each is read and submitted by itself, so that a wrong row holds up no other.
import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import type { SubmitResult } from '../cases/cases.ts';
import type { JsonObject } from '../departments/port.ts';
import { badInput, PublicError } from '../errors.ts';
import { applicationOf } from './application.ts';
import type { RequestContext } from './context.ts';
import type { SubmitCaseInput } from './generated/types.ts';

const ROWS_MAX = 500;
const AT_ONCE = 8;

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

/** Every row's own ending, in the order of the rows. Handing in the same batch again repeats the receipts. */
export async function submitBatch(
  applications: readonly JsonObject[],
  schema: GraphQLSchema,
  context: RequestContext,
): Promise<Batch> {
  if (applications.length < 1 || applications.length > ROWS_MAX) {
    throw badInput(`A batch has ${applications.length} applications; send 1 to ${ROWS_MAX}.`);
  }
  const type = schema.getType('SubmitCaseInput') as GraphQLInputType;
  const rows: BatchRow[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < applications.length; index = next++) {
      rows[index] = await submitRow(index, applications[index], type, context);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    total: rows.length,
    received: rows.filter(({ result }) => result?.__typename === 'CaseReceived').length,
    rows,
  };
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
    throw error;
  }
}
