// Departments that merged into others or were split 机构改革: they stay in the catalogue, so that what they did is read under their
// name, and nothing new is theirs.
import type { CatalogueFiles } from '../files.ts';

export function checkDepartments({ departments, items }: CatalogueFiles): void {
  const gone = new Set<string>();
  for (const [code, { raw, fault }] of departments.entries) {
    if (!raw.succession) continue;
    gone.add(code);
    for (const [index, successor] of raw.succession.departments.entries()) {
      const path = ['succession', 'departments', index];
      const next = departments.entries.get(successor);
      if (successor === code) fault(path, `"${code}" cannot succeed itself`);
      else if (!next) fault(path, `there is no department "${successor}"`);
      else if (next.raw.succession && next.raw.succession.from <= raw.succession.from) {
        fault(path, `"${successor}" was itself succeeded by then; name who took over from it`);
      }
    }
  }
  for (const { raw, fault } of items.entries.values()) {
    if (gone.has(raw.department)) fault(['department'], `department "${raw.department}" was succeeded by another one`);
  }
}
