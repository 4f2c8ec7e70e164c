// Decides before anything is read: whoever lacks the right to a single field of an operation gets nothing of it. What a field
// says of its audience stands in the SDL, on the field or on its type.
import { type GraphQLSchema, getDirectiveValues, isInterfaceType, isObjectType } from 'graphql';
import type { Principal, Role } from '../access/principal.ts';
import { unauthenticated } from '../access/principal.ts';
import { PublicError } from '../errors.ts';

const audienceOf = {
  'front-end': 'FRONT_END',
  window: 'WINDOW',
  analyst: 'ANALYST',
  supervisor: 'SUPERVISOR',
  operator: 'OPERATOR',
} as const satisfies Record<Role, string>;

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
    const shown = field.replace(/^(Query|Mutation|Subscription)\./, '');
    if (!principal) {
      return unauthenticated(`Field "${shown}" needs a bearer token; send one in the Authorization header.`);
    }
    return new PublicError('FORBIDDEN', `Role ${principal.role} may not ask for "${shown}".`);
  }
  return undefined;
}

const INTROSPECTING: ReadonlySet<Role> = new Set(['analyst', 'operator', 'supervisor']);

/** Whether the schema itself may be read. */
export function introspectionRefusal(principal: Principal | null): PublicError | undefined {
  if (!principal) return unauthenticated('The schema is not shown without a bearer token of an analyst or operator.');
  if (INTROSPECTING.has(principal.role)) return undefined;
  return new PublicError('FORBIDDEN', `Role ${principal.role} may not read the schema.`);
}
