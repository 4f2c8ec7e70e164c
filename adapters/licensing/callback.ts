// One callback of the department: authentic, recent, and one step. A repetition is parsed again: its source id tells.
import { DepartmentFault } from '../../src/departments/fault.ts';
import type { Progress } from '../../src/departments/port.ts';
import { deliveryTimeOf, stepOf } from './mapping/progress.ts';
import { isCallbackSign } from './signature.ts';
import { parseStrictJson } from './strict-json.ts';

const AGE_MAX_MS = 300_000;
const BODY_BYTES_MAX = 65_536;

/** @throws DepartmentFault `broken` where the callback is forged, stale or malformed. */
export function readCallback(
  body: Uint8Array,
  headers: Readonly<Record<string, string | undefined>>,
  secret: string,
  nowMs: number,
): readonly Progress[] {
  if (body.length > BODY_BYTES_MAX) throw rejected(`has ${body.length} bytes`);
  // Nothing of the body is looked at before its signature holds.
  if (!isCallbackSign(headers['sign'] ?? '', body, secret)) throw rejected('does not carry the signature of its bytes');
  const record = parseStrictJson(body);
  const deliveredAtMs = deliveryTimeOf(record);
  if (deliveredAtMs === undefined) throw rejected('does not say when it was sent');
  if (Math.abs(nowMs - deliveredAtMs) > AGE_MAX_MS) throw rejected('was sent more than five minutes away from now');
  return [stepOf(record)];
}

function rejected(why: string): DepartmentFault {
  return new DepartmentFault('broken', `licensing: a callback ${why}; it was not taken, progress is polled`);
}
