// The gateway as this front end uses it: registered operations by their hash, uploads, notices, and following a case.
import { createClient } from 'graphql-ws';
import { createContext, useContext, useMemo } from 'react';
import {
  ExampleCaseChangedDocument,
  type ExampleCaseChangedSubscription,
  type TypedDocumentString,
} from './generated/graphql.ts';
import { headersOf, type Session } from './session.ts';
import type { Language } from './words.ts';

export interface Gateway {
  readonly ask: <Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ) => Promise<Result>;
  /** The id under which an application names the file. */
  readonly upload: (file: File) => Promise<string>;
  /** Address of a notice's pages, to be opened. */
  readonly notice: (number: string) => Promise<string>;
  /** Tells of each change, and of the connection; returns how to stop. */
  readonly follow: (number: string, onChange: () => void, onConnected: (connected: boolean) => void) => () => void;
}

interface Failure {
  readonly errors?: readonly { readonly message: string }[];
}

export const Connection = createContext<{ session: Session | undefined; language: Language }>({
  session: undefined,
  language: 'zh',
});

export function useGateway(): Gateway {
  const { session, language } = useContext(Connection);
  return useMemo(() => openGateway(headersOf(session, language)), [session, language]);
}

/** One token of the development issuer; what is thrown says why there is none. */
export async function developmentToken(role: string, subject?: string): Promise<string> {
  const { token } = await answered<{ token: string }>(
    await fetch('/explorer/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role, ...(subject ? { subject } : {}) }),
    }),
  );
  return token;
}

export async function isDevelopment(): Promise<boolean> {
  const response = await fetch('/explorer/settings');
  return ((await response.json()) as { development: boolean }).development;
}

function openGateway(headers: Record<string, string>): Gateway {
  return {
    ask: async (document, variables) => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ ...documentOf(document), variables }),
      });
      return (await answered<{ data: never }>(response)).data;
    },
    upload: async (file) => {
      const response = await fetch('/materials', {
        method: 'PUT',
        headers: { ...headers, 'content-type': file.type, 'x-file-name': encodeURIComponent(file.name) },
        body: file,
      });
      return (await answered<{ fileId: string }>(response)).fileId;
    },
    notice: async (number) => {
      const response = await fetch(`/notices/${number}.pdf`, { headers });
      if (!response.ok) await answered(response);
      return URL.createObjectURL(await response.blob());
    },
    follow: (number, onChange, onConnected) => follow(headers, number, onChange, onConnected),
  };
}

function follow(
  headers: Record<string, string>,
  number: string,
  onChange: () => void,
  onConnected: (connected: boolean) => void,
): () => void {
  const client = createClient({
    url: new URL('/graphql', location.href.replace(/^http/, 'ws')).href,
    connectionParams: headers,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      // Whatever happened while nobody listened is seen by asking once more.
      connected: () => {
        onConnected(true);
        onChange();
      },
      closed: () => onConnected(false),
    },
  });
  const stop = client.subscribe<ExampleCaseChangedSubscription>(
    { query: '', ...documentOf(ExampleCaseChangedDocument), variables: { number } },
    { next: onChange, error: () => onConnected(false), complete: () => onConnected(false) },
  );
  return () => {
    stop();
    void client.dispose();
  };
}

function documentOf<Result, Variables>({ __meta__ }: TypedDocumentString<Result, Variables>) {
  const sha256Hash = String(__meta__?.['hash']).replace('sha256:', '');
  return { extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

/** Throws what the gateway says is wrong; its messages are for people to read. */
async function answered<Body>(response: Response): Promise<Body> {
  const body = (await response.json()) as Body & Failure;
  if (body.errors?.[0]) throw new Error(body.errors.map(({ message }) => message).join(' '));
  return body;
}
