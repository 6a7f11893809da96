import { defineConfig } from 'vitest/config';

/** Measurements: one file after the other, so that nothing else runs on the cores. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/bench/**/*.bench.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 30 * 60_000,
  },
});
