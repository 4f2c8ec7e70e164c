// Builds the executable schema: SDL and resolvers found by name, and what the SDL declares (masking, access) made to hold.
import { readdir, readFile } from 'node:fs/promises';
import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  defaultFieldResolver,
  type GraphQLFieldConfig,
  type GraphQLSchema,
  getDirectiveValues,
  isObjectType,
} from 'graphql';
import { type MaskingForm, mask } from '../access/masking.ts';
import { type Subject, seesPersonalData } from '../access/policy.ts';
import type { RequestContext } from './context.ts';
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
  const schema = makeExecutableSchema<RequestContext>({ typeDefs, resolvers: [scalars, ...resolvers] });
  maskPersonalData(schema);
  return schema;
}

/** Wraps every field marked `@personal`, so that no resolver can forget. */
function maskPersonalData(schema: GraphQLSchema): void {
  const directive = schema.getDirective('personal');
  if (!directive) throw new Error('The SDL lacks the directive @personal.');
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const marks = field.astNode && getDirectiveValues(directive, field.astNode);
      if (marks) maskField(field as unknown as MaskedField, marks['as'] as MaskingForm);
    }
  }
}

type MaskedField = GraphQLFieldConfig<{ readonly subject: Subject }, RequestContext>;

function maskField(field: MaskedField, form: MaskingForm): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = async (parent, args, context, info) => {
    const value: unknown = await resolve(parent, args, context, info);
    return seesPersonalData(context, parent.subject) ? value : mask(form, value);
  };
}
