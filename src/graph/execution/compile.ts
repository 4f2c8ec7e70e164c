// Documents that may be compiled to JavaScript, and their compiled form. Compiled execution must equal graphql's own: whatever
// the compiler is known to do otherwise stays with the interpreter, and test/graph/execution/execution.test.ts compares the rest.
import {
  type ASTNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  typeFromAST,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Loaded } from '../loaded.ts';

/** Runs the operation with variables that were coerced already. */
export type Compiled = (context: unknown, variables: Record<string, unknown>) => Loaded<ExecutionResult>;

/** Undefined where the operation must be interpreted. Takes about a millisecond. */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Compiled | undefined {
  if (!isCompilable(document, operation) || takesRecursiveInput(schema, operation)) return undefined;
  const compiled = compileQuery(schema, document, operation.name?.value);
  if (!isCompiledQuery(compiled)) return undefined;
  return (context, variables) => compiled.query(undefined, context, variables) as Loaded<ExecutionResult>;
}

/**
 * Text of a document ends up in generated code. graphql-jit turns strings that begin with words of its own, such as
 * `__MAGIC_DATE__`, into code that is run: without an underscore there are no such words.
 */
const HARMLESS_TEXT = /^[^_\\`$]*$/;

/** Changes are worth no compilation, and are executed one after the other. */
function isCompilable(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  if (operation.operation !== OperationTypeNode.QUERY) return false;
  const always = alwaysGiven(operation);
  let [compilable, conditional, fragments] = [true, false, false];
  visit(document, {
    StringValue: ({ value }) => {
      compilable &&= HARMLESS_TEXT.test(value);
    },
    // Where such a variable is missing, its place must be left out, and the compiler sets null.
    Variable: ({ name }, _key, parent) => {
      compilable &&= isWhole(parent) || always.has(name.value);
    },
    // A fragment is visited once under the first condition that leads to it.
    Directive: () => {
      conditional = true;
    },
    FragmentDefinition: () => {
      fragments = true;
    },
  });
  return compilable && !(conditional && fragments);
}

/** The compiler writes out the reading of an input, and of an input within itself without end. */
function takesRecursiveInput(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return variableDefinitions.some(({ type }) => {
    const named = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
    return named !== undefined && holdsItself(getNamedType(named), new Set());
  });
}

function holdsItself(type: GraphQLNamedType, within: ReadonlySet<GraphQLNamedType>): boolean {
  if (!isInputObjectType(type)) return false;
  if (within.has(type)) return true;
  const deeper = new Set([...within, type]);
  return Object.values(type.getFields()).some((field) => holdsItself(getNamedType(field.type), deeper));
}

/** Variables that have a value in every request that is let in. */
function alwaysGiven({ variableDefinitions = [] }: OperationDefinitionNode): ReadonlySet<string> {
  const given = variableDefinitions.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE || defaultValue !== undefined,
  );
  return new Set(given.map(({ variable }) => variable.name.value));
}

/** Whether a variable stands for an argument as a whole, or is being declared. */
function isWhole(parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  if (parent === undefined || !('kind' in parent)) return false;
  return parent.kind === Kind.ARGUMENT || parent.kind === Kind.VARIABLE_DEFINITION;
}
