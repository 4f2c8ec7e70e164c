import { knowsPerson, reaches, seesPersonalData } from '../../access/policy.ts';
import { countyOfEnterprise, countyOfUnit, withinRegions } from '../../access/region.ts';
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
  enterprise: async (_, { creditCode }, { loaders, principal }) => {
    if (!withinRegions(principal, [countyOfEnterprise(creditCode)])) return null;
    const known = await existsUnlessUnknown(loaders('licences').load(creditCode));
    return known === null ? null : enterprise(creditCode);
  },
  realEstateUnit: async (_, { unitNumber }, context) => {
    if (!withinRegions(context.principal, [countyOfUnit(unitNumber)])) return null;
    const asked = context.loaders('titles').load(unitNumber);
    // Whether a citizen may know of it depends on the title itself: without it there is no answer.
    const title = context.principal?.role === 'front-end' ? await asked : await existsUnlessUnknown(asked);
    if (title === null) return null;
    const subject = titleSubject(title);
    return reaches(context, subject) ? { unitNumber, subject } : null;
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
