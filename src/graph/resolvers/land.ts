import type { Title } from '../../../adapters/land/facts.ts';
import { parseCitizenNumber } from '../../values/citizen-number.ts';
import { connectionOf, type PageArguments } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { QueryResolvers, Resolvers } from '../generated/types.ts';
import { shownPage, totalOf } from '../lists/department-list.ts';
import { unitsFound } from '../lists/unit-list.ts';
import { party, titleSubject, type UnitParent } from '../parents.ts';

async function titleOf({ unitNumber, title }: UnitParent, { loaders }: RequestContext): Promise<Title | null> {
  return title ?? (await loaders('titles').load(unitNumber));
}

async function unitsOf(number: Title['owners'][number]['number'], page: PageArguments, context: RequestContext) {
  const titles = (await context.loaders('holdings').load(number)) ?? [];
  const units = titles.map((title) => ({ unitNumber: title.unitNumber, title, subject: titleSubject(title) }));
  return connectionOf(units, ({ unitNumber }) => unitNumber, page);
}

const query: QueryResolvers = {
  realEstateUnits: async (_, question, context) => {
    const page = await unitsFound(question, context);
    return shownPage(page, (title) => ({ unitNumber: title.unitNumber, title, subject: titleSubject(title) }));
  },
};

export const resolvers: Resolvers = {
  Query: query,
  RealEstateUnitConnection: { totalCount: totalOf },
  Person: { realEstate: ({ number }, page, context) => unitsOf(number, page, context) },
  Enterprise: { realEstate: ({ creditCode }, page, context) => unitsOf(creditCode, page, context) },
  RealEstateUnit: {
    address: async (unit, _, context) => (await titleOf(unit, context))?.address ?? null,
    usage: async (unit, _, context) => (await titleOf(unit, context))?.usage ?? null,
    areaSquareMetres: async (unit, _, context) => (await titleOf(unit, context))?.areaSquareMetres ?? null,
    state: async (unit, _, context) => (await titleOf(unit, context))?.state ?? null,
    owners: async ({ unitNumber }, _, { loaders }) => (await loaders('titles').load(unitNumber))?.owners ?? null,
    encumbrances: ({ unitNumber }, _, { loaders }) => loaders('encumbrances').load(unitNumber),
  },
  Ownership: { holder: ({ number }) => party(number, parseCitizenNumber(number) ? 'person' : 'enterprise') },
};
