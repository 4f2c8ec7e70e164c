// The schema as a subgraph of Apollo Federation 2. Directives of our own stay here: what they promise, this gateway keeps
// whoever asks.
import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLDirective,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  Kind,
  type ObjectTypeExtensionNode,
  parse,
  print,
  visit,
} from 'graphql';

const SHARED = ['key', 'shareable'];
const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${SHARED.map((name) => `"@${name}"`).join(', ')}])`;
/** Composition knows no others, `@oneOf` of GraphQL itself included. */
const KEPT = [...SHARED, 'deprecated', 'specifiedBy'];
/** What every subgraph has, and none declares. */
const MACHINERY = ['_Any', '_Entity', '_Service', '_entities', '_service'];

const printed = new WeakMap<GraphQLSchema, string>();

export function subgraphSdl(schema: GraphQLSchema): string {
  const sdl = printed.get(schema) ?? printSubgraph(schema);
  printed.set(schema, sdl);
  return sdl;
}

function printSubgraph(schema: GraphQLSchema): string {
  const own = schema.getDirectives().filter(({ name }) => !KEPT.includes(name));
  const left = new Set([...MACHINERY, ...own.map(({ name }) => `@${name}`), ...own.flatMap(enumsOf)]);
  const withoutLeft = (node: { readonly name: { readonly value: string } }) =>
    left.has(node.name.value) ? null : undefined;
  const shared = visit(documentOf(schema), {
    Directive: (node: DirectiveNode) => (left.has(`@${node.name.value}`) ? null : undefined),
    ScalarTypeDefinition: withoutLeft,
    UnionTypeDefinition: withoutLeft,
    ObjectTypeDefinition: withoutLeft,
    EnumTypeDefinition: withoutLeft,
    FieldDefinition: withoutLeft,
  });
  return `${print(parse(LINK))}\n\n${print(shared)}\n`;
}

/** Words that only the directive's own arguments use. */
function enumsOf({ args }: GraphQLDirective): readonly string[] {
  return args
    .map(({ type }) => getNamedType(type))
    .filter(isEnumType)
    .map(({ name }) => name);
}

function documentOf(schema: GraphQLSchema): DocumentNode {
  const types = Object.values(schema.getTypeMap());
  const definitions = types.flatMap(({ astNode, extensionASTNodes }): readonly DefinitionNode[] => {
    if (astNode?.kind !== Kind.OBJECT_TYPE_DEFINITION) return [...(astNode ? [astNode] : []), ...extensionASTNodes];
    // In one piece: an extension all of whose fields stay here would leave a head without a body.
    const added = (extensionASTNodes as readonly ObjectTypeExtensionNode[]).flatMap(({ fields }) => fields ?? []);
    return [{ ...astNode, fields: [...(astNode.fields ?? []), ...added] }];
  });
  return { kind: Kind.DOCUMENT, definitions };
}
