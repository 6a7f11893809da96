import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const COMPONENT_TESTS = 'test/src-renderer/**/*.ui.test.ts';

export default defineConfig({
  test: {
    // Most of them wait more than they compute: on two cores, too, two at a time are done sooner.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // Processes rather than threads: the tests start worker threads of their own.
          pool: 'forks',
          testTimeout: 30_000, // tests that train, on a machine that is busy
          expect: { poll: { timeout: 15_000 } }, // the same
          include: ['test/**/*.test.ts'],
          exclude: [COMPONENT_TESTS],
        },
      },
      {
        plugins: [svelte({ configFile: false }), svelteTesting()],
        test: {
          name: 'ui',
          environment: 'jsdom',
          include: [COMPONENT_TESTS],
        },
      },
    ],
  },
});
