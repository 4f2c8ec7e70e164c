// From the arguments of a list of cases to the question: what is seen is decided before it is asked.
import { seesPersonalData } from '../access/policy.ts';
import { badInput, PublicError } from '../errors.ts';
import type { CaseFilter, Place, WorklistQuestion } from '../supervision/worklist.ts';
import { parseCreditCode } from '../values/credit-code.ts';
import { decodeCursor, encodeCursor, pageSize } from './connection.ts';
import type { RequestContext } from './context.ts';
import type { QueryCasesArgs } from './generated/types.ts';
import type { CaseConnectionParent } from './supervision-parents.ts';

const CURSOR = /^case:(\d{1,15}):(\d{1,15})$/;
const DEPTH_MAX = 10;

export async function casesOf(
  { where, first, after, orderBy }: Partial<QueryCasesArgs>,
  context: RequestContext,
): Promise<CaseConnectionParent> {
  const filter = where ?? {};
  refuseForeignApplicants(filter, context, 0);
  const question: WorklistQuestion = {
    where: { and: [filter, visibleTo(context)] },
    size: pageSize(first),
    after: after ? placeOf(after) : undefined,
    descending: orderBy !== 'RECEIVED_AT_ASC',
  };
  return { page: await context.supervision.worklist(question), isFirst: !after };
}

export function pageInfoOf({ page: { records, hasNextPage }, isFirst }: CaseConnectionParent) {
  const [start, end] = [records.at(0), records.at(-1)];
  return {
    hasNextPage,
    hasPreviousPage: !isFirst,
    startCursor: start ? cursorOf(start.row) : null,
    endCursor: end ? cursorOf(end.row) : null,
  };
}

/** A front end lists its own citizen's cases. */
function visibleTo({ principal }: RequestContext): CaseFilter {
  if (principal?.role !== 'front-end') return {};
  return { applicantNumber: [principal.subject] };
}

/** Whoever may not see whose case it is may not find out by asking for it. */
function refuseForeignApplicants(filter: CaseFilter, context: RequestContext, depth: number): void {
  if (depth > DEPTH_MAX)
    throw badInput(`The filter is nested more than ${DEPTH_MAX} levels deep; ask for less at once.`);
  const seen = (number: string) =>
    parseCreditCode(number) !== undefined || seesPersonalData(context, { kind: 'person', number });
  if (!(filter.applicantNumber ?? []).every(seen)) {
    throw new PublicError(
      'FORBIDDEN',
      'Cases are found by applicantNumber only by whoever may see it: another role, or a purpose, is needed.',
    );
  }
  for (const each of [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])]) {
    refuseForeignApplicants(each, context, depth + 1);
  }
}

function cursorOf({ receivedAt, id }: { readonly receivedAt: Date; readonly id: number }): string {
  return encodeCursor(`case:${receivedAt.getTime()}:${id}`);
}

function placeOf(cursor: string): Place {
  const match = CURSOR.exec(decodeCursor(cursor));
  if (!match) throw badInput('Argument "after" is not a cursor of this list; use the endCursor of the page before.');
  return { receivedMs: Number(match[1]), id: Number(match[2]) };
}
