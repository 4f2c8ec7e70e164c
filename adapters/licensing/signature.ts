// Signatures of the licensing wire: ours on requests (md5, as its contract has it), its own on callbacks (HMAC-SM3).
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Lower-case hex md5 of appKey + secret + requestTime. */
export function requestSign(appKey: string, secret: string, requestTime: string): string {
  return createHash('md5').update(`${appKey}${secret}${requestTime}`, 'utf8').digest('hex');
}

/** Lower-case hex HMAC-SM3 of the body's bytes under the secret. */
function callbackSign(body: Uint8Array, secret: string): string {
  return createHmac('sm3', secret).update(body).digest('hex');
}

/** Compares in constant time, so that a forger learns nothing from how long a refusal takes. */
export function isCallbackSign(sign: string, body: Uint8Array, secret: string): boolean {
  const given = Buffer.from(sign, 'utf8');
  const expected = Buffer.from(callbackSign(body, secret), 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
