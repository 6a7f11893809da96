import { learningRateAt, type RunLength } from '../architecture/schedule';
import { redrawDense } from './mistakes';
import type { Training } from './prepare';

const lengthOf = ({ batches, totalSteps }: Training): RunLength => ({
  stepsPerEpoch: batches.stepsPerEpoch,
  totalSteps,
});

/** The learning rate of step `step` (0, 1, …), as the settings in force and the plateaus so far have it. */
export function rateOf(training: Training, step: number): number {
  return learningRateAt(training.settings, step, lengthOf(training), training.progress.plateau.factor);
}

/** Puts down the next steps for the burst, at most so many, at least one, all of one epoch and one size of batch; returns how many. */
export function prepareSteps(training: Training, atMost: number): number {
  const { model, burst, batches, settings, progress, totalSteps } = training;
  const { step } = progress;
  if (settings.mistakes.includes('redrawDense')) redrawDense(model, settings.seed, step);
  const [length, { factor }] = [lengthOf(training), progress.plateau];
  for (let count = 0; ; count++) {
    const next = step + count;
    const fits = next < totalSteps && batches.epochOf(next) === batches.epochOf(step);
    if (count >= atMost || !fits || batches.sizeOf(next) !== batches.sizeOf(step)) return count;
    burst.prepare(count, next, learningRateAt(settings, next, length, factor));
  }
}
