// What the load generator is told to do, and what it tells afterwards.

/** In a body it stands for something else in each request that is sent, so that none is like another. */
export const OWN_ID = '[<id>]';

export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Job =
  | {
      readonly kind: 'closed';
      readonly url: string;
      readonly requests: readonly LoadRequest[];
      readonly connections: number;
      readonly forS: number;
      /** So long it goes on before anything is counted. */
      readonly leadS?: number | undefined;
    }
  | {
      readonly kind: 'paced';
      readonly url: string;
      readonly requests: readonly LoadRequest[];
      readonly perSecond: number;
      readonly forS: number;
      readonly leadS?: number | undefined;
    };

export interface Tally {
  /** Answers by HTTP status; 0 stands for those that never came, `with errors` for those with status 200 that lack something. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Whole answers with status 200 a second. */
  readonly perSecond: number;
  /** Of the whole answers with status 200. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
}
