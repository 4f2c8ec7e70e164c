// Answers that were given before, for whoever asks the same with the same rights: told again only as long as every fact they
// rest on would be told again. What was shown to whom is entered in the audit trail each time.
import type { FormattedExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Facts } from '../../departments/facts.ts';
import { inPassing } from '../../in-passing.ts';
import type { RequestContext } from '../context.ts';
import type { Sightings } from '../sightings.ts';

/** As it is sent: JSON in UTF-8, with a line end. */
export interface WrittenAnswer {
  readonly result: FormattedExecutionResult;
  readonly body: Buffer;
}

/** The same bytes as Apollo Server would send. */
export function written({ errors, data, extensions }: FormattedExecutionResult): WrittenAnswer {
  const result = { errors, data, extensions } as FormattedExecutionResult;
  return { result, body: Buffer.from(`${JSON.stringify(result)}\n`) };
}

export interface Question {
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

export interface ToldAnswers {
  /** Notes in the context whom the answer shows. */
  readonly find: (question: Question, context: RequestContext) => WrittenAnswer | undefined;
  /** Keeps the answer where it may be told again. */
  readonly keep: (question: Question, context: RequestContext, answer: WrittenAnswer) => void;
}

interface Kept {
  readonly answer: WrittenAnswer;
  /** Whether the facts that it rests on still hold. */
  readonly holds: () => boolean;
  readonly bytes: number;
  readonly sightings: Sightings;
}

/** What is known of an answer that was written before: that there is data, and nothing is wrong with it. */
const WITHOUT_ERRORS: FormattedExecutionResult = { data: {} };
const BYTES_MAX = 16 * 1024 * 1024;
/** One that is larger pushes out too many others, and is written in less time than it takes to be sent. */
const ANSWER_BYTES_MAX = 256 * 1024;
/** About as long as facts are fresh: most answers are asked for once, and hold on to what they rest on. */
const LOOKED_THROUGH_EVERY_MS = 5_000;

export function openToldAnswers(facts: Pick<Facts, 'holding'>): ToldAnswers {
  const told = new LRUCache<string, Kept>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ bytes }, name) => bytes + 2 * name.length,
  });
  const dropDead = inPassing(LOOKED_THROUGH_EVERY_MS, () => {
    const dead = [...told.entries()].filter(([, { holds }]) => !holds());
    for (const [place] of dead) told.delete(place);
  });
  return {
    find: (question, context) => {
      const kept = told.get(placeOf(question, context));
      if (!kept?.holds()) return undefined;
      adopt(context.sightings, kept.sightings);
      return kept.answer;
    },
    keep: (question, context, { result, body }) => {
      dropDead();
      const restsOn = context.basis.facts();
      if (!restsOn || !isWhole(result, context) || body.length > ANSWER_BYTES_MAX) return;
      const answer = { result: WITHOUT_ERRORS, body: apart(body) };
      const bytes = body.length + 16 * restsOn.length + 256;
      told.set(placeOf(question, context), {
        ...{ answer, bytes, holds: facts.holding(restsOn), sightings: context.sightings },
      });
    },
  };
}

/** Nothing is missing, left out for a limit, or from before a department closed. */
function isWhole({ errors }: FormattedExecutionResult, { budget, copies }: RequestContext): boolean {
  return !errors && !budget.breach() && copies.size === 0;
}

/** A copy that keeps nothing else: short buffers share large ones. */
function apart(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

/** Everything that an answer may depend on beside what it rests on. */
function placeOf({ hash, operationName, variables }: Question, context: RequestContext): string {
  const { principal, purpose, exchange, language } = context;
  const { role, subject, regions } = principal ?? {};
  return JSON.stringify([hash, operationName, variables, role, subject, regions, purpose, exchange.purpose, language]);
}

function adopt(sightings: Sightings, before: Sightings): void {
  for (const kind of ['read', 'changed', 'cases'] as const) {
    for (const identifier of before[kind]) sightings[kind].add(identifier);
  }
}
