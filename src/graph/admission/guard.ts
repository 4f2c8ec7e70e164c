// Decides before anything is read: whoever lacks the right to a single field of an operation gets nothing of it. What a field
// says of its audience stands in the SDL, on the field or on its type.
import { type GraphQLSchema, getDirectiveValues, isInterfaceType, isObjectType } from 'graphql';
import type { Principal, Role } from '../../access/principal.ts';
import { unauthenticated } from '../../access/principal.ts';
import { PublicError } from '../../errors.ts';

const audienceOf = {
  'front-end': 'FRONT_END',
  window: 'WINDOW',
  analyst: 'ANALYST',
  supervisor: 'SUPERVISOR',
  operator: 'OPERATOR',
} as const satisfies Record<Role, string>;

const ROOT = /^(Query|Mutation|Subscription)\./;

/** Audiences by `Type.field`. */
export type Access = ReadonlyMap<string, ReadonlySet<string>>;

/** Who may ask for each field. A field without `@access` on itself or its type stops the start. */
export function readAccess(schema: GraphQLSchema): Access {
  const directive = schema.getDirective('access');
  if (!directive) throw new Error('The SDL lacks the directive @access.');
  const access = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    const ofType = type.astNode && getDirectiveValues(directive, type.astNode);
    for (const field of Object.values(type.getFields())) {
      const marks = (field.astNode && getDirectiveValues(directive, field.astNode)) ?? ofType;
      if (!marks) {
        throw new Error(
          `Field ${type.name}.${field.name} says nothing of @access; declare it on the field or its type.`,
        );
      }
      access.set(`${type.name}.${field.name}`, new Set(marks['to'] as string[]));
    }
  }
  return access;
}

/** UNAUTHENTICATED or FORBIDDEN for the first of the fields that the principal may not ask for. */
export function refusalOf(
  fields: Iterable<string>,
  access: Access,
  principal: Principal | null,
): PublicError | undefined {
  const audience = principal && audienceOf[principal.role];
  for (const field of fields) {
    const allowed = access.get(field);
    if (allowed?.has('ANYONE') || (audience && allowed?.has(audience))) continue;
    const shown = field.replace(ROOT, '');
    if (!principal) {
      return unauthenticated(`Field "${shown}" needs a bearer token; send one in the Authorization header.`);
    }
    return new PublicError('FORBIDDEN', `Role ${principal.role} may not ask for "${shown}".`);
  }
  return undefined;
}

/** Fields at the root that answer for all counties at once, as `Type.field`. */
export function readEverywhere(schema: GraphQLSchema): ReadonlySet<string> {
  const directive = schema.getDirective('access');
  const found = new Set<string>();
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const marks = directive && field.astNode && getDirectiveValues(directive, field.astNode);
      if (type && marks?.['everywhere'] === true) found.add(`${type.name}.${field.name}`);
    }
  }
  return found;
}

/** FORBIDDEN for the first field that answers for all counties, where the token is restricted to some. */
export function regionRefusal(
  fields: Iterable<string>,
  everywhere: ReadonlySet<string>,
  principal: Principal | null,
): PublicError | undefined {
  if (!principal?.regions) return undefined;
  const found = [...fields].find((field) => everywhere.has(field));
  if (found === undefined) return undefined;
  const shown = found.replace(ROOT, '');
  return new PublicError(
    'FORBIDDEN',
    `"${shown}" answers for all counties, and the token is restricted to some; ask for single cases, units or enterprises.`,
  );
}

const INTROSPECTING: ReadonlySet<Role> = new Set(['analyst', 'operator', 'supervisor']);

/** Whether the schema itself may be read. */
export function introspectionRefusal(principal: Principal | null): PublicError | undefined {
  if (!principal) return unauthenticated('The schema is not shown without a bearer token of an analyst or operator.');
  if (INTROSPECTING.has(principal.role)) return undefined;
  return new PublicError('FORBIDDEN', `Role ${principal.role} may not read the schema.`);
}
