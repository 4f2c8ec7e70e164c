import { possibleSteps } from '../../cases/actions/clerk-step.ts';
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import type { Resolvers } from '../generated/types.ts';
import { checkedKey } from '../inputs/application.ts';
import { checkedText } from '../inputs/text-input.ts';
import { departmentOf, workingHoursSince } from '../parents/supervision-parents.ts';
import { caseOfTask, handledPart, messagesOfTask, stepsOfTask, taskDue } from '../parents/task-parents.ts';

const KINDS = { submission: 'SUBMISSION', supplement: 'SUPPLEMENT', withdrawal: 'WITHDRAWAL' } as const;

export const resolvers: Resolvers = {
  Mutation: {
    handleTask: (_, { input }, { cases, principal }) =>
      cases.desk.handle({
        id: input.id,
        idempotencyKey: checkedKey(input.idempotencyKey),
        step: input.step,
        reason: input.reason ? checkedText('reason', input.reason) : null,
        procedure: input.procedure ?? null,
        evidence: input.evidence ?? {},
        licences: (input.licences ?? []).map(({ kind, number }) => ({ kind, number: checkedText('number', number) })),
        by: principal?.subject ?? '',
        role: principal?.role ?? '',
      }),
  },
  HandleTaskResult: { __resolveType: ({ __typename }) => __typename },
  Task: {
    name: ({ kind }, _, { catalogue, text }) => text(catalogue.tasks.get(kind)?.name ?? { zh: kind, en: kind }),
    openedAt: ({ openedAt }) => centreDateTime(openedAt),
    due: async (task, _, context) => {
      const due = await taskDue(task, context);
      return due && centreDateTime(due);
    },
    workingHoursOpen: ({ openedAt, settledAt }, _, context) =>
      settledAt ? null : workingHoursSince(openedAt, context),
    settledAt: ({ settledAt }) => settledAt && centreDateTime(settledAt),
    department: ({ department }, _, context) => departmentOf(department, context),
    case: (task, _, context) => caseOfTask(task, context),
    messages: (task, _, context) => messagesOfTask(task, context),
    possibleSteps: async (task, _, context) => {
      const part = await handledPart(task, context);
      return part ? possibleSteps(task, part.fold, (await part.of.particulars()).history) : [];
    },
    steps: (task, _, context) => stepsOfTask(task, context),
  },
  TaskStep: { at: ({ at }) => centreDateTime(at) },
  TaskMessage: {
    kind: ({ kind }) => KINDS[kind],
    at: ({ at }) => centreDateTime(at),
    payload: ({ content }) => content.payload,
    materials: ({ content }) => content.materials.map(({ code }) => code),
  },
};
