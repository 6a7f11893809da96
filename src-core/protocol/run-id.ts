import { z } from 'zod';

/** Name of a run's folder among those of all runs, which may have been copied by hand: never a path, and nothing hidden. */
export const runIdSchema = z
  .string()
  .regex(/^[^\s./\\:\p{C}][^/\\:\p{C}]{0,199}$/u, 'expected the name of a run’s folder');
