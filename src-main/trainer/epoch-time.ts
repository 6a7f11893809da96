import { slice, type Examples } from '../../src-core/data/dataset';
import type { Kernels } from '../../src-core/kernels/kernels';
import { evaluate } from '../../src-core/training/evaluate';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import { historyLines } from './run-history';
import { StepsAtOnce } from './steps-at-once';
import type { PredictionTask } from './worker-messages';

/** How long something is done before it counts, and how long it then is measured, milliseconds. */
const WARM_UP = 10;
const STEPS = 40;
const VALIDATION = 8;
/** Pieces of work that are measured at least, however long they take. */
const FEWEST = 2;
/** So many that no end of the run comes into it. */
const EPOCHS = 1e9;

/** Milliseconds an image, of work that tells how many images it has done, piece by piece. */
function timeOfImage(work: Generator<number, never>, duration: number, now: () => number): number {
  const begun = now();
  do work.next();
  while (now() - begun < WARM_UP);
  const start = now();
  let images = 0;
  for (let pieces = 0; pieces < FEWEST || now() - start < duration; pieces++) images += work.next().value;
  return (now() - start) / images;
}

/** Steps, as many at once as a run takes, and with what a run writes down of them. */
function* steps(training: Training, now: () => number): Generator<number, never> {
  const pace = new StepsAtOnce(now);
  for (const event of train(training, pace.next)) {
    if (event.kind === 'validating') continue;
    // Of the shortest steps this takes as long as the step.
    historyLines(event);
    if (event.kind !== 'steps') continue;
    pace.taken(event.losses.length);
    yield event.batchSize * event.losses.length;
  }
  throw new Error('the run was over before the time was');
}

/** Batches of validation, from its beginning again and again. */
function* validations({ model, loss }: Training, examples: Examples): Generator<number, never> {
  for (;;) {
    let before = 0;
    for (const { done } of evaluate(model, loss, examples)) {
      yield done - before;
      before = done;
    }
  }
}

/**
 * Seconds that an epoch takes, its validation included, found by taking some of its steps. Throws an InputError when the
 * network cannot be trained so. `now`: milliseconds.
 */
export function timeOfEpoch(
  { network, settings, splits }: PredictionTask,
  kernels: Kernels,
  now: () => number,
): number {
  const { train: examples, validation } = splits;
  // Nothing is learned, so that a rate that is too high does not end it: the same work, whatever the rate.
  const optimizer = { ...settings.optimizer, learningRate: 0 };
  const training = prepareTraining(
    network,
    { ...settings, optimizer, epochs: EPOCHS },
    { ...splits, validation: slice(validation, 0, 0) },
    kernels,
  );
  const learning = timeOfImage(steps(training, now), STEPS, now) * examples.count;
  if (validation.count === 0) return learning / 1000;
  const validating = timeOfImage(validations(training, validation), VALIDATION, now) * validation.count;
  return (learning + validating) / 1000;
}
