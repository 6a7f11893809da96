import { defineConfig } from '@playwright/test';

/** The demonstration: not a test of anything, so it stands apart from test/e2e. */
export default defineConfig({
  testDir: '.',
  testMatch: 'demo.ts',
  outputDir: '../../test-results',
  reporter: 'line',
  timeout: 180_000,
  workers: 1,
});
