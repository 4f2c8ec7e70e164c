import { seesPersonalData } from '../../access/policy.ts';
import type { Resolvers } from '../generated/types.ts';
import { findEnterprise, findPerson, findUnit } from '../parents/entities.ts';

export const resolvers: Resolvers = {
  Query: {
    person: (_, { number }, context) => findPerson(number, context),
    enterprise: (_, { creditCode }, context) => findEnterprise(creditCode, context),
    realEstateUnit: (_, { unitNumber }, context) => findUnit(unitNumber, context),
  },
  Party: { __resolveType: ({ __typename }) => __typename },
  Person: {
    id: ({ number }, _, { ids }) => ids.seal('Person', number),
    masked: ({ subject }, _, context) => !seesPersonalData(context, subject),
  },
  Enterprise: { id: ({ creditCode }, _, { ids }) => ids.seal('Enterprise', creditCode) },
  RealEstateUnit: { id: ({ unitNumber }, _, { ids }) => ids.seal('RealEstateUnit', unitNumber) },
};
