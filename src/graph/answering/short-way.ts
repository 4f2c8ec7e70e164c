// The short way of an operation that came before: parsed, validated and compiled already, it is let in, executed and answered
// at once. Whatever is not plain, new, or refused takes the long way through Apollo Server, which words every refusal.
import { Kind, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { AdmissionPlugin } from '../admission/admission.ts';
import type { RequestContext } from '../context.ts';
import type { Execute, Operation } from '../execution/execution.ts';
import type { Settle } from './answers.ts';
import { type ToldAnswers, type WrittenAnswer, written } from './told-answers.ts';

/** A request of GraphQL over HTTP whose every part is of the kind that it should be. */
export interface PlainRequest {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface ShortWay {
  /** The settled answer; undefined where the long way must be taken, and then nothing has happened yet. */
  readonly answer: (request: PlainRequest, context: RequestContext) => Promise<WrittenAnswer | undefined>;
  /** Notes a valid operation for the next time. */
  readonly remember: (operation: Operation, queryHash: string) => void;
}

export interface ShortWaySettings {
  readonly admission: Pick<AdmissionPlugin, 'admitText' | 'admitOperation' | 'facts'>;
  readonly execution: Execute;
  readonly settle: Settle;
  readonly told: ToldAnswers;
}

const JSON_BODY = /^application\/json(; ?charset=utf-8)?$/i;

/** Undefined for a request that is anything else, or wrong in any way. */
export function plainRequest({ method, headers, body }: Posted): PlainRequest | undefined {
  if (method !== 'POST' || !JSON_BODY.test(headers['content-type'] ?? '')) return undefined;
  if (!isRecord(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (query !== undefined && typeof query !== 'string') return undefined;
  if (operationName != null && (typeof operationName !== 'string' || operationName === '')) return undefined;
  if ((variables != null && !isRecord(variables)) || (extensions != null && !isRecord(extensions))) return undefined;
  return {
    query,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
  };
}

interface Posted {
  readonly method: string;
  readonly headers: { readonly 'content-type'?: string | undefined };
  readonly body: unknown;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of the texts of all operations that are remembered; a parsed document takes some ten times as much. */
const CHARACTERS_MAX = 2_000_000;

export function openShortWay({ admission, execution, settle, told }: ShortWaySettings): ShortWay {
  const known = new LRUCache<string, Operation>({ maxSize: CHARACTERS_MAX, sizeCalculation: charactersOf });
  const letIn = async (request: PlainRequest, context: RequestContext) => {
    try {
      const found = await admission.admitText(request, context.principal);
      const operation = found && known.get(placeOf(found.hash, request.operationName));
      if (!operation) return undefined;
      admission.admitOperation(operation, request.variables, context);
      return { operation, hash: found.hash };
    } catch {
      // The long way finds the same, and says so.
      return undefined;
    }
  };
  return {
    answer: async (request, context) => {
      const startedMs = performance.now();
      const admitted = await letIn(request, context);
      if (!admitted) return undefined;
      const { hash, operation: prepared } = admitted;
      const { document, operation } = prepared;
      const fields = admission.facts(document, operation).rootFields;
      const question = { hash, operationName: request.operationName, variables: request.variables };
      const made = async () => {
        const answer = written(await execution(prepared, request.variables, context));
        // At once: those who ask meanwhile have no need to wait until it is on record for whom it was made.
        told.keep(question, context, answer);
        return answer;
      };
      const answer = told.find(question, context) ?? (await made());
      const asked = { operation, document: hash, fields };
      const settled = await settle({ result: answer.result, asked, context, startedMs });
      return settled === answer.result ? answer : written(settled);
    },
    remember: (operation, queryHash) => {
      if (operation.operation.operation !== OperationTypeNode.QUERY) return;
      known.set(placeOf(queryHash, operation.operation.name?.value), operation);
      if (isOnlyOperation(operation)) known.set(placeOf(queryHash, undefined), operation);
    },
  };
}

/** Requests need not name it. */
function isOnlyOperation({ document }: Operation): boolean {
  return document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
}

function placeOf(hash: string, operationName: string | undefined): string {
  return `${hash} ${operationName ?? ''}`;
}

function charactersOf({ document }: Operation): number {
  return document.loc?.source.body.length ?? CHARACTERS_MAX;
}
