/** Options of fc.assert: the same cases in every run, so that a failure can be looked at again. */
export const fixedRuns = (numRuns = 100): { seed: number; numRuns: number } => ({ seed: 20250601, numRuns });
