import { asOf } from '../as-of.ts';
import type { Resolvers } from '../generated/types.ts';
import { after } from '../loaded.ts';
import { person } from '../parents/parents.ts';

export const resolvers: Resolvers = {
  Person: {
    name: ({ number, name }, _, { loaders }) =>
      name ?? after(loaders('residents').load(number), (resident) => resident?.name ?? null),
    household: ({ number, subject }, _, { loaders }) =>
      after(loaders('residents').load(number), (resident) =>
        resident?.household ? { household: resident.household, resident, subject } : null,
      ),
  },
  Household: {
    number: ({ household }) => household.number,
    address: ({ household }) => household.address,
    members: ({ household }) => household.members,
    asOf: ({ resident }, _, context) => asOf([resident], context),
  },
  HouseholdMember: { person: ({ number, name }) => person(number, name) },
};
