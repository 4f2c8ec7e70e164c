import type { Resolvers } from '../generated/types.ts';
import { entitiesOf, entityName } from '../parents/references.ts';
import { subgraphSdl } from '../subgraph-sdl.ts';

export const resolvers: Resolvers = {
  Query: {
    _service: (_, _arguments, _context, { schema }) => ({ sdl: subgraphSdl(schema) }),
    _entities: (_, { representations }, context) => entitiesOf(representations, context),
  },
  _Entity: { __resolveType: entityName },
};
