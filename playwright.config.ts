import { defineConfig } from '@playwright/test';

/** Chromium refuses to run as root with its sandbox on. */
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  // Two cores are what the tests are sized for. Each test has a program, a folder and a port of its own.
  workers: 2,
  // Generous: a slow machine that gets there is no failure, and nothing waits longer than it must.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 720 },
    // Nothing is judged while it fades in or out.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.RESIGHT_CHROMIUM,
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
});
