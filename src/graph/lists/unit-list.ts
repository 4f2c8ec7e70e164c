// Units of the land register under a filter: the registry finds them by number, by holder and by county; the rest is told here.
import type { HolderNumber, Title } from '../../../adapters/land/facts.ts';
import { seesPersonalData } from '../../access/policy.ts';
import { badInput, PublicError } from '../../errors.ts';
import { parseCitizenNumber } from '../../values/citizen-number.ts';
import type { CountyCode } from '../../values/county-code.ts';
import { parseCreditCode } from '../../values/credit-code.ts';
import type { UnitNumber } from '../../values/unit-number.ts';
import type { RequestContext } from '../context.ts';
import type { QueryRealEstateUnitsArgs, RealEstateUnitFilter, RealEstateUnitOrder } from '../generated/types.ts';
import { holds, within } from './conditions.ts';
import type { ListedPage, Order } from './department-list.ts';
import { pageOfRegister, type Register } from './register.ts';
import { foundByKey, heldToSize } from './sources.ts';

type Question = Partial<QueryRealEstateUnitsArgs> & Pick<QueryRealEstateUnitsArgs, 'where'>;

export async function unitsFound(
  { where, first, after, orderBy }: Question,
  context: RequestContext,
): Promise<ListedPage<Title>> {
  const question = { where, first, after, order: orderOf(orderBy) };
  const page = await pageOfRegister(registerOf(context), question, context);
  for (const title of page.items) context.loaders('titles').prime(title.unitNumber, title);
  return page;
}

function registerOf(context: RequestContext): Register<Title, RealEstateUnitFilter> {
  const { listings, loaders } = context;
  return {
    keyOf: ({ unitNumber }) => unitNumber,
    countyOf: ({ county }) => county,
    check: ({ unitNumber, holderNumber }) => {
      heldToSize(unitNumber ?? []);
      for (const number of heldToSize(holderNumber ?? [])) checkHolder(number, context);
    },
    otherSources: ({ unitNumber, holderNumber }) => [
      ...(unitNumber ? [[{ by: 'keys' as const, keys: unitNumber }]] : []),
      ...(holderNumber ? [[...new Set(holderNumber)].map((number) => ({ by: 'holder' as const, number }))] : []),
    ],
    listCounty: async (county, first, after) =>
      listings('titlesByCounty', { where: { county: county as CountyCode }, first, after }),
    find: async (source) => {
      if (source.by === 'keys') return foundByKey(source.keys as readonly UnitNumber[], loaders('titles'));
      const held = (await loaders('holdings').load(source.number as HolderNumber)) ?? [];
      // What is found by a holder may name that holder alone.
      return foundByKey(
        held.map(({ unitNumber }) => unitNumber),
        loaders('titles'),
      );
    },
    passes,
    foundBy: 'Units are found by county, by number or by holder',
  };
}

/** Whoever may not see whose unit it is may not find out by asking for it. */
function checkHolder(number: string, context: RequestContext): void {
  if (parseCreditCode(number) !== undefined) return;
  if (!parseCitizenNumber(number)) {
    throw badInput('A holderNumber in the filter is neither a citizen number nor a credit code.');
  }
  if (seesPersonalData(context, { kind: 'person', number })) return;
  throw new PublicError(
    'FORBIDDEN',
    'Units are found by holderNumber only by whoever may see it: another role, or a purpose, is needed.',
  );
}

function passes(filter: RealEstateUnitFilter, title: Title): boolean {
  const { holderNumber } = filter;
  return (
    holds(filter.unitNumber, title.unitNumber) &&
    (!holderNumber || title.owners.some(({ number }) => holderNumber.includes(number))) &&
    holds(filter.usage, title.usage) &&
    holds(filter.state, title.state) &&
    within(title.areaSquareMetres, filter.areaFrom, filter.areaTo)
  );
}

function orderOf(order: RealEstateUnitOrder | null | undefined): Order<Title> | null {
  switch (order ?? 'UNIT_NUMBER_ASC') {
    case 'UNIT_NUMBER_ASC':
      return null;
    case 'AREA_ASC':
      return { name: 'area', valueOf: sortableArea, descending: false };
    case 'AREA_DESC':
      return { name: 'area', valueOf: sortableArea, descending: true };
  }
}

/** Text that sorts as the area does. */
const AREA_CHARACTERS = 15;

function sortableArea({ areaSquareMetres }: Title): string {
  return areaSquareMetres.toFixed(2).padStart(AREA_CHARACTERS, '0');
}
