// The operations that ship with the gateway, and variables to begin with.
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
} from 'graphql';

export interface SavedQuery {
  readonly name: string;
  /** What its author says of it, in the comment at its head. */
  readonly about: string;
  readonly text: string;
  readonly operation: OperationDefinitionNode;
}

/** One for each operation; a document that holds several is opened whole. */
export function savedQueries(documents: readonly string[]): readonly SavedQuery[] {
  return documents.flatMap((text) =>
    parse(text).definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      const about = /^#\s*(.*)/.exec(text)?.[1] ?? '';
      return [{ name: definition.name?.value ?? '', about, text, operation: definition }];
    }),
  );
}

/** What must be given, for somebody to fill in. Days are the year so far; `subject` is the citizen who is signed in. */
export function variablesOf(
  { operation }: SavedQuery,
  schema: GraphQLSchema | null | undefined,
  subject: string | undefined,
): string {
  const values: Record<string, unknown> = {};
  for (const { variable, type: node } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (node.kind !== Kind.NON_NULL_TYPE) continue;
    const type = schema ? typeFromAST(schema, node) : undefined;
    values[name] = type ? blank(name, type as GraphQLInputType, subject) : '';
  }
  return Object.keys(values).length === 0 ? '' : JSON.stringify(values, null, 2);
}

function blank(name: string, type: GraphQLInputType, subject: string | undefined): unknown {
  if (isNonNullType(type)) return blank(name, type.ofType, subject);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => type.isOneOf || isNonNullType(field.type));
    const shown = type.isOneOf ? fields.slice(0, 1) : fields;
    return Object.fromEntries(shown.map((field) => [field.name, blank(field.name, field.type, subject)]));
  }
  if (type.name === 'Date') return name.toLowerCase().endsWith('to') ? today() : `${today().slice(0, 4)}-01-01`;
  if (type.name === 'JSONObject') return {};
  if (type.name === 'CitizenNumber') return subject ?? '';
  if (type.name === 'Int') return 1;
  if (name === 'idempotencyKey') return crypto.randomUUID();
  return '';
}

/** The service centre's day. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}
