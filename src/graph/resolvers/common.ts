import { knowsPerson, seesPersonalData } from '../../access/policy.ts';
import { existsUnlessUnknown } from '../existence.ts';
import type { QueryResolvers, Resolvers } from '../generated/types.ts';
import { enterprise, person } from '../parents.ts';
import { titleSubject } from './land.ts';

const query: QueryResolvers = {
  person: async (_, { number }, context) => {
    if (!knowsPerson(context, number)) return null;
    const known = await existsUnlessUnknown(context.loaders('residents').load(number));
    return known === null ? null : person(number);
  },
  enterprise: async (_, { creditCode }, { loaders }) => {
    const known = await existsUnlessUnknown(loaders('licences').load(creditCode));
    return known === null ? null : enterprise(creditCode);
  },
  realEstateUnit: async (_, { unitNumber }, { loaders }) => {
    const title = await existsUnlessUnknown(loaders('titles').load(unitNumber));
    return title === null ? null : { unitNumber, subject: titleSubject(title) };
  },
};

export const resolvers: Resolvers = {
  Query: query,
  Party: { __resolveType: ({ __typename }) => __typename },
  Person: {
    id: ({ number }, _, { ids }) => ids.seal('Person', number),
    masked: ({ subject }, _, context) => !seesPersonalData(context, subject),
  },
  Enterprise: { id: ({ creditCode }, _, { ids }) => ids.seal('Enterprise', creditCode) },
  RealEstateUnit: { id: ({ unitNumber }, _, { ids }) => ids.seal('RealEstateUnit', unitNumber) },
};
