// Whether an operation is let in at all: the document must be one that its sender may send, within the limits, asking for no
// field that its sender may not have. Everything is decided before the first read, and the same way on every transport.
import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../access/principal.ts';
import { badInput } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { audienceOf, holdTo, LimitBreach, type Limits } from '../limits.ts';
import { readCosts, type Variables } from './cost.ts';
import { type Access, introspectionRefusal, readAccess, readEverywhere, refusalOf, regionRefusal } from './guard.ts';
import { countTokens, jsonDepth, measureDocument } from './measure.ts';
import { type FactsOf, type OperationFacts, openFacts } from './operation-facts.ts';
import { type DocumentRequest, type FoundDocument, findDocument, type TrustedDocuments } from './trusted-documents.ts';
import { refuseUnfitLiterals, refuseUnfitVariables } from './unfit-text.ts';

export interface Admission {
  readonly limits: Limits;
  readonly documents: TrustedDocuments;
  /** The development issuer is configured: front ends may send any document, and everybody may read the schema. */
  readonly development: boolean;
  /** Told of every breach of a limit. */
  readonly onBreach: (breach: LimitBreach, context: RequestContext) => void;
}

const MEASURED_DOCUMENTS = 5_000;
/** Stands in for a document that was refused, until the pipeline has a place for the refusal. */
const NOTHING_ASKED = '{__typename}';

interface Rights {
  readonly access: Access;
  readonly everywhere: ReadonlySet<string>;
}

/** What an operation may cost at most, and how much is allowed to whoever asks. */
export interface Estimate {
  readonly cost: number;
  readonly allowed: number;
}

export interface AdmissionPlugin {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  readonly facts: FactsOf;
  /** The document that is meant; undefined where none is. Throws what refuses it. */
  readonly admitText: AdmitText;
  /** Throws what refuses the operation. */
  readonly admitOperation: AdmitOperation;
  /** Runs nothing. Throws what would keep the operation from being run, its cost aside. */
  readonly estimate: (request: GraphQLRequest, principal: Principal | null) => Promise<Estimate>;
}

export function openAdmission(schema: GraphQLSchema, admission: Admission): AdmissionPlugin {
  const rights = { access: readAccess(schema), everywhere: readEverywhere(schema) };
  const facts = openFacts(schema, readCosts(schema));
  const admitText = openTextAdmission(admission);
  /** Whom an operation is open to, so that its fields are gone through once for each role. */
  const openTo = new WeakMap<OperationFacts, Set<string>>();
  const admitOperation: AdmitOperation = ({ document, operation }, variables, { principal, acceptCopies }) => {
    const asked = facts(document, operation);
    const audience = principal?.regions ? undefined : audienceOf(principal);
    if (audience === undefined || !openTo.get(asked)?.has(audience)) {
      admitFields(asked, principal, rights, admission);
      if (audience !== undefined) openTo.set(asked, new Set(openTo.get(asked)).add(audience));
    }
    admitCost(costOf(asked, variables, principal, admission));
    if (asked.asksAge) acceptCopies();
  };
  const refused = (error: unknown, context: RequestContext): unknown => {
    if (error instanceof LimitBreach) admission.onBreach(error, context);
    return error;
  };
  const plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: async ({ request, contextValue }) => {
      const { principal } = contextValue;
      let refusal: unknown;
      try {
        const found = await admitText(request, principal);
        if (found) request.query = found.text;
        if (found) delete request.extensions;
      } catch (error) {
        refusal = refused(error, contextValue);
        request.query = NOTHING_ASKED;
        delete request.operationName;
        delete request.extensions;
      }
      return {
        didResolveOperation: async ({ document, operation }) => {
          if (refusal !== undefined) throw refusal;
          if (!operation) return;
          try {
            admitOperation({ document, operation }, request.variables, contextValue);
          } catch (error) {
            throw refused(error, contextValue);
          }
        },
      };
    },
  };
  const estimate: AdmissionPlugin['estimate'] = async (request, principal) => {
    const found = await admitText(request, principal);
    const { document, operation } = validOperation(schema, found?.text, request.operationName);
    const asked = facts(document, operation);
    admitFields(asked, principal, rights, admission);
    return costOf(asked, request.variables, principal, admission);
  };
  return { plugin, facts, admitText, admitOperation, estimate };
}

/** What Apollo's pipeline finds out about an operation that it runs. */
function validOperation(schema: GraphQLSchema, query: string | undefined, operationName: string | undefined) {
  if (query === undefined) throw badInput('There is no operation in the request; send its text as "query".');
  const document = readDocument(query);
  const [problem] = validate(schema, document, undefined, { maxErrors: 1, hideSuggestions: true });
  if (problem) throw badInput(problem.message);
  const operation = getOperationAST(document, operationName);
  if (!operation)
    throw badInput('The document has no operation of that name, or several; name one in "operationName".');
  return { document, operation };
}

function readDocument(query: string) {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw badInput(error.message);
    throw error;
  }
}

type AdmitText = (request: TextRequest, principal: Principal | null) => Promise<FoundDocument | undefined>;
type TextRequest = DocumentRequest & { readonly variables?: Variables | undefined };
type AdmitOperation = (
  operation: { readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  variables: Variables | undefined,
  context: Pick<RequestContext, 'principal' | 'acceptCopies'>,
) => void;

/** Finds the document that the request means, and refuses one that is too large. */
function openTextAdmission({ documents, limits, development }: Admission): AdmitText {
  const measured = new LRUCache<string, true>({ max: MEASURED_DOCUMENTS });
  return async (request, principal) => {
    // Before anything is done with the text, its hash included.
    holdTo('characters', request.query?.length ?? 0, limits);
    const mustBeRegistered = !development && (principal === null || principal.role === 'front-end');
    const found = await findDocument(request, documents, mustBeRegistered);
    if (!found) return undefined;
    if (!measured.get(found.hash)) {
      measure(found.text, limits);
      measured.set(found.hash, true);
    }
    holdTo('variableDepth', jsonDepth(request.variables ?? {}, limits.variableDepth + 1) - 1, limits);
    refuseUnfitVariables(request.variables);
    return found;
  };
}

function measure(text: string, limits: Limits): void {
  holdTo('tokens', countTokens(text, limits.tokens), limits);
  const document = parsed(text);
  if (!document) return;
  refuseUnfitLiterals(document);
  const size = measureDocument(document);
  for (const limit of ['depth', 'aliases', 'rootFields', 'directives', 'selections'] as const) {
    holdTo(limit, size[limit], limits);
  }
}

/** Undefined for what is no GraphQL: the pipeline's own parser says what is wrong with it. */
function parsed(text: string) {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}

function admitFields(
  { fields, introspects }: OperationFacts,
  principal: Principal | null,
  { access, everywhere }: Rights,
  { development }: Admission,
): void {
  const schemaRefusal = introspects && !development ? introspectionRefusal(principal) : undefined;
  const refusal = schemaRefusal ?? refusalOf(fields, access, principal) ?? regionRefusal(fields, everywhere, principal);
  if (refusal) throw refusal;
}

function costOf(
  facts: OperationFacts,
  variables: Variables | undefined,
  principal: Principal | null,
  { limits }: Admission,
): Estimate {
  return { cost: facts.cost(variables ?? {}), allowed: limits.cost[audienceOf(principal)] };
}

function admitCost({ cost, allowed }: Estimate): void {
  if (cost <= allowed) return;
  throw new LimitBreach(
    'cost',
    `the operation may cost up to ${cost}, and ${allowed} are allowed`,
    'ask for smaller pages.',
  );
}
