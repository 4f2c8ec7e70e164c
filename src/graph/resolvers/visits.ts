import type { Done } from '../../cases/actions/visit.ts';
import type { CaseRecord } from '../../cases/case-record.ts';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import { siteVisitsOf } from '../../cases/clocks/site-visits.ts';
import { bundlePart } from '../../cases/editions.ts';
import type { RequestContext } from '../context.ts';
import type { Resolvers } from '../generated/types.ts';
import { checkedKey } from '../inputs/application.ts';
import { checkedText } from '../inputs/text-input.ts';
import { knownCase } from '../parents/visibility.ts';
import type { SiteVisitAnswer } from '../parents/visit-parents.ts';

export const resolvers: Resolvers = {
  Mutation: {
    callSiteVisit: (_, { input: { caseNumber, idempotencyKey, at, place } }, context) =>
      change(caseNumber, context, ({ row }, by) =>
        context.cases.visits.call(row, {
          ...{ idempotencyKey: checkedKey(idempotencyKey), by, at: new Date(at) },
          place: place ? checkedText('place', place) : null,
        }),
      ),
    recordSiteVisit: (_, { input: { caseNumber, idempotencyKey, visit, results } }, context) =>
      change(caseNumber, context, ({ row }, by) =>
        context.cases.visits.record(row, {
          ...{ idempotencyKey: checkedKey(idempotencyKey), by, visit },
          results: results.map(({ part, finding }) => ({
            part,
            finding: finding ? checkedText('finding', finding) : null,
          })),
        }),
      ),
    cancelSiteVisit: (_, { input: { caseNumber, idempotencyKey, visit, reason } }, context) =>
      change(caseNumber, context, ({ row }, by) => {
        const request = {
          idempotencyKey: checkedKey(idempotencyKey),
          by,
          visit,
          reason: checkedText('reason', reason),
        };
        return context.cases.visits.cancel(row, request);
      }),
  },
  SiteVisitResult: { __resolveType: ({ __typename }) => __typename },
  SiteVisitRecorded: { case: ({ record }) => record },
  Case: {
    siteVisits: async (record) =>
      siteVisitsOf((await record.particulars()).history).map((visit) => ({ ...visit, of: record })),
  },
  SiteVisit: {
    at: ({ at }) => centreDateTime(at),
    calledAt: ({ calledAt }) => centreDateTime(calledAt),
    parts: ({ parts, of }) => parts.map((part) => ({ ...part, of })),
  },
  VisitedPart: {
    department: ({ of, part }) => bundlePart(of, part).item.department,
    recordedAt: ({ recordedAt }) => recordedAt && centreDateTime(recordedAt),
    legalBasis: ({ of, part }, _, { text }) => {
      const { siteVisit } = bundlePart(of, part).item;
      return siteVisit ? text(siteVisit.legalBasis) : null;
    },
  },
};

async function change(
  caseNumber: string,
  context: RequestContext,
  act: (found: CaseRecord, by: string) => Promise<Done>,
): Promise<SiteVisitAnswer> {
  const found = await knownCase(caseNumber, context);
  const done = await act(found, context.principal?.subject ?? '');
  if (done === 'conflict') return { __typename: 'IdempotencyConflict' };
  const record = await knownCase(caseNumber, context);
  return { __typename: 'SiteVisitRecorded', record, replayed: done === 'replayed' };
}
