import { z } from 'zod';

/** Name of a run's folder among those of all runs: never a path. */
export const runIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/, 'expected the name of a run’s folder');
