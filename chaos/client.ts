// What clients do: submit until they are answered, look cases up, follow the feed. Everything sent and told goes to their log.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SampleInput } from '../commands/town/control.ts';
import { type Desk, reasonOf } from './desk.ts';
import type { Draws } from './draws.ts';
import type { FeedEvent, History, SeenCase } from './history.ts';

export interface Clients {
  readonly desk: Desk;
  readonly history: History;
  /** True once nobody tries again. */
  readonly over: () => boolean;
}

export interface Sending {
  /** Names the sender in the log. */
  readonly sender: string;
  readonly input: SampleInput;
  /** The gateway that is tried first; each further try takes the next one. */
  readonly through: number;
  readonly draws: Draws;
}

/** Between two tries of a client. */
const PAUSE_MS = { least: 100, most: 900 };

const SUBMIT = `mutation Submit($input: SubmitCaseInput!) {
  submitCase(input: $input) {
    __typename
    ... on CaseReceived { replayed receipt { number checkCode receivedAt } }
    ... on CaseDeficient { notice { deficiencies { code problem } } }
  }
}`;
const submitted = z.object({
  submitCase: z.discriminatedUnion('__typename', [
    z.object({
      __typename: z.literal('CaseReceived'),
      replayed: z.boolean(),
      receipt: z.object({ number: z.string(), checkCode: z.string(), receivedAt: z.string() }),
    }),
    z.object({
      __typename: z.literal('CaseDeficient'),
      notice: z.object({ deficiencies: z.array(z.object({ code: z.string(), problem: z.string() })) }),
    }),
    z.object({ __typename: z.literal('IdempotencyConflict') }),
  ]),
});

/** The number of the receipt; undefined where the answer was another one, or none came before it was over. */
export async function submitUntilAnswered(clients: Clients, sending: Sending): Promise<string | undefined> {
  for (let attempt = 0; attempt === 0 || !clients.over(); attempt += 1) {
    const gateway = (sending.through + attempt) % clients.desk.gateways;
    const answered = await submitOnce(clients, sending, gateway, `${sending.sender} ${attempt + 1}`);
    if (answered !== 'failed') return answered.number;
    await sleep(sending.draws.between(PAUSE_MS.least, PAUSE_MS.most));
  }
  return undefined;
}

async function submitOnce({ desk, history }: Clients, { input }: Sending, gateway: number, request: string) {
  const { idempotencyKey: key, ...payload } = input;
  history.note({ kind: 'sent', request, gateway, applicant: applicantOf(input), key, payload: digest(payload) });
  try {
    const asked = { document: SUBMIT, variables: { input }, shape: submitted };
    const { submitCase: result } = await desk.ask(gateway, asked);
    switch (result.__typename) {
      case 'CaseReceived':
        history.note({ kind: 'received', request, replayed: result.replayed, ...result.receipt });
        return { number: result.receipt.number };
      case 'CaseDeficient': {
        const problems = result.notice.deficiencies.map(({ code, problem }) => `${code}: ${problem}`);
        history.note({ kind: 'deficient', request, problems });
        return { number: undefined };
      }
      case 'IdempotencyConflict':
        history.note({ kind: 'conflict', request });
        return { number: undefined };
    }
  } catch (error) {
    history.note({ kind: 'failed', request, reason: reasonOf(error) });
    return 'failed';
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}

const party = z.object({
  person: z.object({ number: z.string(), phone: z.string() }).loose().optional(),
  enterprise: z.object({ creditCode: z.string(), phone: z.string() }).loose().optional(),
});

function applicantOf({ applicant }: SampleInput): string {
  const { person, enterprise } = party.parse(applicant);
  return person?.number ?? enterprise?.creditCode ?? '';
}

/** The same application but for the applicant's telephone: as valid, and not the same. */
export function withAnotherPhone(input: SampleInput): SampleInput {
  const { person, enterprise } = party.parse(input['applicant']);
  const changed = <Who extends { readonly phone: string }>(who: Who) => ({
    ...who,
    phone: `${who.phone.slice(0, -1)}${(Number(who.phone.at(-1)) + 1) % 10}`,
  });
  return {
    ...input,
    applicant: person ? { person: changed(person) } : { enterprise: enterprise && changed(enterprise) },
  };
}

const STATE = 'number state receivedAt parts { code key department { code } delivery state }';
const OUTLINE = `query Outline($number: ID!) { case(number: $number) { ${STATE} } }`;
const WHOLE = `query Whole($number: ID!) {
  case(number: $number) { ${STATE} events(last: 100) { nodes { sequence kind part state } } }
}`;
const ownEvent = z.object({ sequence: z.number(), kind: z.string(), part: z.string().nullable(), state: z.string() });
const found = z.object({
  case: z
    .object({
      number: z.string(),
      state: z.string(),
      receivedAt: z.string(),
      parts: z.array(
        z.object({
          code: z.string(),
          key: z.string(),
          department: z.object({ code: z.string() }),
          delivery: z.string(),
          state: z.string(),
        }),
      ),
      events: z.object({ nodes: z.array(ownEvent) }).optional(),
    })
    .nullable(),
});

/** A case as one gateway shows it, with its own history where it is asked for whole. Fails where there is no answer. */
export async function lookUp(
  { desk, history }: Clients,
  gateway: number,
  number: string,
  whole: boolean,
): Promise<SeenCase | null> {
  const askedAt = Date.now();
  const answer = await desk.ask(gateway, { document: whole ? WHOLE : OUTLINE, variables: { number }, shape: found });
  const seen = answer.case && {
    ...answer.case,
    parts: answer.case.parts.map(({ department, ...part }) => ({ ...part, department: department.code })),
    events: answer.case.events?.nodes ?? [],
  };
  history.note({ kind: 'seen', number, askedAt, case: seen });
  return seen;
}

const FEED = `query Feed($after: String) {
  caseEvents(after: $after, first: 200) { nodes { cursor caseNumber sequence kind part state } endCursor hasNextPage }
}`;
const feed = z.object({
  caseEvents: z.object({
    nodes: z.array(ownEvent.extend({ cursor: z.string(), caseNumber: z.string() })),
    endCursor: z.string().nullable(),
    hasNextPage: z.boolean(),
  }),
});

export interface FeedPlace {
  readonly cursor: string | null;
  readonly events: readonly FeedEvent[];
  readonly hasNextPage: boolean;
}

/** The next page of the feed. Fails where there is no answer. */
export async function readFeed(
  { desk, history }: Clients,
  gateway: number,
  after: string | null,
  reading: 'live' | 'again',
): Promise<FeedPlace> {
  const { caseEvents } = await desk.ask(gateway, { document: FEED, variables: { after }, shape: feed });
  if (caseEvents.nodes.length > 0) history.note({ kind: 'feed', reading, events: caseEvents.nodes });
  return { cursor: caseEvents.endCursor, events: caseEvents.nodes, hasNextPage: caseEvents.hasNextPage };
}
