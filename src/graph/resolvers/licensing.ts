import type { EnterpriseRole } from '../../../adapters/licensing/facts.ts';
import { reachedOf } from '../../access/region.ts';
import { countyOfEnterprise } from '../../values/county-of.ts';
import { asOf } from '../as-of.ts';
import { connectionOf } from '../connection.ts';
import type { QueryResolvers, Resolvers } from '../generated/types.ts';
import { shownPage, totalOf } from '../lists/department-list.ts';
import { enterprisesOf } from '../lists/enterprise-list.ts';
import { after } from '../loaded.ts';
import { enterprise, person } from '../parents/parents.ts';

const query: QueryResolvers = {
  enterprises: async (_, question, context) => {
    const page = await enterprisesOf(question, context);
    return shownPage(page, ({ creditCode }) => enterprise(creditCode));
  },
};

export const resolvers: Resolvers = {
  Query: query,
  EnterpriseConnection: { totalCount: totalOf, asOf: (page, _, context) => asOf(page.told, context) },
  EnterpriseRoleConnection: { asOf: (page, _, context) => asOf(page.told, context) },
  Enterprise: {
    name: ({ creditCode }, _, { loaders }) =>
      after(loaders('licences').load(creditCode), (licence) => licence?.name ?? null),
    licence: ({ creditCode }, _, { loaders }) => loaders('licences').load(creditCode),
    legalRepresentative: ({ creditCode }, _, { loaders }) =>
      after(loaders('licences').load(creditCode), (licence) => licence && person(licence.legalRepresentative.number)),
  },
  Person: {
    roles: ({ number }, page, context) =>
      after(context.loaders('roles').load(number), (found) => {
        const told = found ?? [];
        const roles = reachedOf(context.principal, told, ({ creditCode }) => countyOfEnterprise(creditCode));
        return { ...connectionOf(roles, roleKey, page), told: [told] };
      }),
  },
  BusinessLicence: { asOf: (licence, _, context) => asOf([licence], context) },
  EnterpriseRole: { enterprise: ({ creditCode }) => enterprise(creditCode) },
};

function roleKey({ creditCode, role }: EnterpriseRole): string {
  return `${creditCode} ${role}`;
}
