// One suite for every adapter of a department with a system of its own; one without examples fails it. Those that work by tasks
// have no simulator: `task-list/` examines them.
import { existsSync } from 'node:fs';
import { findDepartments } from '../../src/departments/modules.ts';
import type { DepartmentModule } from '../../src/departments/port.ts';
import type { ContractExample } from './contract-suite/examined.ts';
import { describeContracts } from './contract-suite.ts';

const departments = (await findDepartments()).filter(({ code }) =>
  existsSync(new URL(`../../mocks/${code}`, import.meta.url)),
);
describeContracts(await Promise.all(departments.map(async (module) => [module, await exampleOf(module)] as const)));

async function exampleOf({ code }: DepartmentModule): Promise<ContractExample> {
  const { example } = (await import(`./${code}/contract-example.ts`)) as { example: ContractExample };
  return example;
}
