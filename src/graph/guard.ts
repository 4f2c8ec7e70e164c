// Decides before anything is read: whoever lacks the role for a field at the root gets nothing of the operation.
import {
  type DocumentNode,
  type GraphQLSchema,
  getDirectiveValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
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

/** Audiences by root field, from the SDL. A root field without `@access` stops the start. */
export type RootAccess = ReadonlyMap<string, ReadonlySet<string>>;

export function rootAccess(schema: GraphQLSchema): RootAccess {
  const directive = schema.getDirective('access');
  if (!directive) throw new Error('The SDL lacks the directive @access.');
  const access = new Map<string, ReadonlySet<string>>();
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const marks = field.astNode && getDirectiveValues(directive, field.astNode);
      if (!type || !marks) throw new Error(`Field ${type?.name}.${field.name} says nothing of @access; declare it.`);
      access.set(`${type.name}.${field.name}`, new Set(marks['to'] as string[]));
    }
  }
  return access;
}

/** Throws UNAUTHENTICATED or FORBIDDEN for the first root field that the principal may not ask for. */
export function guardOperation(
  access: RootAccess,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  principal: Principal | null,
): void {
  const root = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[operation.operation];
  const audience = principal && audienceOf[principal.role];
  for (const field of rootFields(operation.selectionSet, document)) {
    const allowed = access.get(`${root}.${field}`);
    if (!allowed || allowed.has('ANYONE') || (audience && allowed.has(audience))) continue;
    if (!principal)
      throw unauthenticated(`Field "${field}" needs a bearer token; send one in the Authorization header.`);
    throw new PublicError('FORBIDDEN', `Role ${principal.role} may not ask for "${field}".`);
  }
}

function* rootFields(selections: SelectionSetNode, document: DocumentNode): Generator<string> {
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) yield selection.name.value;
    if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootFields(selection.selectionSet, document);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const spread = selection.name.value;
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === spread,
      );
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) yield* rootFields(fragment.selectionSet, document);
    }
  }
}
