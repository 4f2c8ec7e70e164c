// Finds the departments' adapters by name: every folder of `adapters/` with an `adapter.ts` is one.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { DepartmentModule } from './port.ts';

const folder = new URL('../../adapters/', import.meta.url);

export async function findDepartments(): Promise<readonly DepartmentModule[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const files = names.map((name) => new URL(`${name}/adapter.ts`, folder)).filter((file) => existsSync(file));
  return Promise.all(
    files.map(async (file) => ((await import(file.href)) as { department: DepartmentModule }).department),
  );
}
