// Whether an operation is let in at all: the document must be one that its sender may send, within the limits, asking for no
// field that its sender may not have. Everything is decided before the first read, and the same way on every transport.
import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { type GraphQLSchema, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../access/principal.ts';
import type { RequestContext } from './context.ts';
import { readCosts } from './cost.ts';
import { type Access, introspectionRefusal, readAccess, readEverywhere, refusalOf, regionRefusal } from './guard.ts';
import { audienceOf, holdTo, LimitBreach, type Limits } from './limits.ts';
import { countTokens, jsonDepth, measureDocument } from './measure.ts';
import { type FactsOf, type OperationFacts, openFacts } from './operation-facts.ts';
import { findDocument, type TrustedDocuments } from './trusted-documents.ts';

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

export interface AdmissionPlugin {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  readonly facts: FactsOf;
}

export function openAdmission(schema: GraphQLSchema, admission: Admission): AdmissionPlugin {
  const rights = { access: readAccess(schema), everywhere: readEverywhere(schema) };
  const facts = openFacts(schema, readCosts(schema));
  const admitText = openTextAdmission(admission);
  const refused = (error: unknown, context: RequestContext): unknown => {
    if (error instanceof LimitBreach) admission.onBreach(error, context);
    return error;
  };
  const plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: async ({ request, contextValue }) => {
      const { principal } = contextValue;
      let refusal: unknown;
      try {
        await admitText(request, principal);
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
            admitOperation(facts(document, operation), request, principal, rights, admission);
          } catch (error) {
            throw refused(error, contextValue);
          }
        },
      };
    },
  };
  return { plugin, facts };
}

/** Finds the document that the request means, puts its text into the request, and refuses one that is too large. */
function openTextAdmission({ documents, limits, development }: Admission) {
  const measured = new LRUCache<string, true>({ max: MEASURED_DOCUMENTS });
  return async (request: GraphQLRequest, principal: Principal | null): Promise<void> => {
    // Before anything is done with the text, its hash included.
    holdTo('characters', request.query?.length ?? 0, limits);
    const mustBeRegistered = !development && (principal === null || principal.role === 'front-end');
    const found = await findDocument(request, documents, mustBeRegistered);
    if (!found) return;
    request.query = found.text;
    delete request.extensions;
    if (!measured.has(found.hash)) measure(found.text, limits);
    measured.set(found.hash, true);
    holdTo('variableDepth', jsonDepth(request.variables ?? {}, limits.variableDepth + 1) - 1, limits);
  };
}

function measure(text: string, limits: Limits): void {
  holdTo('tokens', countTokens(text, limits.tokens), limits);
  const document = parsed(text);
  if (!document) return;
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

function admitOperation(
  facts: OperationFacts,
  request: GraphQLRequest,
  principal: Principal | null,
  { access, everywhere }: Rights,
  { limits, development }: Admission,
): void {
  const schemaRefusal = facts.introspects && !development ? introspectionRefusal(principal) : undefined;
  const refusal =
    schemaRefusal ?? refusalOf(facts.fields, access, principal) ?? regionRefusal(facts.fields, everywhere, principal);
  if (refusal) throw refusal;
  const [cost, max] = [facts.cost(request.variables ?? {}), limits.cost[audienceOf(principal)]];
  if (cost <= max) return;
  throw new LimitBreach(
    'cost',
    `the operation may cost up to ${cost}, and ${max} are allowed`,
    'ask for smaller pages.',
  );
}
