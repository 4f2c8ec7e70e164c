import type { Resolvers } from '../generated/types.ts';
import { person } from '../parents.ts';

export const resolvers: Resolvers = {
  Person: {
    name: async ({ number, name }, _, { loaders }) => name ?? (await loaders('residents').load(number))?.name ?? null,
    household: async ({ number, subject }, _, { loaders }) => {
      const household = (await loaders('residents').load(number))?.household;
      return household ? { household, subject } : null;
    },
  },
  Household: {
    number: ({ household }) => household.number,
    address: ({ household }) => household.address,
    members: ({ household }) => household.members,
  },
  HouseholdMember: { person: ({ number, name }) => person(number, name) },
};
