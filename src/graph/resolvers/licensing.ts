import type { EnterpriseRole } from '../../../adapters/licensing/facts.ts';
import { withinRegions } from '../../access/region.ts';
import { badInput, PublicError } from '../../errors.ts';
import { parseCountyCode } from '../../values/county-code.ts';
import { connectionOf, decodeCursor, encodeCursor, pageSize } from '../connection.ts';
import type { QueryResolvers, Resolvers } from '../generated/types.ts';
import { enterprise, person } from '../parents.ts';

const query: QueryResolvers = {
  enterprises: async (_, { where, first, after }, { listings, loaders, principal }) => {
    const county = parseCountyCode(where.county);
    if (!county) throw badInput(`County "${where.county}" is not a code of GB/T 2260; send six digits such as 350428.`);
    if (!withinRegions(principal, [county])) {
      throw new PublicError('FORBIDDEN', `County ${county} is none of the counties of the token; ask for one of them.`);
    }
    const afterCode = after ? decodeCursor(after) : null;
    const page = await listings('licencesByCounty', { where: { county }, first: pageSize(first), after: afterCode });
    for (const licence of page.items) loaders('licences').prime(licence.creditCode, licence);
    const [start, end] = [page.items.at(0), page.items.at(-1)];
    return {
      totalCount: page.totalCount,
      nodes: page.items.map(({ creditCode }) => enterprise(creditCode)),
      pageInfo: {
        hasNextPage: page.next !== null,
        hasPreviousPage: afterCode !== null,
        startCursor: start ? encodeCursor(start.creditCode) : null,
        endCursor: end ? encodeCursor(end.creditCode) : null,
      },
    };
  },
};

export const resolvers: Resolvers = {
  Query: query,
  Enterprise: {
    name: async ({ creditCode }, _, { loaders }) => (await loaders('licences').load(creditCode))?.name ?? null,
    licence: ({ creditCode }, _, { loaders }) => loaders('licences').load(creditCode),
    legalRepresentative: async ({ creditCode }, _, { loaders }) => {
      const licence = await loaders('licences').load(creditCode);
      return licence && person(licence.legalRepresentative.number);
    },
  },
  Person: {
    roles: async ({ number }, page, { loaders }) => {
      const roles = (await loaders('roles').load(number)) ?? [];
      return connectionOf(roles, roleKey, page);
    },
  },
  EnterpriseRole: { enterprise: ({ creditCode }) => enterprise(creditCode) },
};

function roleKey({ creditCode, role }: EnterpriseRole): string {
  return `${creditCode} ${role}`;
}
