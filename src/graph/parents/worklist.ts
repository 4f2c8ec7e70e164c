// From the arguments of a list of cases to the question: what is seen is decided before it is asked.
import { seesPersonalData } from '../../access/policy.ts';
import { badInput, PublicError } from '../../errors.ts';
import { dayAfter } from '../../statistics/periods.ts';
import type { Dimension } from '../../statistics/question.ts';
import { ofRange, pointsAtPerson } from '../../statistics/small-groups.ts';
import type { CaseOrder, Place } from '../../supervision/sql/worklist.ts';
import type { CaseFilter, Worklist, WorklistQuestion } from '../../supervision/worklist.ts';
import { parseCitizenNumber } from '../../values/citizen-number.ts';
import { parseCreditCode } from '../../values/credit-code.ts';
import { decodeCursor, encodeCursor, pageSize } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { QueryCasesArgs } from '../generated/types.ts';
import { holdsSmallGroups } from './statistics-rows.ts';
import type { CaseConnectionParent } from './supervision-parents.ts';

const CURSOR = /^(case|due):(\d{1,15}|none):(\d{1,15})$/;
const DEPTH_MAX = 10;

export async function casesOf(
  { where, first, after, orderBy }: Partial<QueryCasesArgs>,
  context: RequestContext,
): Promise<CaseConnectionParent> {
  const filter = where ?? {};
  refuseForeignApplicants(filter, context, 0);
  const order = orderBy ?? 'RECEIVED_AT_DESC';
  const question: WorklistQuestion = {
    where: { and: [filter, visibleTo(context)] },
    size: pageSize(first),
    after: after ? placeOf(after, order) : undefined,
    order,
  };
  const page = await context.supervision.worklist(question);
  await refuseFew(filter, page, context);
  return { page, order, isFirst: !after };
}

export function pageInfoOf({ page: { start, end, hasNextPage }, order, isFirst }: CaseConnectionParent) {
  return {
    hasNextPage,
    hasPreviousPage: !isFirst,
    startCursor: start ? cursorOf(start, order) : null,
    endCursor: end ? cursorOf(end, order) : null,
  };
}

/** A list that could point at a person is not shown where it holds but a few; that it holds none may be known. */
async function refuseFew(filter: CaseFilter, page: Worklist, context: RequestContext): Promise<void> {
  const { smallGroups } = context.catalogue.statistics;
  if (!holdsSmallGroups(context) || !pointsAtPerson(new Set(dimensionsIn(filter)), smallGroups)) return;
  const count = page.records.length < smallGroups.floor ? await page.count() : smallGroups.floor;
  if (count === 0 || count >= smallGroups.floor) return;
  throw new PublicError(
    'FORBIDDEN',
    `Fewer than ${smallGroups.floor} cases are meant, and their place and day could tell whose they are; widen the filter.`,
  );
}

/** As in statistics: by what a filter tells cases apart. */
function dimensionsIn(filter: CaseFilter): readonly Dimension[] {
  const { region, state, kind, channel, light, bundle, department, item, receivedFrom, receivedTo } = filter;
  const named = { region, state, kind, channel, light, bundle, department, item };
  return [
    ...Object.entries(named).flatMap(([name, values]) => (values ? [name.toUpperCase() as Dimension] : [])),
    ...ofRange({ from: receivedFrom ?? null, before: receivedTo ? dayAfter(receivedTo) : null }),
    ...[...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])].flatMap(dimensionsIn),
  ];
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
  for (const number of filter.applicantNumber ?? []) {
    if (parseCitizenNumber(number) === undefined && parseCreditCode(number) === undefined) {
      throw badInput(
        'A value of "applicantNumber" is neither a citizen number nor a credit code; check its 18 characters, the last included.',
      );
    }
  }
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

function cursorOf({ atMs, id }: Place, order: CaseOrder): string {
  return encodeCursor(`${listOf(order)}:${atMs ?? 'none'}:${id}`);
}

function placeOf(cursor: string, order: CaseOrder): Place {
  const [, list, at, id] = CURSOR.exec(decodeCursor(cursor)) ?? [];
  if (list !== listOf(order))
    throw badInput('Argument "after" is not a cursor of this list; use the endCursor of the page before.');
  return { atMs: at === 'none' ? null : Number(at), id: Number(id) };
}

function listOf(order: CaseOrder): string {
  return order.startsWith('DUE_AT') ? 'due' : 'case';
}
