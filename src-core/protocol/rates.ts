import { z } from 'zod';
import type { RatePoint } from '../metrics/rate-range';

/** Learning rates that were tried, the lowest first, and the mean loss that was met with each. */
export const ratePointsSchema: z.ZodType<readonly RatePoint[]> = z
  .array(z.object({ learningRate: z.number().positive(), loss: z.number() }))
  .readonly();
