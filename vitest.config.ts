import { defineConfig } from 'vitest/config';
import { testEnvironment } from './scripts/test-environment.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    env: testEnvironment,
    // Two cores are what the tests are sized for; ONNX Runtime sessions bring threads of their own.
    maxWorkers: 2,
    include: [
      '{terms,models,catalog,worker,api,renderer,electron,cli,scripts,bench}/**/*.test.{ts,tsx}',
    ],
    exclude: ['**/node_modules/**', '**/*.slow.test.ts', '**/*.fault.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/unit.json' }]],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
