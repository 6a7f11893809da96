import { defineConfig } from 'vitest/config';

/** The long forms of the tests of reliability: one after the other, as long as they take. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/soak/**/*.soak.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 60 * 60_000,
  },
});
