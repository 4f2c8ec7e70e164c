// One suite for every adapter that is found; a department without examples fails it.

import { findDepartments } from '../../src/departments/modules.ts';
import type { DepartmentModule } from '../../src/departments/port.ts';
import { type ContractExample, describeContracts } from './contract-suite.ts';

const departments = await findDepartments();
describeContracts(await Promise.all(departments.map(async (module) => [module, await exampleOf(module)] as const)));

async function exampleOf({ code }: DepartmentModule): Promise<ContractExample> {
  const { example } = (await import(`./${code}/contract-example.ts`)) as { example: ContractExample };
  return example;
}
