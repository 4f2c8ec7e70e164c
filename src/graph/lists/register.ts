// A department's register under a filter: which of its questions cover the filter, and a page of what they hold.
import { withinRegions } from '../../access/region.ts';
import { badInput } from '../../errors.ts';
import { pageSize } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { allHold } from './conditions.ts';
import { type ListedPage, listed, type Order } from './department-list.ts';
import { checkFilter, type Nested, reachOf, type Source } from './reach.ts';
import { type CountyPage, countyNamed, countySource, wholeSource } from './sources.ts';

/** Entries of one message to a department. */
const PAGE_MAX = 100;

export interface RegisterFilter<Filter> extends Nested<Filter> {
  readonly county?: string | null | undefined;
  readonly countyIn?: readonly string[] | null | undefined;
}

export interface Register<Entry, Filter> {
  readonly keyOf: (entry: Entry) => string;
  readonly countyOf: (entry: Entry) => string;
  /** Throws for a condition that may not be asked, wherever in the filter it stands. */
  readonly check: (filter: Filter) => void;
  /** Conditions of the filter itself, its counties aside, of which the register knows all entries. */
  readonly otherSources: (filter: Filter) => readonly (readonly Source[])[];
  readonly listCounty: (county: string, size: number, after: string | null) => Promise<CountyPage<Entry>>;
  /** Every entry of a source other than a county. */
  readonly find: (source: Exclude<Source, { by: 'county' }>) => Promise<readonly Entry[]>;
  /** Whether the filter's own conditions hold, its counties aside. */
  readonly passes: (filter: Filter, entry: Entry) => boolean;
  /** By what entries are found, for whoever names nothing of it. */
  readonly foundBy: string;
}

export interface RegisterQuestion<Entry, Filter> {
  readonly where: Filter;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
  readonly order: Order<Entry> | null;
}

/** Throws BAD_USER_INPUT for a filter that the register cannot be searched by, FORBIDDEN for a county out of reach. */
export async function pageOfRegister<Entry, Filter extends RegisterFilter<Filter>>(
  register: Register<Entry, Filter>,
  { where, first, after, order }: RegisterQuestion<Entry, Filter>,
  context: Pick<RequestContext, 'principal'>,
): Promise<ListedPage<Entry>> {
  checkFilter(where, register.check);
  const { keyOf, countyOf, otherSources, foundBy } = register;
  const sources = reachOf(where, (filter) => [...countySources(filter, context), ...otherSources(filter)]);
  if (!sources) throw badInput(`${foundBy}; name one in the filter, and in every branch of "or".`);
  const size = pageSize(first);
  const exact = isOneCounty(where);
  const opened = sources.map((source) => opening(register, source, exact ? size : PAGE_MAX));
  const reached = (entry: Entry) => withinRegions(context.principal, [countyOf(entry)]);
  return listed({
    sources: opened.map(({ read }) => read),
    keyOf,
    keep: exact ? null : (entry) => reached(entry) && holds(register, where, entry),
    order,
    size,
    after: after ?? null,
    known: exact ? (opened[0]?.total ?? null) : null,
  });
}

function countySources<Filter extends RegisterFilter<Filter>>(
  { county, countyIn }: Filter,
  context: Pick<RequestContext, 'principal'>,
): readonly (readonly Source[])[] {
  const said = [...(county == null ? [] : [[county]]), ...(countyIn ? [countyIn] : [])];
  return said.map((codes) =>
    [...new Set(codes)].map((code) => ({ by: 'county' as const, county: countyNamed(code, context) })),
  );
}

/** Whether the department's own answer is the answer. */
function isOneCounty(filter: object): boolean {
  const said = Object.entries(filter).filter(([, value]) => value != null);
  return said.length === 1 && said[0]?.[0] === 'county';
}

function opening<Entry, Filter>(register: Register<Entry, Filter>, source: Source, size: number) {
  if (source.by !== 'county') {
    return { read: wholeSource(register.keyOf, () => register.find(source)), total: undefined };
  }
  return countySource((after) => register.listCounty(source.county, size, after));
}

function holds<Entry, Filter extends RegisterFilter<Filter>>(
  register: Register<Entry, Filter>,
  filter: Filter,
  entry: Entry,
): boolean {
  const county = register.countyOf(entry);
  return (
    (filter.county == null || filter.county === county) &&
    (!filter.countyIn || filter.countyIn.includes(county)) &&
    register.passes(filter, entry) &&
    allHold(filter, (each) => holds(register, each, entry))
  );
}
