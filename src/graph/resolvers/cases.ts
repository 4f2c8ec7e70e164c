import { openMatters } from '../../cases/actions/supplement.ts';
import type { PartRecord } from '../../cases/case-record.ts';
import { acceptanceNotice } from '../../cases/clocks/acceptance.ts';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import { bundlePart } from '../../cases/editions.ts';
import { messages, partyOf } from '../../cases/history/events.ts';
import { noticesOfPart } from '../../cases/reception/notice-numbers.ts';
import { noticeOf } from '../../cases/reception/review.ts';
import type { Catalogue, Department, Item } from '../../catalogue/catalogue.ts';
import { badInput } from '../../errors.ts';
import { feedCursor, feedPosition } from '../feed-cursor.ts';
import type { Channel, MutationResolvers, QueryResolvers, Resolvers } from '../generated/types.ts';
import { applicationOf, checkedKey } from '../inputs/application.ts';
import { batchOf, submitBatch } from '../inputs/batch.ts';
import { materialsOf, ownerOf } from '../inputs/materials.ts';
import { checkedText } from '../inputs/text-input.ts';
import { agentParent, party } from '../parents/parents.ts';
import { knownCase, mayKnowCase } from '../parents/visibility.ts';
import { caseChanged } from '../subscriptions/case-changed.ts';

const FEED_MAX = 500;
const EVENTS_MAX = 100;

const query: QueryResolvers = {
  case: async (_, { number }, context) => {
    const found = await context.cases.byNumber(number);
    return found && mayKnowCase(context, found) ? found : null;
  },
  rehearseCase: async (_, { input }, context) =>
    context.cases.rehearse(await applicationOf(input, context), context.exchange),
  tasks: (_, { role, department, first }, { cases }) =>
    cases.openTasks({ role: role ?? null, department: department ?? null }, listSize(first, 50)),
  deliveries: (_, { where, first }, { cases }) =>
    cases.unsettledDeliveries(
      { department: where?.department ?? null, state: where?.state ?? null },
      listSize(first, 50),
    ),
  batch: async (_, { name }, context) => (await context.cases.batches.progress(batchOf(name, context))) ?? null,
  caseEvents: async (_, { after, first }, { cases }) => {
    const size = listSize(first, 100);
    const position = after ? feedPosition(after) : 0;
    const rows = await cases.feed(position, size + 1);
    const nodes = rows.slice(0, size);
    const last = nodes.at(-1);
    return { nodes, endCursor: last ? feedCursor(last.position) : (after ?? null), hasNextPage: rows.length > size };
  },
};

const mutation: MutationResolvers = {
  submitCase: async (_, { input }, context) =>
    context.cases.submit(await applicationOf(input, context), context.exchange),
  submitCases: (_, { batch, applications }, context, { schema }) =>
    submitBatch(batch ?? null, applications, schema, context),
  supplementCase: async (_, { input }, context) => {
    const found = await knownCase(input.caseNumber, context);
    return context.cases.supplement(found, {
      idempotencyKey: checkedKey(input.idempotencyKey),
      part: input.part ?? null,
      form: input.form ?? {},
      materials: await materialsOf(input.materials ?? [], context),
      submittedBy: ownerOf(context),
      byAgent: input.byAgent ?? false,
    });
  },
  withdrawCase: async (_, { input: { caseNumber, idempotencyKey, reason, byAgent } }, context) => {
    const found = await knownCase(caseNumber, context);
    const request = {
      idempotencyKey: checkedKey(idempotencyKey),
      reason: checkedText('reason', reason),
      byAgent: byAgent ?? false,
    };
    const withdrawn = await context.cases.withdraw(found, request);
    return { case: withdrawn, tasks: await context.cases.tasksOf(withdrawn) };
  },
  handOverCase: async (_, { input: { caseNumber, recipient, channel } }, context) => {
    const found = await knownCase(caseNumber, context);
    const { number, name } = recipient;
    const by = context.principal?.subject ?? '';
    return { case: await context.cases.handOver(found, { recipient: { number, name }, channel, by }) };
  },
  settleTask: (_, { input: { id, outcome, note } }, { cases, principal }) =>
    cases.settleTask({
      id,
      outcome,
      note: checkedText('note', note),
      by: principal?.subject ?? '',
      role: principal?.role ?? '',
    }),
  retryDelivery: async (_, { key }, { cases }) => {
    const delivery = await cases.hastenDelivery(key);
    if (delivery) return delivery;
    throw badInput(`There is no delivery under the key "${key}"; query { deliveries { key } } lists them.`);
  },
};

