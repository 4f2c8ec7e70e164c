// Enterprises under a filter: licensing lists a county's and finds them by their codes; the rest is told here.
import type { BusinessLicence } from '../../../adapters/licensing/facts.ts';
import { badInput } from '../../errors.ts';
import type { CountyCode } from '../../values/county-code.ts';
import type { CreditCode } from '../../values/credit-code.ts';
import { parseFen } from '../../values/money.ts';
import type { RequestContext } from '../context.ts';
import type { EnterpriseFilter, EnterpriseOrder, QueryEnterprisesArgs } from '../generated/types.ts';
import { holds, within } from './conditions.ts';
import type { ListedPage, Order } from './department-list.ts';
import { pageOfRegister, type Register } from './register.ts';
import { foundByKey, heldToSize } from './sources.ts';

type Question = Partial<QueryEnterprisesArgs> & Pick<QueryEnterprisesArgs, 'where'>;

export async function enterprisesOf(
  { where, first, after, orderBy }: Question,
  context: RequestContext,
): Promise<ListedPage<BusinessLicence>> {
  const question = { where, first, after, order: orderOf(orderBy) };
  const page = await pageOfRegister(registerOf(context), question, context);
  for (const licence of page.items) context.loaders('licences').prime(licence.creditCode, licence);
  return page;
}

function registerOf({ listings, loaders }: RequestContext): Register<BusinessLicence, EnterpriseFilter> {
  return {
    keyOf: ({ creditCode }) => creditCode,
    countyOf: ({ county }) => county,
    check: ({ creditCode, capitalFrom, capitalTo }) => {
      heldToSize(creditCode ?? []);
      for (const amount of [capitalFrom, capitalTo]) fenSaid(amount);
    },
    otherSources: ({ creditCode }) => (creditCode ? [[{ by: 'keys', keys: creditCode }]] : []),
    listCounty: async (county, first, after) =>
      listings('licencesByCounty', { where: { county: county as CountyCode }, first, after }),
    find: async (source) =>
      source.by === 'keys' ? foundByKey(source.keys as readonly CreditCode[], loaders('licences')) : [],
    passes,
    foundBy: 'Enterprises are found by county or by credit code',
  };
}

function passes(filter: EnterpriseFilter, licence: BusinessLicence): boolean {
  const { industry, nameContains } = filter;
  return (
    holds(filter.creditCode, licence.creditCode) &&
    holds(filter.state, licence.state) &&
    holds(filter.kind, licence.kind) &&
    (!industry || industry.some((code) => licence.industry.startsWith(code))) &&
    (nameContains == null || licence.name.includes(nameContains)) &&
    within(licence.establishedOn, filter.establishedFrom, filter.establishedTo) &&
    // A term without an end is later than any day.
    within(licence.validTo ?? 'unlimited', filter.validToFrom, filter.validToTo) &&
    within(fenOf(licence.registeredCapital), fenSaid(filter.capitalFrom), fenSaid(filter.capitalTo))
  );
}

function fenSaid(amount: string | null | undefined): bigint | null {
  return amount == null ? null : fenOf(amount);
}

function fenOf(amount: string): bigint {
  const fen = parseFen(amount);
  if (fen !== undefined) return fen;
  throw badInput('An amount in the filter is not yuan as a decimal string, such as "1000000.00".');
}

/** Text that sorts as the amount does. */
const CAPITAL_DIGITS = 20;

function orderOf(order: EnterpriseOrder | null | undefined): Order<BusinessLicence> | null {
  switch (order ?? 'CREDIT_CODE_ASC') {
    case 'CREDIT_CODE_ASC':
      return null;
    case 'ESTABLISHED_ON_ASC':
      return { name: 'established', valueOf: ({ establishedOn }) => establishedOn, descending: false };
    case 'ESTABLISHED_ON_DESC':
      return { name: 'established', valueOf: ({ establishedOn }) => establishedOn, descending: true };
    case 'REGISTERED_CAPITAL_ASC':
      return { name: 'capital', valueOf: sortableCapital, descending: false };
    case 'REGISTERED_CAPITAL_DESC':
      return { name: 'capital', valueOf: sortableCapital, descending: true };
  }
}

function sortableCapital({ registeredCapital }: BusinessLicence): string {
  return String(fenOf(registeredCapital)).padStart(CAPITAL_DIGITS, '0');
}
