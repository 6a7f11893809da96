import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  reporter: 'list',
  timeout: 120_000,
  workers: 1, // one window at a time: it has the keyboard, and the cores
  retries: 0,
  forbidOnly: true,
});
