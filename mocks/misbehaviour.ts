// Faults in force at a department, and the draw of what goes wrong with one message.
import { z } from 'zod';
import type { Misbehaviour, Mishap } from './simulator.ts';

/** The latest moment at which a simulator may apply a submission whose reply it lost. */
export const LATE_APPLY_MAX_MS = 2000;

const rate = z.number().min(0).max(1).default(0);
const duration = z.number().int().min(0).max(600_000).default(0);

/** Faults as `PUT /faults/{department}` takes them; what is left out is off. */
export const faults = z.strictObject({
  latencyMs: duration,
  jitterMs: duration,
  hang: z.boolean().default(false),
  refuseConnections: z.boolean().default(false),
  maintenance: z.boolean().default(false),
  errorRate: rate,
  lostReplyRate: rate,
  appliedThenErrorRate: rate,
  lateApplyMs: z.number().int().min(0).max(LATE_APPLY_MAX_MS).default(0),
  garbleRate: rate,
  duplicateCallbackRate: rate,
  reorderCallbacks: z.boolean().default(false),
});
export type Faults = z.infer<typeof faults>;

export interface DepartmentMisbehaviour extends Misbehaviour {
  readonly faults: () => Faults;
  readonly set: (wanted: Faults) => void;
}

/** The same seed and the same order of messages draw the same mishaps. */
export function createMisbehaviour(seed: number): DepartmentMisbehaviour {
  const random = generator(seed);
  const listeners: (() => void)[] = [];
  let inForce = faults.parse({});
  return {
    faults: () => inForce,
    set: (wanted) => {
      inForce = wanted;
      for (const listener of listeners) listener();
    },
    draw: (kind) => mishap(inForce, kind, random),
    refuseConnections: () => inForce.refuseConnections,
    onChange: (listener) => {
      listeners.push(listener);
    },
    callback: () => ({
      copies: random() < inForce.duplicateCallbackRate ? 2 : 1,
      heldBack: random() < 0.5 && inForce.reorderCallbacks,
    }),
    garble: (bytes) => garbled(bytes, random),
  };
}

/**
 * Rates are drawn in the order error, lost reply, applied then error, garble; the first that hits wins. A late apply
 * befalls each submission whose reply is lost, or every submission where no rate of lost replies is set.
 */
function mishap(inForce: Faults, kind: Parameters<Misbehaviour['draw']>[0], random: () => number): Mishap {
  const submission = kind === 'submission';
  const delayMs = inForce.latencyMs + Math.floor(random() * inForce.jitterMs);
  const hits = {
    error: random() < inForce.errorRate,
    lost: random() < inForce.lostReplyRate,
    appliedThenError: random() < inForce.appliedThenErrorRate && submission,
    garble: random() < inForce.garbleRate,
  };
  const late = submission && inForce.lateApplyMs > 0 && (hits.lost || inForce.lostReplyRate === 0);
  const quiet = !inForce.hang && !inForce.maintenance;
  const error = quiet && hits.error;
  const lost = quiet && !error && (hits.lost || late);
  const appliedThenError = quiet && !error && !lost && hits.appliedThenError;
  return {
    delayMs,
    hang: inForce.hang,
    maintenance: inForce.maintenance && !inForce.hang,
    error,
    lostReply: lost && !late,
    appliedThenError,
    lateApplyMs: lost && late ? inForce.lateApplyMs : 0,
    garble: quiet && !error && !lost && !appliedThenError && hits.garble,
  };
}

/** The byte FF occurs neither in UTF-8 nor in GB18030; the last byte goes too, so that no bracket closes. */
function garbled(bytes: Uint8Array, random: () => number): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(0xff);
  const damaged = Uint8Array.from(bytes);
  const from = Math.floor(random() * damaged.length);
  damaged.fill(0xff, from, from + Math.max(1, damaged.length >> 4));
  damaged[damaged.length - 1] = 0xff;
  return damaged;
}

/** mulberry32: 32 bits of state are enough for drawing faults. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
