import { acceptanceNotice } from '../../cases/acceptance.ts';
import type { PartRecord } from '../../cases/cases.ts';
import { centreDateTime } from '../../cases/centre-time.ts';
import { messages } from '../../cases/events.ts';
import { bundlePart } from '../../cases/message.ts';
import type { Item } from '../../catalogue/catalogue.ts';
import { badInput } from '../../errors.ts';
import { applicationOf } from '../application.ts';
import { decodeCursor, encodeCursor } from '../connection.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from '../generated/types.ts';
import { party } from '../parents.ts';
import { mayKnowCase } from '../visibility.ts';

const FEED_MAX = 500;
const EVENTS_MAX = 100;
const FEED_CURSOR = /^feed:(\d{1,15})$/;

const query: QueryResolvers = {
  case: async (_, { number }, context) => {
    const found = await context.cases.byNumber(number);
    return found && mayKnowCase(context, found) ? found : null;
  },
  caseEvents: async (_, { after, first }, { cases }) => {
    const size = first ?? 100;
    if (size < 1 || size > FEED_MAX) throw badInput(`Argument "first" is ${size}; ask for 1 to ${FEED_MAX}.`);
    const position = after ? feedPosition(after) : 0;
    const rows = await cases.feed(position, size + 1);
    const nodes = rows.slice(0, size);
    const last = nodes.at(-1);
    return { nodes, endCursor: last ? feedCursor(last.position) : (after ?? null), hasNextPage: rows.length > size };
  },
};

const mutation: MutationResolvers = {
  submitCase: async (_, { input }, context) => context.cases.submit(applicationOf(input, context)),
};

function feedCursor(position: number): string {
  return encodeCursor(`feed:${position}`);
}

function feedPosition(cursor: string): number {
  const match = FEED_CURSOR.exec(decodeCursor(cursor));
  if (!match) throw badInput('Argument "after" is not a cursor of this feed; use the endCursor of the answer before.');
  return Number(match[1]);
}

export const resolvers: Resolvers = {
  Query: query,
  Mutation: mutation,
  SubmitCaseResult: { __resolveType: ({ __typename }) => __typename },
  CaseReceived: {
    case: ({ record }) => record,
    receipt: ({ record: { row } }) => ({
      number: row.number,
      checkCode: row.checkCode,
      receivedAt: centreDateTime(row.receivedAt),
    }),
  },
  CaseDeficient: { notice: ({ deficiencies }) => ({ deficiencies }) },
  IdempotencyConflict: {
    message: (_, _arguments, { text }) =>
      text({
        zh: '该幂等键已用于内容不同的申请，本次未创建任何办件。请换用新的幂等键，或者用原内容重试。',
        en: 'This key was used for a different submission; nothing was created. Use a new key, or repeat the same content.',
      }),
  },
  Deficiency: {
    code: ({ deficiency }) => deficiency.code,
    part: ({ deficiency }) => deficiency.part,
    item: ({ deficiency, edition }) =>
      edition.bundle.parts.find(({ item }) => item.code === deficiency.item)?.item ?? null,
    material: ({ deficiency, edition }) =>
      edition.bundle.materials.find(({ material }) => material.code === deficiency.material)?.material ?? null,
    field: ({ deficiency }) => deficiency.field,
    problem: ({ deficiency }, _, { text }) => text(deficiency.problem),
    remedy: ({ deficiency }, _, { text }) => text(deficiency.remedy),
  },
  Case: {
    id: ({ row }, _, { ids }) => ids.seal('Case', row.number),
    number: ({ row }) => row.number,
    bundle: ({ edition }) => edition.bundle,
    state: ({ row }) => row.state,
    kind: ({ row }) => row.kind,
    channel: ({ row }) => row.channel,
    receivedAt: ({ row }) => centreDateTime(row.receivedAt),
    applicant: ({ row }) => party(row.applicantNumber, row.applicantKind),
    parts: async ({ particulars }) => (await particulars()).parts,
    issuance: async ({ edition, row, particulars }) => ({
      rule: edition.bundle.issuance.rule,
      state: (await particulars()).fold.issuance,
      releasedAt: row.releasedAt && centreDateTime(row.releasedAt),
    }),
    events: async ({ particulars }, { last }) => {
      const size = last ?? 20;
      if (size < 1 || size > EVENTS_MAX) throw badInput(`Argument "last" is ${size}; ask for 1 to ${EVENTS_MAX}.`);
      return { nodes: (await particulars()).events.slice(-size) };
    },
  },
  Part: {
    code: ({ row }) => row.code,
    key: ({ row }) => row.key,
    item: (part) => itemOf(part),
    department: (part) => itemOf(part).department,
    delivery: ({ row }) => row.delivery,
    state: ({ row }) => row.state,
    departmentReference: ({ row }) => row.departmentReference,
    acceptanceNotice: (part, _, { workingTime }) => acceptanceNotice(part, workingTime),
    decision: ({ fold }) =>
      fold.decidedAt && {
        outcome: fold.wasApproved ? 'APPROVED' : 'REFUSED',
        decidedAt: centreDateTime(fold.decidedAt),
        reason: fold.reason,
      },
    licences: ({ fold, released }) => (released ? fold.licences : []),
  },
  CaseEvent: {
    cursor: ({ position }) => (position === null ? null : feedCursor(position)),
    at: ({ at }) => centreDateTime(new Date(at)),
    message: ({ kind, data }, _, { text }) => text(messages[kind]) + (data.reason ? `：${data.reason}` : ''),
  },
};

function itemOf({ row, edition }: PartRecord): Item {
  return bundlePart({ edition }, row.code).item;
}
