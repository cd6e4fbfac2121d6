import { defineConfig } from 'vitest/config';

/** Kills, full disks, power cuts, damaged and hostile files: `npm run test:faults` (docs/faults.md). */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 1,
    include: ['**/*.fault.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
