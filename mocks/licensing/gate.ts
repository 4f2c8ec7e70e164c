// Who comes in: signed requests of a known key, no older than the contract allows, and no more than its limits at once.
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { limits } from './contract.ts';

export interface Gate {
  /** Lets one request in and answers the way out, or undefined where the limits are reached. */
  readonly enter: () => (() => void) | undefined;
}

export function openGate(): Gate {
  let inside = 0;
  let second = 0;
  let inSecond = 0;
  return {
    enter: () => {
      const now = Math.floor(Date.now() / 1000);
      if (now !== second) [second, inSecond] = [now, 0];
      if (inside >= limits.concurrency || inSecond >= limits.perSecond) return undefined;
      inside += 1;
      inSecond += 1;
      return () => {
        inside -= 1;
      };
    },
  };
}

/** The answer code for headers that do not identify the caller; undefined where they do. */
export function accessProblem(headers: IncomingHttpHeaders, appKey: string, secret: string): string | undefined {
  if (headers['appkey'] !== appKey) return '04';
  const requestTime = String(headers['requesttime'] ?? '');
  if (!/^\d{13}$/.test(requestTime)) return '03';
  if (headers['sign'] !== hash('md5', appKey + secret + requestTime)) return '02';
  return Math.abs(Date.now() - Number(requestTime)) > limits.signatureAgeMs ? '03' : undefined;
}
