// What one request reads of departments: each fact once, the same wherever the operation names it.

import type { Fact, Facts, PageQuestion, Told } from '../departments/facts.ts';
import { DepartmentFault } from '../departments/fault.ts';
import type { ItemOf, KeyOf, ListingName, Page, ReadName, ValueOf } from '../departments/port.ts';
import type { Departments } from '../departments/registry.ts';
import type { Exchange } from '../departments/resilience.ts';
import { type Ages, openAges } from './as-of.ts';
import type { Basis } from './basis.ts';
import { departmentError } from './format-error.ts';
import type { Loaded } from './loaded.ts';

export interface Loader<Name extends ReadName> {
  readonly load: (key: KeyOf<Name>) => Loaded<ValueOf<Name> | null>;
  /** Rejects while the department is closed, whether or not there is a copy. */
  readonly loadNow: (key: KeyOf<Name>) => Loaded<ValueOf<Name> | null>;
  /** What came with another answer of the same department is not asked for again. */
  readonly prime: (key: KeyOf<Name>, value: ValueOf<Name>) => void;
}
export type Loaders = <Name extends ReadName>(name: Name) => Loader<Name>;
export type Listings = <Name extends ListingName>(
  name: Name,
  question: PageQuestion<Name>,
) => Loaded<Page<ItemOf<Name>>>;

export interface ReadFacts {
  readonly loaders: Loaders;
  readonly listings: Listings;
  /**
   * From now on copies are told for a department that is closed. Whoever calls this shows as of when facts hold: nobody is to
   * take what is old for what is new.
   */
  readonly acceptCopies: () => void;
  /** Departments for which copies were told, and as of when (the machine's time) the oldest of each holds. */
  readonly copies: ReadonlyMap<string, number>;
  readonly asOfMs: Ages['asOfMs'];
}

export interface LoaderSettings {
  readonly facts: Facts;
  readonly departments: Departments;
  readonly exchange: Exchange;
  /** Told of every fact that is read. */
  readonly basis: Basis;
}

export function openLoaders({ facts, departments, exchange, basis }: LoaderSettings): ReadFacts {
  const pages = new Map<string, unknown>();
  const loaders = new Map<ReadName, Loader<ReadName>>();
  const copies = new Map<string, number>();
  const ages = openAges();
  /** Departments that let a deadline pass, by which nobody waits for another in the same request. */
  const late = new Map<string, DepartmentFault>();
  let copiesAccepted = false;

  const take = (department: string, fact: Fact<unknown>, mayBeCopy: boolean): unknown => {
    const { value, asOfMs, closed } = fact;
    basis.restsOn(fact);
    ages.note(fact);
    if (closed === null) return value;
    if (!mayBeCopy) throw departmentError(department, closed);
    copies.set(department, Math.min(asOfMs, copies.get(department) ?? asOfMs));
    return value;
  };
  const taken = (department: string, told: Told<unknown>, mayBeCopy = copiesAccepted): unknown => {
    if (!(told instanceof Promise)) return take(department, told, mayBeCopy);
    basis.waited();
    const missed = late.get(department);
    const awaited = missed ? Promise.race([told, Promise.reject(missed)]) : told;
    return awaited.then(
      (fact) => take(department, fact, mayBeCopy),
      (error: unknown) => {
        basis.restsOnMore();
        if (error instanceof DepartmentFault && error.kind === 'timeout') late.set(department, error);
        throw departmentError(department, error);
      },
    );
  };
  const open = (name: ReadName): Loader<ReadName> => {
    const { department } = departments.reader(name);
    const known = new Map<unknown, unknown>();
    const load = (key: KeyOf<ReadName>, mayBeCopy?: boolean) => {
      const place = placeOf(key);
      const before = known.get(place);
      if (before !== undefined) return before;
      const value = taken(department, facts.ask(name, key, exchange), mayBeCopy);
      known.set(place, value);
      return value;
    };
    return {
      load: (key) => load(key) as never,
      loadNow: (key) => load(key, false) as never,
      prime: (key, value) => {
        if (!known.has(placeOf(key))) known.set(placeOf(key), value);
      },
    };
  };
  return {
    loaders: <Name extends ReadName>(name: Name) => {
      const opened = loaders.get(name) ?? open(name);
      loaders.set(name, opened);
      return opened as unknown as Loader<Name>;
    },
    listings: (name, question) => {
      const { where, first, after } = question;
      const { department } = departments.lister(name);
      const place = JSON.stringify([name, where, first, after]);
      const value = pages.get(place) ?? taken(department, facts.page(name, question, exchange));
      pages.set(place, value);
      return value as never;
    },
    acceptCopies: () => {
      copiesAccepted = true;
    },
    copies,
    asOfMs: ages.asOfMs,
  };
}

function placeOf(key: unknown): unknown {
  return typeof key === 'string' ? key : JSON.stringify(key);
}
