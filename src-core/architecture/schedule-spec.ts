import { z } from 'zod';

const factor = z.number().min(0).max(1);

/**
 * How the learning rate changes during a run, η being that of the optimizer. Before any of them the rate may rise linearly
 * over `warmup` steps; the schedule begins where that ends.
 */
export const scheduleSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  /** η · factor^⌊epoch / every⌋, epochs counted from 0. */
  z.strictObject({ kind: z.literal('step'), every: z.int().min(1).max(100_000), factor }),
  /** η · factor^epoch. */
  z.strictObject({ kind: z.literal('exponential'), factor }),
  /** Half a cosine from η down to `final` · η at the last step. */
  z.strictObject({ kind: z.literal('cosine'), final: factor }),
  /** Up from η / divide to η over the first `rise` of the steps, then down to η / divide / finalDivide, by half cosines each (Smith and Topin 2018). */
  z.strictObject({
    kind: z.literal('oneCycle'),
    rise: z.number().min(0.01).max(0.99),
    divide: z.number().min(1).max(1e6),
    finalDivide: z.number().min(1).max(1e9),
  }),
  /** η · factor for each time that the loss of `patience` + 1 epochs on end has not fallen by a ten-thousandth: on validation, else training. */
  z.strictObject({ kind: z.literal('plateau'), factor, patience: z.int().min(0).max(100_000) }),
]);
export type ScheduleSpec = z.infer<typeof scheduleSpecSchema>;

/** PyTorch's defaults of each kind. */
export const SCHEDULE_DEFAULTS: { readonly [K in ScheduleSpec['kind']]: Extract<ScheduleSpec, { kind: K }> } = {
  constant: { kind: 'constant' },
  step: { kind: 'step', every: 1, factor: 0.1 },
  exponential: { kind: 'exponential', factor: 0.9 },
  cosine: { kind: 'cosine', final: 0 },
  oneCycle: { kind: 'oneCycle', rise: 0.3, divide: 25, finalDivide: 1e4 },
  plateau: { kind: 'plateau', factor: 0.1, patience: 10 },
};
