// The departments, with every exchange timed and counted.
import { DepartmentFault } from '../departments/fault.ts';
import type { Department, Departments } from '../departments/registry.ts';
import type { Metrics } from './metrics.ts';

export function meteredDepartments(departments: Departments, metrics: Metrics, nowMs: () => number): Departments {
  /** `outcomeOf` tells how an exchange ended that did not throw. */
  const timed = async <Answer>(
    department: string,
    kind: string,
    exchange: Promise<Answer>,
    outcomeOf: (answer: Answer) => string = () => 'answered',
  ): Promise<Answer> => {
    const startedMs = nowMs();
    const observe = (outcome: string) => metrics.exchange({ department, kind, outcome, tookMs: nowMs() - startedMs });
    try {
      const answer = await exchange;
      observe(outcomeOf(answer));
      return answer;
    } catch (error) {
      observe(error instanceof DepartmentFault ? error.kind : 'fault');
      throw error;
    }
  };
  const metered = (department: Department): Department => ({
    ...department,
    submit: (...call) => timed(department.code, 'submit', department.submit(...call), ({ kind }) => kind),
    amend: (...call) => timed(department.code, 'amend', department.amend(...call), ({ kind }) => kind),
    lookup: (...call) => timed(department.code, 'lookup', department.lookup(...call)),
    progress: (...call) => timed(department.code, 'progress', department.progress(...call)),
    intake: (...call) => timed(department.code, 'intake', department.intake(...call)),
  });
  const all = departments.all.map(metered);
  const byCode = new Map(all.map((department) => [department.code, department]));
  return {
    ...departments,
    all,
    department: (code) => byCode.get(code) ?? departments.department(code),
    reader: (name) => {
      const reader = departments.reader(name);
      const { department } = reader;
      return { ...reader, read: (...call) => timed(department, 'read', reader.read(...call)) };
    },
    lister: (name) => {
      const lister = departments.lister(name);
      const { department } = lister;
      return { ...lister, list: (...call) => timed(department, 'list', lister.list(...call)) };
    },
  };
}
