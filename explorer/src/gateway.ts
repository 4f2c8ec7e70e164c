// What the page asks of its gateway beside queries: its settings, development tokens, and what an operation would cost.
import type { Session } from './session.ts';
import { headersOf } from './session.ts';

export interface Purpose {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly roles: readonly string[];
}

export interface Settings {
  /** The development issuer is in force: the page may have tokens signed. */
  readonly development: boolean;
  readonly roles: readonly string[];
  readonly purposes: readonly Purpose[];
  /** Texts of the registered operations. */
  readonly operations: readonly string[];
}

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

export type Cost =
  | { readonly kind: 'estimated'; readonly cost: number; readonly allowed: number }
  | { readonly kind: 'refused'; readonly reason: string };

interface Failure {
  readonly errors?: readonly { readonly message: string }[];
}

export async function readSettings(): Promise<Settings> {
  return (await (await fetch('/explorer/settings')).json()) as Settings;
}

/** Throws with the gateway's reason. */
export async function signToken(role: string, subject: string | undefined): Promise<string> {
  const answer = await post('/explorer/tokens', { role, ...(subject ? { subject } : {}) }, {});
  const { token, errors } = answer as Failure & { token?: string };
  if (token === undefined) throw new Error(errors?.[0]?.message ?? '');
  return token;
}

export async function estimate(operation: Operation, session: Session): Promise<Cost> {
  const answer = await post('/graphql/cost', operation, headersOf(session));
  const { cost, allowed, errors } = answer as Failure & { cost?: number; allowed?: number };
  if (cost !== undefined && allowed !== undefined) return { kind: 'estimated', cost, allowed };
  return { kind: 'refused', reason: errors?.[0]?.message ?? '' };
}

async function post(path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}
