import { sm2 } from 'sm-crypto-v2';
import { expect, test } from 'vitest';
import { digestOf, parseSeals, type SealKey, seal, sealFor, verifySeal } from '../../src/documents/seal.ts';

const { publicKey, privateKey } = sm2.generateKeyPairHex();
const key: SealKey = {
  id: 'land-1',
  department: 'land',
  publicKey,
  privateKey,
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
};
const bytes = Buffer.from('受理通知书 '.repeat(100));

test('SM3 is the national digest', () => {
  expect(digestOf(Buffer.from('abc'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
});

test('a sealed document verifies, and one flipped bit anywhere fails', () => {
  const { signature } = seal(digestOf(bytes), key);
  expect(verifySeal(bytes, signature, publicKey)).toBe(true);
  for (const at of [0, 17, bytes.length - 1]) {
    const forged = Buffer.from(bytes);
    forged[at] = (forged[at] ?? 0) ^ 1;
    expect(verifySeal(forged, signature, publicKey)).toBe(false);
  }
});

test('a signature of another key, or none, does not verify', () => {
  const other = sm2.generateKeyPairHex();
  const { signature } = seal(digestOf(bytes), key);
  expect(verifySeal(bytes, signature, other.publicKey)).toBe(false);
  expect(verifySeal(bytes, '', publicKey)).toBe(false);
  expect(verifySeal(bytes, '0'.repeat(128), publicKey)).toBe(false);
});

test('a seal holds from its first to its last day, for its own department', () => {
  expect(sealFor([key], 'land', '2026-12-31')).toBe(key);
  expect(sealFor([key], 'land', '2027-01-01')).toBeUndefined();
  expect(sealFor([key], 'land', '2025-12-31')).toBeUndefined();
  expect(sealFor([key], 'police', '2026-06-01')).toBeUndefined();
});

test('a faulty file of seals is refused without a key in the message', () => {
  const faulty = JSON.stringify([{ ...key, privateKey: 'secret' }]);
  expect(() => parseSeals(faulty)).toThrow(/0\.privateKey/);
  expect(() => parseSeals(faulty)).not.toThrow(/secret/);
});
