import { defineConfig } from 'vitest/config';

/** Comparisons with PyTorch; scripts/test-pytorch.mjs says which Python has it. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/pytorch/**/*.torch.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
