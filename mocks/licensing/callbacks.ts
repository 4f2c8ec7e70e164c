// Announces steps to the address that each application gave: signed, at most twelve times, and no longer than that.
import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { urlToHttpOptions } from 'node:url';
import { LRUCache } from 'lru-cache';
import type { Application, Misbehaviour, Step } from '../simulator.ts';
import { detailOf } from './detail.ts';
import { wireStep } from './steps.ts';

const ATTEMPTS = 12;
const BACKOFF_MS = 200;
const BACKOFF_MAX_MS = 10_000;
const ANSWER_WITHIN_MS = 5000;
const AT_ONCE = 32;
/** Addresses that are remembered as options of a request. */
const RECEIVERS = 100;
/** A step that is held back goes out behind the next one that arrives, or after this time. */
const HELD_BACK_MS = 1000;

export interface Callbacks {
  /** Resolves when the step is delivered or given up; at once where it is held back. */
  readonly announce: (application: Application, step: Step) => Promise<void>;
  readonly close: () => void;
}

export function openCallbacks(secret: string, misbehaviour: Misbehaviour): Callbacks {
  const closing = new AbortController();
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const receivers = new LRUCache<string, Receiver>({ max: RECEIVERS, memoMethod: (url) => receiverOf(url, agents) });
  const places = limiter(AT_ONCE);
  let releaseHeld: AbortController | undefined;

  const deliver = async (url: string, event: object, copies: number) => {
    for (let copy = 0; copy < copies; copy += 1) await deliverOne(url, event);
  };
  const deliverOne = async (url: string, event: object) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await places(() => post(receivers.memo(url), event, secret))) return;
      await pause(Math.min(BACKOFF_MS * 2 ** attempt, BACKOFF_MAX_MS), closing.signal);
    }
  };
  const holdBack = async (url: string, event: object, copies: number) => {
    releaseHeld ??= new AbortController();
    await pause(HELD_BACK_MS, closing.signal, releaseHeld.signal);
    await deliver(url, event, copies);
  };

  return {
    announce: async (application, step) => {
      const { callbackurl } = detailOf(application);
      const event = wireStep(application, step);
      const { copies, heldBack } = misbehaviour.callback();
      if (heldBack) {
        void holdBack(callbackurl, event, copies);
        return;
      }
      await deliver(callbackurl, event, copies);
      releaseHeld?.abort();
      releaseHeld = undefined;
    },
    close: () => {
      closing.abort();
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** True where the receiver answered 2xx. Each attempt is signed anew: the receiver refuses an old `requestTime`. */
function post({ request, options }: Receiver, event: object, secret: string): Promise<boolean> {
  const body = Buffer.from(JSON.stringify({ ...event, requestTime: Date.now() }), 'utf8');
  const sign = createHmac('sm3', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length, sign };
  return new Promise((resolve) => {
    const outgoing = request({ ...options, headers });
    outgoing.once('response', (response) => {
      const status = response.statusCode ?? 0;
      response.once('close', () => resolve(response.complete && status >= 200 && status < 300));
      response.resume();
    });
    // Whatever kept it from arriving, the next attempt is the answer to it.
    outgoing.once('error', () => resolve(false));
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.end(body);
  });
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

interface Receiver {
  readonly request: typeof http.request;
  readonly options: http.RequestOptions;
}

function receiverOf(url: string, agents: Agents): Receiver {
  const [{ request }, agent] = url.startsWith('https:') ? [https, agents.https] : [http, agents.http];
  return { request, options: { ...urlToHttpOptions(new URL(url)), method: 'POST', agent, timeout: ANSWER_WITHIN_MS } };
}

/** Waits; ends early at `release`, and never where the simulator closes: what is undelivered is told after a restart. */
async function pause(ms: number, closing: AbortSignal, release?: AbortSignal): Promise<void> {
  const signal = release ? AbortSignal.any([closing, release]) : closing;
  await sleep(ms, undefined, { signal }).catch(() => {});
  if (closing.aborted) await new Promise<never>(() => {});
}

/** Runs at most `places` tasks at once, the others in order of arrival. */
function limiter(places: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
