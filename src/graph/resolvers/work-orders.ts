import { centreDateTime, centreDay } from '../../cases/clocks/centre-time.ts';
import { badInput } from '../../errors.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import { pageSize } from '../connection.ts';
import type { Resolvers } from '../generated/types.ts';
import { checkedText } from '../inputs/text-input.ts';
import { enteredUnderItsCase, timeOf, workOrderParent } from '../parents/supervision-parents.ts';
import { knownCase } from '../parents/visibility.ts';

const NUMBER = /^[0-9A-Za-z-]{4,40}$/;

export const resolvers: Resolvers = {
  Mutation: {
    linkWorkOrder: async (_, { input: { number, caseNumber, part, content, dueOn } }, context) => {
      if (!NUMBER.test(number)) throw badInput('A work order’s number has 4 to 40 digits, letters or hyphens.');
      const found = await knownCase(caseNumber, context);
      const order = { number, part: part ?? null, content: checkedText('content', content), dueOn: dueOn as CivilDate };
      const by = context.principal?.subject ?? '';
      return workOrderParent(await context.supervision.workOrders.link(found, { ...order, by }));
    },
    superviseWorkOrder: async (_, { number, instruction }, context) => {
      const [words, by] = [checkedText('instruction', instruction), context.principal?.subject ?? ''];
      const urged = await context.supervision.workOrders.urge(number, words, by);
      return workOrderParent(await enteredUnderItsCase(urged, context));
    },
    closeWorkOrder: async (_, { number, reply }, context) => {
      const { supervision, principal } = context;
      const [words, by] = [checkedText('reply', reply), principal?.subject ?? ''];
      const closed = await supervision.workOrders.close(number, words, by, principal?.role === 'supervisor');
      return workOrderParent(await enteredUnderItsCase(closed, context));
    },
  },
  Case: {
    workOrders: async (record, _, { supervision }) =>
      (await supervision.workOrders.ofCase(record)).map(workOrderParent),
  },
  Supervision: {
    workOrders: async (_, { open, first }, { supervision }) =>
      (await supervision.workOrders.list(open ?? null, pageSize(first ?? 50))).map(workOrderParent),
  },
  WorkOrder: {
    overdue: ({ dueOn, closedAt }, _, { supervision }) => closedAt === null && centreDay(supervision.now()) > dueOn,
    linkedAt: ({ linkedAt }) => centreDateTime(linkedAt),
    urgedAt: ({ urgedAt }) => timeOf(urgedAt),
    closedAt: ({ closedAt }) => timeOf(closedAt),
    case: async ({ caseId, number }, _, { supervision }) => {
      const record = await supervision.caseById(caseId);
      if (record) return record;
      throw new Error(`The case of work order ${number} is not on record.`);
    },
  },
};
