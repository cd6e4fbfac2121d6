import { defineConfig } from 'vitest/config';

/** Checks that are right but take too long for every run: `npm run test:slow`. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 1,
    include: ['**/*.slow.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 600_000,
  },
});
