// Tests that are the same in every time zone, as test/time/time-zones.test.ts runs them again: no database is needed.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/time/*.test.ts', 'test/cases/clocks/*.test.ts', 'test/supervision/proof.test.ts'],
    exclude: ['test/time/time-zones.test.ts'],
    maxWorkers: 1,
  },
});
