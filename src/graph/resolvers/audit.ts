import type { AuditQuestion, FoundEntry } from '../../audit/search.ts';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import { badInput } from '../../errors.ts';
import { decodeCursor, pageInfo, pageSize } from '../connection.ts';
import type { AuditFilter, AuditOutcome, Resolvers } from '../generated/types.ts';
import { noteShown } from '../sightings.ts';

const ALL = Number.MAX_SAFE_INTEGER;

export const resolvers: Resolvers = {
  Query: {
    auditTrail: async (_, { where, first, after }, { auditSearch, sightings }) => {
      const question = questionOf(where ?? {});
      // Whoever asks who looked at a person looks at that person too.
      if (where?.person) noteShown(sightings, { kind: 'person', number: where.person });
      const size = pageSize(first);
      const below = after ? placeOf(after) : ALL;
      const found = await auditSearch.find(question, below, size + 1);
      const nodes = found.slice(0, size);
      const cursorOf = ({ entry }: FoundEntry) => String(entry.sequence);
      return {
        question,
        nodes,
        pageInfo: pageInfo(nodes, cursorOf, below !== ALL, found.length > size),
      };
    },
  },
  AuditEntryConnection: { totalCount: ({ question }, _, { auditSearch }) => auditSearch.count(question) },
  AuditActor: { subject: ({ account }) => account },
  AuditEntry: {
    sequence: ({ entry }) => String(entry.sequence),
    at: ({ entry }) => centreDateTime(entry.at),
    traceId: ({ entry }) => entry.traceId,
    kind: ({ entry }) => entry.kind,
    operation: ({ entry }) => entry.operation,
    document: ({ entry }) => entry.document,
    fields: ({ entry }) => entry.fields,
    actor: ({ entry, actor }) => (entry.role === null ? null : actorOf(entry.role, actor)),
    purpose: ({ entry }) => entry.purpose,
    outcome: ({ entry }) => entry.outcome.toUpperCase() as AuditOutcome,
    code: ({ entry }) => entry.code,
    peopleRead: ({ entry }) => entry.read.length,
    cases: ({ entry }) => entry.cases,
  },
};

function questionOf({ person, enterprise, case: caseNumber, actor, from, to }: AuditFilter): AuditQuestion {
  if (person && enterprise) throw badInput('Ask the trail about a person or about an enterprise, not about both.');
  return {
    subject: person ?? enterprise ?? null,
    caseNumber: caseNumber ?? null,
    actor: actor ?? null,
    from: from ? new Date(from) : null,
    to: to ? new Date(to) : null,
  };
}

function placeOf(cursor: string): number {
  const place = Number(decodeCursor(cursor));
  if (Number.isSafeInteger(place) && place > 0) return place;
  throw badInput('Argument "after" is not a cursor of this list; use the endCursor of the page before.');
}

/** A citizen's own front end is that citizen; a clerk's name is shown to whoever has a purpose. */
function actorOf(role: string, subject: string | null) {
  const whose = { kind: 'holder', numbers: role === 'front-end' && subject ? [subject] : [] } as const;
  return { role, account: subject, subject: whose };
}
