// One loader for each declared read, for the life of one request: batches to the department's own limit, and asks for no fact twice.
import DataLoader from 'dataloader';
import type { KeyOf, ReadName, ValueOf } from '../departments/port.ts';
import type { Departments } from '../departments/registry.ts';
import type { Exchange } from '../departments/resilience.ts';
import { departmentError } from './format-error.ts';

export type Loaders = <Name extends ReadName>(name: Name) => DataLoader<KeyOf<Name>, ValueOf<Name> | null, string>;

export function openLoaders(departments: Departments, exchange: Exchange): Loaders {
  const opened = new Map<string, unknown>();
  return <Name extends ReadName>(name: Name) => {
    const known = opened.get(name);
    if (known) return known as DataLoader<KeyOf<Name>, ValueOf<Name> | null, string>;
    const loader = openLoader(departments, name, exchange);
    opened.set(name, loader);
    return loader;
  };
}

function openLoader<Name extends ReadName>(departments: Departments, name: Name, exchange: Exchange) {
  const { department, capability, read } = departments.reader(name);
  return new DataLoader<KeyOf<Name>, ValueOf<Name> | null, string>(
    async (keys) => {
      try {
        const answers = await read(keys, exchange);
        return answers.map((answer) => (answer instanceof Error ? departmentError(department, answer) : answer));
      } catch (error) {
        throw departmentError(department, error);
      }
    },
    { maxBatchSize: capability.batchMax, cacheKeyFn: cacheKey },
  );
}

function cacheKey(key: unknown): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}
