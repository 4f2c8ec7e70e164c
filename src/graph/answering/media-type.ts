// Which of the two media types of GraphQL over HTTP an answer has, and what status a refusal has under it.
import { LRUCache } from 'lru-cache';
import { type ErrorCode, errorCodes } from '../../errors.ts';

export const GRAPHQL_RESPONSE = 'application/graphql-response+json';
export const JSON_RESPONSE = 'application/json';
export type MediaType = typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE;

const ACCEPT_MAX = 1000;
const REMEMBERED = 100;
/** A client sends the same header every time. */
const preferred = new LRUCache<string, { readonly type: MediaType | undefined }>({
  max: REMEMBERED,
  memoMethod: (header) => ({ type: preferredType(header) }),
});

/**
 * The type that the reader likes best; JSON where the reader names none or likes both the same without naming the newer,
 * as old clients do. Undefined where the reader takes neither.
 */
export function acceptedMediaType(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return JSON_RESPONSE;
  return preferred.memo(accept.slice(0, ACCEPT_MAX)).type;
}

function preferredType(header: string): MediaType | undefined {
  const ranges = header.split(',').map(parseRange);
  const [json, graphql] = [preference(ranges, JSON_RESPONSE), preference(ranges, GRAPHQL_RESPONSE)];
  if (json.quality === 0 && graphql.quality === 0) return undefined;
  if (json.quality !== graphql.quality) return json.quality > graphql.quality ? JSON_RESPONSE : GRAPHQL_RESPONSE;
  return graphql.exact && (!json.exact || graphql.place < json.place) ? GRAPHQL_RESPONSE : JSON_RESPONSE;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const stated = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = stated === undefined ? 1 : Number(stated.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** By the most specific range that covers the type. */
function preference(ranges: readonly Range[], type: MediaType) {
  for (const pattern of [type, 'application/*', '*/*']) {
    const place = ranges.findIndex((range) => range.type === pattern);
    const range = ranges[place];
    if (range) return { quality: range.quality, place, exact: pattern === type };
  }
  return { quality: 0, place: -1, exact: false };
}

/**
 * The status of a request that was refused whole. Under `application/json` a request that was understood is answered 200,
 * so that nobody takes an answer of something in between for ours; whoever shows no valid token, and what fails on our
 * side, is told so under both (GraphQL over HTTP, 6.4).
 */
export function refusalStatus(code: ErrorCode, mediaType: MediaType): number {
  const { status } = errorCodes[code];
  if (mediaType === GRAPHQL_RESPONSE || code === 'UNAUTHENTICATED' || status >= 500) return status;
  return 200;
}
