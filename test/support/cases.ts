// Cases as a client hands them in and follows them, and the departments' journal held against them.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JournalLine, SampleInput } from '../../commands/town/control.ts';
import type { GraphClient } from '../../commands/town/graph.ts';
import { golden } from './town.ts';

const result = z.object({
  submitCase: z.discriminatedUnion('__typename', [
    z.object({
      __typename: z.literal('CaseReceived'),
      replayed: z.boolean(),
      receipt: z.object({ number: z.string(), checkCode: z.string(), receivedAt: z.string() }),
      case: z.looseObject({ number: z.string() }),
    }),
    z.object({
      __typename: z.literal('CaseDeficient'),
      notice: z.object({ deficiencies: z.array(z.looseObject({ code: z.string() })) }),
    }),
    z.object({ __typename: z.literal('IdempotencyConflict'), message: z.string() }),
  ]),
});
export type Submitted = z.infer<typeof result>['submitCase'];

export async function submit(graph: GraphClient, input: SampleInput): Promise<Submitted> {
  return (await graph.data({ document: golden('submit-case'), variables: { input } }, result)).submitCase;
}

/** Submits what must be received; returns the number of the case. */
export async function receive(graph: GraphClient, input: SampleInput): Promise<string> {
  const submitted = await submit(graph, input);
  if (submitted.__typename === 'CaseReceived') return submitted.receipt.number;
  throw new Error(`${input.idempotencyKey} was not received: ${JSON.stringify(submitted)}`);
}

const followed = z.object({
  case: z.object({
    number: z.string(),
    state: z.string(),
    parts: z.array(z.object({ code: z.string(), key: z.string(), state: z.string(), delivery: z.string() })),
    issuance: z.object({ state: z.string() }),
  }),
});
export type FollowedCase = z.infer<typeof followed>['case'];

const FOLLOW =
  'query Follow($number: ID!) { case(number: $number) { number state parts { code key state delivery } issuance { state } } }';
const ENDS = ['ISSUED', 'DELIVERED', 'PARTLY_REFUSED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN', 'REVOKED', 'LAPSED'];
const LOOK_EVERY_MS = 250;

async function follow(graph: GraphClient, number: string): Promise<FollowedCase> {
  return (await graph.data({ document: FOLLOW, variables: { number } }, followed)).case;
}

const history = z.object({ case: z.object({ events: z.object({ nodes: z.array(z.object({ kind: z.string() })) }) }) });

/** What happened to a case, oldest first. */
export async function eventKinds(graph: GraphClient, number: string): Promise<readonly string[]> {
  const document = 'query Events($number: ID!) { case(number: $number) { events(last: 100) { nodes { kind } } } }';
  const found = await graph.data({ document, variables: { number } }, history);
  return found.case.events.nodes.map(({ kind }) => kind);
}

/** The cases once each has come to an end, or as they stand when the time is over. */
export async function untilEnded(
  graph: GraphClient,
  numbers: readonly string[],
  withinMs: number,
): Promise<readonly FollowedCase[]> {
  const deadline = performance.now() + withinMs;
  const known = new Map<string, FollowedCase>();
  const open = () => numbers.filter((number) => !ENDS.includes(known.get(number)?.state ?? ''));
  while (open().length > 0 && performance.now() < deadline) {
    for (const number of open()) known.set(number, await follow(graph, number));
    await sleep(LOOK_EVERY_MS);
  }
  return numbers.flatMap((number) => known.get(number) ?? []);
}

/** Parts that only ask: departments write nothing down of them. */
const CHECKS = ['identity', 'premises'];

/** Effects that the journal lacks, has more than once, or has for no part of these cases; empty when all is well. */
export function wrongEffects(cases: readonly FollowedCase[], journal: readonly JournalLine[]): readonly string[] {
  const expected = new Set(
    cases.flatMap(({ parts }) =>
      parts.filter(({ code }) => !CHECKS.includes(code)).map(({ code, key }) => `${code} ${key}`),
    ),
  );
  const counts = new Map<string, number>();
  for (const { effect, key } of journal) counts.set(`${effect} ${key}`, (counts.get(`${effect} ${key}`) ?? 0) + 1);
  return [
    ...[...expected].filter((effect) => !counts.has(effect)).map((effect) => `${effect}: missing`),
    ...[...counts].filter(([effect]) => !expected.has(effect)).map(([effect]) => `${effect}: of no part`),
    ...[...counts].filter(([, count]) => count > 1).map(([effect, count]) => `${effect}: ${count} times`),
  ];
}
