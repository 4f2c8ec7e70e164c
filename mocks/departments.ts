// Finds the simulators by folder name; no list of departments stands anywhere.
import { access, readdir } from 'node:fs/promises';
import type { DepartmentSimulator } from './simulator.ts';

/** Every `mocks/<department>/simulator.ts`, in the order of their ports. */
export async function findSimulators(): Promise<readonly DepartmentSimulator[]> {
  const here = new URL('./', import.meta.url);
  const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(
    folders.map(async ({ name }) => {
      const file = new URL(`${name}/simulator.ts`, here);
      const exists = await access(file).then(
        () => true,
        () => false,
      );
      return exists ? load(name, file) : undefined;
    }),
  );
  return found.filter((simulator) => simulator !== undefined).sort((one, other) => one.portOffset - other.portOffset);
}

async function load(folder: string, file: URL): Promise<DepartmentSimulator> {
  const { department } = (await import(file.href)) as { department?: DepartmentSimulator };
  if (department?.code === folder) return department;
  throw new Error(`mocks/${folder}/simulator.ts must export department with the code ${folder}`);
}
