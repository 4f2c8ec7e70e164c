// What an adapter declares fits together, and fits what its department can do.
import { describe, expect, test } from 'vitest';
import { LATE_APPLY_MAX_MS } from '../../../mocks/misbehaviour.ts';
import type { Examined } from './examined.ts';

export function describeCapabilities({ adapter, module, example }: Examined): void {
  describe('declares', () => {
    test('its own code, and a function for each capability and none beside', () => {
      const { code, capabilities, reads, listings, submits } = adapter();
      expect(code).toBe(module.code);
      expect(Object.keys(reads).sort()).toEqual(Object.keys(capabilities.reads).sort());
      expect(Object.keys(listings).sort()).toEqual(Object.keys(capabilities.listings).sort());
      expect(Object.keys(submits).sort()).toEqual(Object.keys(capabilities.submits).sort());
    });

    test('batches and concurrency that its bulkhead can bear', () => {
      const { capabilities } = adapter();
      const { concurrency, queue } = capabilities.bulkhead;
      expect(queue).toBeGreaterThan(0);
      for (const read of Object.values(capabilities.reads)) {
        expect(read.batchMax).toBeGreaterThan(0);
        expect(read.freshnessS).toBeGreaterThanOrEqual(0);
        expect(read.closedS).toBeGreaterThanOrEqual(0);
        expect(read.concurrency).toBeGreaterThan(0);
        expect(read.concurrency).toBeLessThanOrEqual(concurrency);
      }
      for (const listing of Object.values(capabilities.listings)) {
        expect(listing.pageMax).toBeGreaterThan(0);
        expect(listing.concurrency).toBeLessThanOrEqual(concurrency);
      }
    });

    test('the latest time at which a submission may still be applied, and a way to learn what became of it', () => {
      const { capabilities, callback } = adapter();
      const effective = Object.values(capabilities.submits).filter(({ effect }) => effect === 'once');
      for (const { lateApplyMaxMs } of effective) expect(lateApplyMaxMs).toBeGreaterThanOrEqual(LATE_APPLY_MAX_MS);
      if (effective.length > 0) expect(capabilities.progress).toMatchObject({ batchMax: expect.any(Number) });
      expect(callback !== undefined).toBe(capabilities.progress?.by === 'callback');
    });

    test('nothing of which the contract example has no example', () => {
      const { capabilities } = adapter();
      expect(Object.keys(example.reads).sort()).toEqual(Object.keys(capabilities.reads).sort());
      expect(Object.keys(example.listings).sort()).toEqual(Object.keys(capabilities.listings).sort());
      expect(Object.keys(example.submissions).sort()).toEqual(Object.keys(capabilities.submits).sort());
    });
  });
}
