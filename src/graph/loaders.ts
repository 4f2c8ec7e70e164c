// One loader for each declared read, for the life of one request: batches to the department's own limit, and asks for no fact twice.
import DataLoader from 'dataloader';
import type { ItemOf, KeyOf, ListingName, Page, ReadName, ValueOf } from '../departments/port.ts';
import type { Departments, Lister } from '../departments/registry.ts';
import type { Exchange } from '../departments/resilience.ts';
import { departmentError } from './format-error.ts';

export type Loaders = <Name extends ReadName>(name: Name) => DataLoader<KeyOf<Name>, ValueOf<Name> | null, string>;

/** A page of a listing; the same page is asked for once, however many aliases want it. */
export type Listings = <Name extends ListingName>(
  name: Name,
  question: PageQuestion<Name>,
) => Promise<Page<ItemOf<Name>>>;
type PageQuestion<Name extends ListingName> = Parameters<Lister<Name>['list']>[0];

export function openListings(departments: Departments, exchange: Exchange): Listings {
  const asked = new Map<string, Promise<unknown>>();
  return <Name extends ListingName>(name: Name, question: PageQuestion<Name>) => {
    const key = JSON.stringify([name, question.where, question.first, question.after]);
    const known = asked.get(key);
    if (known) return known as Promise<Page<ItemOf<Name>>>;
    const { department, list } = departments.lister(name);
    const page = list(question, exchange).catch((error: unknown) => {
      throw departmentError(department, error);
    });
    asked.set(key, page);
    return page;
  };
}

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
