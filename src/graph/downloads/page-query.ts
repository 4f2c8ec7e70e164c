// An operation as it was sent, made into one that asks page by page. What it asks of each entry is left as it is, so that
// rights, masking, limits and audit decide about every page as they would about the operation itself.
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  parseType,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { badInput } from '../../errors.ts';
import { countTokens, fragmentsOf, measureDocument } from '../admission/measure.ts';
import { holdTo, type Limits } from '../limits.ts';
import { type ListedField, listedField } from './listed-field.ts';

export interface DownloadOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

export interface PageQuery {
  readonly listed: ListedField;
  /** Name of the field at the root. */
  readonly field: string;
  /** Whether the operation itself says how long a page is. */
  readonly sized: boolean;
  /** From where the first page begins. */
  readonly start: string | null;
  /** The total is asked for with the first page alone: to count again for each takes as long as the page. */
  readonly requestFor: (place: string | null, size: number, isFirst: boolean) => DownloadOperation;
}

/** Names of ours in the operation; nobody else's begin so. */
const AFTER = 'downloadAfter';
const FIRST = 'downloadFirst';
export const PAGE_INFO = 'downloadPage';

/** Throws BAD_USER_INPUT or QUERY_TOO_COMPLEX for an operation that cannot be downloaded. */
export function pageQuery(asked: DownloadOperation, schema: GraphQLSchema, limits: Limits): PageQuery {
  const document = measured(asked.query, limits);
  const found = getOperationAST(document, asked.operationName);
  if (!found) throw badInput('There is no operation of that name in the document, or several and no name.');
  const operation = { ...found, selectionSet: spread(found.selectionSet, fragmentsOf(document)) };
  const listed = listedField(operation, schema);
  const field = operation.selectionSet.selections[0];
  const name = field?.kind === Kind.FIELD ? field.name.value : '';
  const rest = { listed, field: name };
  if (!listed.isConnection) {
    const query = print({ kind: Kind.DOCUMENT, definitions: [operation] });
    return { ...rest, sized: true, start: null, requestFor: () => ({ ...asked, query }) };
  }
  const connection = listed.way.at(-1)?.node;
  const first = argumentOf(connection, 'first');
  const [whole, lean] = [true, false].map((withTotal) => print(paged(operation, connection, { withTotal })));
  return {
    ...rest,
    sized: first !== undefined,
    start: startOf(argumentOf(connection, 'after'), asked.variables),
    requestFor: (place, size, isFirst) => ({
      query: (isFirst ? whole : lean) ?? '',
      variables: { ...asked.variables, [AFTER]: place, ...(first ? {} : { [FIRST]: size }) },
      operationName: asked.operationName,
    }),
  };
}

function measured(query: string, limits: Limits): DocumentNode {
  holdTo('characters', query.length, limits);
  holdTo('tokens', countTokens(query, limits.tokens), limits);
  try {
    const document = parse(query, { noLocation: true });
    const size = measureDocument(document);
    for (const limit of ['depth', 'selections'] as const) holdTo(limit, size[limit], limits);
    return document;
  } catch (error) {
    if (error instanceof Error && error.name === 'GraphQLError' && !('limit' in error)) {
      throw badInput('The operation is no valid GraphQL; try it at /graphql first.');
    }
    throw error;
  }
}

/** Fragments as inline ones. Bounded: how much a document comes to was measured with them spread out. */
function spread(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      if (!fragment) throw badInput('The operation names a fragment that is not in the document.');
      const { typeCondition, selectionSet } = fragment;
      const directives = selection.directives ?? [];
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: spread(selectionSet, fragments) };
    }
    return selection.selectionSet
      ? { ...selection, selectionSet: spread(selection.selectionSet, fragments) }
      : selection;
  });
  return { ...set, selections };
}

function paged(
  operation: OperationDefinitionNode,
  connection: FieldNode | undefined,
  { withTotal }: { readonly withTotal: boolean },
): DocumentNode {
  const ownFirst = argumentOf(connection, 'first');
  const rewritten = visit(operation, {
    [Kind.FIELD]: (node) => {
      if (node !== connection) return undefined;
      const kept = (node.arguments ?? []).filter(({ name }) => name.value !== 'after');
      const added = [variableArgument('after', AFTER), ...(ownFirst ? [] : [variableArgument('first', FIRST)])];
      return { ...node, arguments: [...kept, ...added], selectionSet: withPageInfo(node.selectionSet, withTotal) };
    },
  });
  const definitions = [
    ...(rewritten.variableDefinitions ?? []).filter(({ variable }) => isUsed(variable.name.value, rewritten)),
    variableDefinition(AFTER, 'String'),
    ...(ownFirst ? [] : [variableDefinition(FIRST, 'Int')]),
  ];
  return { kind: Kind.DOCUMENT, definitions: [{ ...rewritten, variableDefinitions: definitions }] };
}

function withPageInfo(set: SelectionSetNode | undefined, withTotal: boolean): SelectionSetNode {
  const kept = (set?.selections ?? []).filter(
    (selection) => withTotal || selection.kind !== Kind.FIELD || selection.name.value !== 'totalCount',
  );
  const [added] = (
    parse(`{ ${PAGE_INFO}: pageInfo { hasNextPage endCursor } }`, { noLocation: true })
      .definitions as OperationDefinitionNode[]
  ).flatMap(({ selectionSet }) => selectionSet.selections);
  return { kind: Kind.SELECTION_SET, selections: added ? [...kept, added] : kept };
}

function isUsed(name: string, operation: OperationDefinitionNode): boolean {
  let used = false;
  visit({ ...operation, variableDefinitions: [] } satisfies OperationDefinitionNode, {
    [Kind.VARIABLE]: (node) => {
      if (node.name.value === name) used = true;
    },
  });
  return used;
}

function argumentOf(field: FieldNode | undefined, name: string): ArgumentNode | undefined {
  return field?.arguments?.find((argument) => argument.name.value === name);
}

function startOf(after: ArgumentNode | undefined, variables: Readonly<Record<string, unknown>>): string | null {
  const value = after?.value;
  if (value?.kind === Kind.STRING) return value.value;
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === 'string' ? given : null;
}

function variableArgument(name: string, variable: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
  };
}

function variableDefinition(name: string, type: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: parseType(type, { noLocation: true }),
  };
}
