// The counter of departments without a system of their own, as their clerks see it through the door.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SampleInput } from '../../commands/town/control.ts';
import { type GraphClient, openGraph } from '../../commands/town/graph.ts';
import { developmentToken } from '../../development/issuer.ts';

const handled = z.object({
  id: z.string(),
  kind: z.string(),
  part: z.string().nullable(),
  caseNumber: z.string(),
  department: z.object({ code: z.string() }).nullable(),
  openedAt: z.string(),
  due: z.string().nullable(),
  workingHoursOpen: z.number().nullable(),
  settledAt: z.string().nullable(),
  possibleSteps: z.array(z.string()),
  steps: z.array(z.object({ sequence: z.number(), kind: z.string(), by: z.string(), reason: z.string().nullable() })),
  messages: z.array(
    z.object({ kind: z.string(), payload: z.looseObject({}).nullable(), materials: z.array(z.string()) }),
  ),
});
export type CounterTask = z.infer<typeof handled>;

const TASK = `id kind part caseNumber department { code } openedAt due workingHoursOpen settledAt possibleSteps
  steps { sequence kind by reason } messages { kind payload materials }`;
const TASKS = `query Tasks($department: ID) { tasks(department: $department, first: 100) { ${TASK} } }`;
export const HANDLE = `mutation Handle($input: HandleTaskInput!) { handleTask(input: $input) {
  __typename ... on TaskHandled { replayed task { ${TASK} } } } }`;
const answer = z.object({
  handleTask: z.object({ __typename: z.string(), replayed: z.boolean().optional(), task: handled.optional() }),
});

export interface Step {
  readonly step: string;
  readonly idempotencyKey?: string;
  readonly reason?: string;
  readonly procedure?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly licences?: readonly { readonly kind: string; readonly number: string }[];
}

/** What was answered, or the error's message. */
export type StepAnswer = z.infer<typeof answer>['handleTask'];

export interface Clerk {
  readonly graph: GraphClient;
  readonly open: (department: string, caseNumber: string) => Promise<readonly CounterTask[]>;
  /** The clerk's task about a case, once it is there. */
  readonly task: (department: string, caseNumber: string, kind?: string) => Promise<CounterTask>;
  readonly step: (id: string, step: Step) => Promise<StepAnswer>;
}

const WAIT_MAX_MS = 25_000;

export async function clerkAt(url: string, subject: string): Promise<Clerk> {
  const token = await developmentToken({ role: 'window', purpose: 'acceptance', subject, expires: '1h' });
  const graph = openGraph(url, token);
  const open: Clerk['open'] = async (department, caseNumber) => {
    const shape = z.object({ tasks: z.array(handled) });
    const { tasks } = await graph.data({ document: TASKS, variables: { department } }, shape);
    return tasks.filter((task) => task.caseNumber === caseNumber);
  };
  return {
    graph,
    open,
    task: async (department, caseNumber, kind = 'HANDLE_PART') => {
      const deadline = performance.now() + WAIT_MAX_MS;
      for (;;) {
        const found = (await open(department, caseNumber)).find((task) => task.kind === kind);
        if (found) return found;
        if (performance.now() > deadline) throw new Error(`${department} has no task ${kind} about case ${caseNumber}`);
        await sleep(50);
      }
    },
    step: async (id, step) => {
      const input = { id, idempotencyKey: randomUUID(), ...step };
      return (await graph.data({ document: HANDLE, variables: { input } }, answer)).handleTask;
    },
  };
}

const UTILITIES = {
  water: { moveWater: true, waterAccount: '3300100001' },
  power: { movePower: true, powerAccount: '3300200002' },
  gas: { moveGas: true, gasAccount: '3300300003' },
  heating: { moveHeating: true, heatingAccount: '3300400004' },
} as const;
export type Utility = keyof typeof UTILITIES;

/** The application for a transfer that asks for these utilities too, and for no move of the household. */
export function withUtilities(input: SampleInput, ...utilities: readonly Utility[]): SampleInput {
  const asked = Object.assign({}, ...utilities.map((utility) => UTILITIES[utility])) as Record<string, unknown>;
  return { ...input, form: { ...input.form, moveHousehold: false, ...asked } };
}

const EVIDENCE: Readonly<Record<Utility, string>> = {
  water: '供水户号',
  power: '供电户号',
  gas: '供气户号',
  heating: '供热户号',
};

/** What an approval of the utility establishes. */
export function accountOf(utility: Utility, accountNumber = '990001'): Readonly<Record<string, unknown>> {
  return { [EVIDENCE[utility]]: { accountNumber, reading: '1024.5' } };
}
