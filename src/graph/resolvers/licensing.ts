import type { EnterpriseRole } from '../../../adapters/licensing/facts.ts';
import { connectionOf } from '../connection.ts';
import type { QueryResolvers, Resolvers } from '../generated/types.ts';
import { shownPage, totalOf } from '../lists/department-list.ts';
import { enterprisesOf } from '../lists/enterprise-list.ts';
import { enterprise, person } from '../parents.ts';

const query: QueryResolvers = {
  enterprises: async (_, question, context) => {
    const page = await enterprisesOf(question, context);
    return shownPage(page, ({ creditCode }) => enterprise(creditCode));
  },
};

export const resolvers: Resolvers = {
  Query: query,
  EnterpriseConnection: { totalCount: totalOf },
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
