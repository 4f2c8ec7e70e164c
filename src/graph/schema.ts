// Builds the executable schema: SDL and resolvers found by name, and what the SDL declares (masking, access) made to hold.
import { readdir, readFile } from 'node:fs/promises';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { kept } from '../kept.ts';
import type { RequestContext } from './context.ts';
import { enforceDeclarations } from './execution/enforce.ts';
import type { Resolvers } from './generated/types.ts';
import { scalars } from './scalars.ts';

const sdlFolder = new URL('../../schema/', import.meta.url);
const resolverFolder = new URL('./resolvers/', import.meta.url);

/** A module's SDL is `schema/<module>.graphql`, its resolvers are `resolvers/<module>.ts`; a module may lack resolvers. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const modules = (await readdir(sdlFolder)).filter((file) => file.endsWith('.graphql')).sort();
  const typeDefs = await Promise.all(modules.map((file) => readFile(new URL(file, sdlFolder), 'utf8')));
  const written = new Set(await readdir(resolverFolder));
  const resolvers = await Promise.all(
    modules
      .map((file) => file.replace(/graphql$/, 'ts'))
      .filter((file) => written.has(file))
      .map(async (file) => ((await import(new URL(file, resolverFolder).href)) as { resolvers: Resolvers }).resolvers),
  );
  // Built here, as one document, and resolvers set where it stands: left to the library, it is merged, built and built again. That
  // it is valid is for the tests and for the server, which looks at the schema as a whole.
  const document = kept('SDL', typeDefs.join('\n'), (text) => parse(text, { noLocation: true }));
  const declared = buildASTSchema(document, { assumeValidSDL: true });
  const schema = makeExecutableSchema<RequestContext>({
    typeDefs: declared,
    resolvers: [scalars, ...resolvers],
    updateResolversInPlace: true,
  });
  enforceDeclarations(schema);
  return schema;
}
