// Reads the catalogue's folder into one frozen Catalogue, or tells every fault in it at once.
import type { Catalogue, OfferedCapabilities } from './catalogue.ts';
import { checkBundles } from './checks/bundles.ts';
import { checkCalendars } from './checks/calendars.ts';
import { checkDepartments } from './checks/departments.ts';
import { checkItems } from './checks/items.ts';
import { checkSupervision } from './checks/supervision.ts';
import { checkTasks } from './checks/tasks.ts';
import { readFiles } from './files.ts';
import { resolve } from './resolve.ts';
import { type Fault, FaultList } from './source.ts';

export type { Fault } from './source.ts';

export type LoadedCatalogue =
  | { readonly kind: 'loaded'; readonly catalogue: Catalogue }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/**
 * Loads the folder, an absolute path or one relative to the process's own. With `offered` (by department code) it also
 * checks that every item's submit capability and reads exist. Throws only where the folder itself cannot be read.
 */
export function load(folder: string, offered?: ReadonlyMap<string, OfferedCapabilities>): LoadedCatalogue {
  const root = folder.replace(/\/+$/, '');
  const list = new FaultList();
  const files = readFiles(root, list);
  const catalogue = resolve(files);
  checkDepartments(files);
  checkItems(files, catalogue, offered);
  checkBundles(files, catalogue);
  checkCalendars(files);
  checkSupervision(files);
  checkTasks(files, list);
  const faults = list.sorted();
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'loaded', catalogue: frozen(catalogue) };
}

/** `catalogue/bundles/home-transfer.yaml:17: …`, one a line, for the operator who starts the gateway. */
export function faultReport(folder: string, faults: readonly Fault[]): string {
  return faults
    .map(({ file, line, message }) => `${folder.replace(/\/+$/, '')}/${file}:${line}: ${message}`)
    .join('\n');
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  const members = value instanceof Map ? value.values() : Object.values(value);
  for (const member of members) frozen(member);
  return value;
}
