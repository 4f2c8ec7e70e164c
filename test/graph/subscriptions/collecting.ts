// Clients that write down what they are told of a case.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient, type Client as SocketClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { golden } from '../../support/town.ts';

export interface ToldEvent {
  readonly cursor: string;
  readonly sequence: number;
  readonly kind: string;
}

export interface Told {
  readonly events: ToldEvent[];
  /** Codes of errors in answers. */
  readonly codes: string[];
  /** Resolves when the subscription ended by itself; with what it ended with where that was an error. */
  readonly ended: Promise<unknown>;
  readonly stop: () => void;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: unknown }[] | undefined;
}

interface Subscriber {
  readonly subscribe: (
    request: { query: string; operationName: string; variables: Record<string, unknown> },
    sink: { next: (answer: Answer) => void; error: (error: unknown) => void; complete: () => void },
  ) => () => void;
}

export const CASE_FEED = golden('case-feed');

/** `CaseChanged` of the golden operations. */
export function follow(client: Subscriber, number: string, after?: string): Told {
  const events: ToldEvent[] = [];
  const codes: string[] = [];
  let stop: () => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    const variables = { number, ...(after === undefined ? {} : { after }) };
    stop = client.subscribe(
      { query: CASE_FEED, operationName: 'CaseChanged', variables },
      {
        next: ({ data, errors }) => {
          for (const error of errors ?? []) codes.push(codeOf(error));
          const told = (data as { caseChanged?: ToldEvent } | null | undefined)?.caseChanged;
          if (told) events.push(told);
        },
        error: resolve,
        complete: () => resolve(undefined),
      },
    );
  });
  return { events, codes, ended, stop };
}

export function codeOf(error: unknown): string {
  return String((error as { extensions?: { code?: unknown } }).extensions?.code);
}

/** Without retries: what a test does not resume itself is over. Ends with the test. */
export function socketClient(url: string, connectionParams: Record<string, unknown> = {}): SocketClient {
  const client = createSocketClient({ url, connectionParams, retryAttempts: 0, lazy: true });
  onTestFinished(() => void client.dispose());
  return client;
}

export function eventClient(url: string, headers: Record<string, string> = {}) {
  const client = createSseClient({ url: `${url}/graphql`, headers, retryAttempts: 0 });
  onTestFinished(() => client.dispose());
  return client as Subscriber & typeof client;
}

export async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Not so within ${withinMs} ms: ${condition.toString()}`);
    await sleep(5);
  }
}