/** A case that the caller may know; one that may not be known looks like one that is not there. */
function listSize(first: number | null | undefined, usual: number): number {
  const size = first ?? usual;
  if (size >= 1 && size <= FEED_MAX) return size;
  throw badInput(`Argument "first" is ${size}; ask for 1 to ${FEED_MAX}.`);
}

export const resolvers: Resolvers = {
  Query: query,
  Mutation: mutation,
  Subscription: { caseChanged },
  SubmitCaseResult: { __resolveType: ({ __typename }) => __typename },
  CaseReceived: {
    case: ({ record }) => record,
    receipt: ({ record: { row } }) => ({
      number: row.number,
      checkCode: row.checkCode,
      receivedAt: centreDateTime(row.receivedAt),
    }),
  },
  SupplementCaseResult: { __resolveType: ({ __typename }) => __typename },
  CaseSupplemented: {
    case: ({ record }) => record,
    open: async ({ record }) => openMatters(record, await record.particulars()),
  },
  OpenMatter: {
    problem: ({ material, reason }, _, { text }) =>
      reason ??
      (material
        ? text({ zh: `容缺材料“${material.name.zh}”待补交`, en: `${material.name.en}: still to come` })
        : text(messages.DEFICIENT)),
  },
  Rehearsal: {
    acceptable: ({ deficiencies }) => deficiencies.length === 0,
    deficiencies: ({ deficiencies, edition }) => noticeOf(deficiencies, edition),
  },
  RehearsedPart: { code: ({ part }) => part.code, department: ({ part }) => part.item.department },
  Delivery: {
    department: ({ department }, _, { catalogue }) => departmentOf(catalogue, department),
    queuedAt: ({ queuedAt }) => centreDateTime(queuedAt),
    nextAt: ({ nextAt }) => nextAt && centreDateTime(nextAt),
  },
  BatchProgress: {
    at: ({ at }) => centreDateTime(at),
    ended: ({ rows }) => rows.length,
    received: ({ rows }) => rows.filter(({ outcome }) => outcome === 'RECEIVED').length,
  },
  EndedBatchRow: { case: ({ record }) => record },
  CaseDeficient: {
    notice: ({ deficiencies, notice }) => ({
      deficiencies,
      number: notice?.number ?? null,
      checkCode: notice?.checkCode ?? null,
      issuedAt: notice ? centreDateTime(notice.issuedAt) : null,
    }),
  },
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
    material: ({ deficiency, edition }, _, { catalogue }) =>
      edition.bundle.materials.find(({ material }) => material.code === deficiency.material)?.material ??
      catalogue.materials.get(deficiency.material ?? '') ??
      null,
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
    agent: ({ row }) => row.agent && agentParent(row.agent),
    parts: async ({ particulars }) => (await particulars()).parts,
    issuance: async ({ edition, particulars }) => {
      const { issuance, releasedAt, handedOverAt } = (await particulars()).fold;
      return {
        rule: edition.bundle.issuance.rule,
        state: issuance,
        releasedAt: releasedAt && centreDateTime(releasedAt),
        handedOverAt: handedOverAt && centreDateTime(handedOverAt),
      };
    },
    handOvers: async (found, _, { cases }) =>
      (await cases.handOversOf(found)).map((taken) => ({
        ...taken,
        subject: { kind: 'person', number: taken.recipient.number },
      })),
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
    notices: async (part) => noticesOfPart(part, (await part.of.particulars()).history),
  },
  HandOver: {
    recipientName: ({ recipient }) => recipient.name,
    recipientNumber: ({ recipient }) => recipient.number,
    channel: ({ channel }) => channel as Channel,
    at: ({ at }) => centreDateTime(at),
  },
  CaseEvent: {
    cursor: ({ position }) => (position === null ? null : feedCursor(position)),
    at: ({ at }) => centreDateTime(new Date(at)),
    by: partyOf,
    message: ({ kind, data }, _, { text }) => text(messages[kind]) + (data.reason ? `：${data.reason}` : ''),
  },
};

function departmentOf(catalogue: Catalogue, code: string): Department {
  const department = catalogue.departments.get(code);
  if (department) return department;
  throw new Error(`The catalogue has no department "${code}".`);
}

function itemOf({ row, edition }: PartRecord): Item {
  return bundlePart({ edition }, row.code).item;
}
