import { z } from 'zod';

const count = z.int().min(0);

export const evaluationSchema = z.object({ count, loss: z.number(), accuracy: z.number() });

/** With the confusion matrix: rows are the true classes, columns the predicted ones, examples each. */
export const detailedEvaluationSchema = evaluationSchema.extend({
  confusion: z.array(z.array(count).readonly()).readonly(),
});

/** An epoch that is over. */
export const epochSchema = z.object({
  epoch: z.int().min(1),
  step: z.int().min(1),
  /** Mean over the epoch's batches, each taken as the network was when it met them. */
  train: evaluationSchema,
  validation: detailedEvaluationSchema.nullable(),
});
