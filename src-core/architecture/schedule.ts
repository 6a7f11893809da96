import type { ScheduleSpec } from './schedule-spec';
import type { TrainingSettings } from './training-settings';
import { cosDegrees } from '../random/exact-functions';

/** How long a run is, for the schedules that depend on it. */
export interface RunLength {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/** From `start` (t = 0) to `end` (t = 1) along half a cosine. */
function halfCosine(start: number, end: number, t: number): number {
  return end + (start - end) * cosDegrees(90 * t) ** 2;
}

/** PyTorch's OneCycleLR with cosines: the top is reached one step before `rise` of all steps is over. */
function oneCycle(spec: ScheduleSpec & { kind: 'oneCycle' }, step: number, steps: number): number {
  const top = spec.rise * steps - 1;
  const start = 1 / spec.divide;
  if (steps === 1) return start;
  if (step <= top) return halfCosine(start, 1, top > 0 ? step / top : 1);
  return halfCosine(1, start / spec.finalDivide, (step - top) / (steps - 1 - top));
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent && result > 0; i++) result *= base;
  return result;
}

/**
 * The factor of a schedule at step `step` of `steps`, counted from the end of the warm-up; a single step has the first one.
 * Cosine is PyTorch's CosineAnnealingLR with T_max = steps − 1: the last step has the factor `final`.
 */
function scheduleFactor(spec: ScheduleSpec, step: number, steps: number, epoch: number, plateau: number): number {
  switch (spec.kind) {
    case 'constant':
      return 1;
    case 'step':
      return power(spec.factor, Math.floor(epoch / spec.every));
    case 'exponential':
      return power(spec.factor, epoch);
    case 'cosine':
      return halfCosine(1, spec.final, steps > 1 ? step / (steps - 1) : 0);
    case 'oneCycle':
      return oneCycle(spec, step, steps);
    case 'plateau':
      return plateau;
    default:
      return spec satisfies never;
  }
}

/**
 * The learning rate of step `step` (0, 1, …). Step and exponential schedules change between the epochs of the run, a
 * warm-up included; cosine and one-cycle change at every step and begin where the warm-up ends, whose aim is their first
 * rate. `plateauFactor`: what the plateaus so far have made of it (Plateau).
 */
export function learningRateAt(
  { optimizer, schedule, warmup }: Pick<TrainingSettings, 'optimizer' | 'schedule' | 'warmup'>,
  step: number,
  { stepsPerEpoch, totalSteps }: RunLength,
  plateauFactor = 1,
): number {
  const begun = Math.max(0, step - warmup);
  const rising = step < warmup ? (step + 1) / (warmup + 1) : 1;
  const epoch = Math.floor(step / stepsPerEpoch);
  const steps = Math.max(1, totalSteps - warmup);
  return optimizer.learningRate * rising * scheduleFactor(schedule, begun, steps, epoch, plateauFactor);
}

/** What a plateau schedule remembers from epoch to epoch. */
export interface PlateauState {
  /** Null before the first epoch. */
  readonly best: number | null;
  /** Epochs since then without a better one. */
  readonly waited: number;
  readonly factor: number;
}

export const NO_PLATEAU: PlateauState = { best: null, waited: 0, factor: 1 };

/** By so much of itself the best loss must fall to count, as in PyTorch's ReduceLROnPlateau. */
const THRESHOLD = 1e-4;

/** The state after an epoch that ended with this loss. */
export function observeEpoch(schedule: ScheduleSpec, state: PlateauState, loss: number): PlateauState {
  if (schedule.kind !== 'plateau') return state;
  if (state.best === null || loss < state.best * (1 - THRESHOLD)) return { ...state, best: loss, waited: 0 };
  if (state.waited < schedule.patience) return { ...state, waited: state.waited + 1 };
  return { ...state, waited: 0, factor: state.factor * schedule.factor };
}
