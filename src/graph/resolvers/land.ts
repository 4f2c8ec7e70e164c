import type { Owner, Title } from '../../../adapters/land/facts.ts';
import { reachedOf } from '../../access/region.ts';
import { parseCitizenNumber } from '../../values/citizen-number.ts';
import { countyOfUnit } from '../../values/county-of.ts';
import { asOf } from '../as-of.ts';
import { connectionOf, type PageArguments } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { QueryResolvers, Resolvers } from '../generated/types.ts';
import { shownPage, totalOf } from '../lists/department-list.ts';
import { unitsFound } from '../lists/unit-list.ts';
import { after, type Loaded } from '../loaded.ts';
import { party, titleSubject, type UnitParent } from '../parents/parents.ts';

function titleOf({ unitNumber, title }: UnitParent, { loaders }: RequestContext): Loaded<Title | null> {
  return title ?? loaders('titles').load(unitNumber);
}

function ofTitle<Value>(read: (title: Title, context: RequestContext) => Value) {
  return (unit: UnitParent, _: unknown, context: RequestContext): Loaded<Value | null> =>
    after(titleOf(unit, context), (title) => title && read(title, context));
}

function unitsOf(number: Owner['number'], page: PageArguments, context: RequestContext) {
  return after(context.loaders('holdings').load(number), (found) => {
    const told = found ?? [];
    const titles = reachedOf(context.principal, told, ({ unitNumber }) => countyOfUnit(unitNumber));
    const units = titles.map((title) => ({ unitNumber: title.unitNumber, title, subject: titleSubject(title) }));
    return { ...connectionOf(units, ({ unitNumber }) => unitNumber, page), told: [told] };
  });
}

const query: QueryResolvers = {
  realEstateUnits: async (_, question, context) => {
    const page = await unitsFound(question, context);
    return shownPage(page, (title) => ({ unitNumber: title.unitNumber, title, subject: titleSubject(title) }));
  },
};

export const resolvers: Resolvers = {
  Query: query,
  RealEstateUnitConnection: { totalCount: totalOf, asOf: (page, _, context) => asOf(page.told, context) },
  Person: { realEstate: ({ number }, page, context) => unitsOf(number, page, context) },
  Enterprise: { realEstate: ({ creditCode }, page, context) => unitsOf(creditCode, page, context) },
  RealEstateUnit: {
    address: ofTitle(({ address }) => address),
    usage: ofTitle(({ usage }) => usage),
    areaSquareMetres: ofTitle(({ areaSquareMetres }) => areaSquareMetres),
    state: ofTitle(({ state }) => state),
    asOf: ofTitle((title, context) => asOf([title], context)),
    // A title that was found by one holder may name that holder alone.
    owners: ({ unitNumber }, _, { loaders }) =>
      after(loaders('titles').load(unitNumber), (title) => title?.owners ?? null),
    encumbrances: ({ unitNumber }, _, { loaders }) => loaders('encumbrances').load(unitNumber),
  },
  Ownership: { holder: ({ number }) => party(number, parseCitizenNumber(number) ? 'person' : 'enterprise') },
};
