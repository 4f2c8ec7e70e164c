// A department without a system of its own, such as a utility: what it takes in becomes tasks for its clerks.
import { DepartmentFault } from '../../src/departments/fault.ts';
import type {
  Adapter,
  Capabilities,
  DepartmentModule,
  Outcome,
  SubmitCapability,
  TakenIn,
  TaskList,
} from '../../src/departments/port.ts';

/** The list drops repetitions; what was written as the connection broke may come to light a moment later. */
const BY_HAND: SubmitCapability = { effect: 'once', deduplicates: true, lateApplyMaxMs: 2_000 };

interface ManualCapabilities extends Capabilities {
  readonly reads: Readonly<Record<never, never>>;
  readonly listings: Readonly<Record<never, never>>;
}

/** `submits`: what can be applied for, by the names that items give in `submit`. */
export function manualDepartment(code: string, submits: readonly string[]): DepartmentModule<ManualCapabilities> {
  const capabilities: ManualCapabilities = {
    reads: {},
    listings: {},
    submits: Object.fromEntries(submits.map((submit) => [submit, BY_HAND])),
    progress: { by: 'task' },
    bulkhead: { concurrency: 4, queue: 500 },
  };
  return {
    code,
    settings: [],
    open: async ({ taskList }) => {
      if (!taskList) throw new Error(`Department ${code} works by tasks; open it with the gateway's task list.`);
      return adapterOver(taskList, code, capabilities);
    },
  };
}

function adapterOver(list: TaskList, code: string, capabilities: ManualCapabilities): Adapter<ManualCapabilities> {
  return {
    code,
    capabilities,
    reads: {},
    listings: {},
    submits: Object.fromEntries(
      Object.keys(capabilities.submits).map((submit) => [
        submit,
        (submission) => outcomeOf(code, list.take(code, submission)),
      ]),
    ),
    amend: (amendment) => outcomeOf(code, list.amend(code, amendment)),
    lookup: async (key) => {
      const found = await answered(code, list.find(code, key));
      return found ? { kind: 'found', ...found } : { kind: 'absent' };
    },
    progress: (keys) => answered(code, list.steps(code, keys)),
    intake: (question) => answered(code, list.intake(code, question)),
    close: async () => undefined,
  };
}

/** A commit whose answer was lost may stand: only asking tells. */
async function outcomeOf(code: string, taking: Promise<TakenIn>): Promise<Outcome> {
  try {
    const { reference } = await answered(code, taking);
    return { kind: 'acknowledged', reference, progress: [] };
  } catch (fault) {
    if (fault instanceof DepartmentFault) return { kind: 'unknown', fault };
    throw fault;
  }
}

async function answered<Answer>(code: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw new DepartmentFault('broken', `The task list of department ${code} could not be reached.`, { cause });
  }
}
