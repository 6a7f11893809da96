import { slice, type Examples } from '../../src-core/data/dataset';
import type { Kernels } from '../../src-core/kernels/kernels';
import { evaluate } from '../../src-core/training/evaluate';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import type { RunWriter } from './run-folder';
import { mustBeSaved, RunSaver } from './run-saver';
import { StepsAtOnce } from './steps-at-once';
import type { PredictionTask } from './worker-messages';

/** How long something is done before it counts, and how long it then is measured, milliseconds. */
const WARM_UP = 10;
const STEPS = 40;
const VALIDATION = 8;
/** Least length of a piece that is timed by itself, milliseconds, and how many there are at least. */
const PIECE = 4;
const FEWEST = 2;
/** What comes in between only makes a piece longer: this share of them counts as undisturbed, the longest of those is taken. */
const UNDISTURBED = 1 / 3;
/** How many times as long it may take where other programs are at work. */
const PATIENCE = 4;
/** So many that no end of the run comes into it. */
const EPOCHS = 1e9;
/** Training images are copied into the kernels' memory: of more than these, those of so many whole batches as hold them. */
const ENOUGH = 8192;

/** Does some work and tells how many images that was. */
type Work = () => number | Promise<number>;

/** Milliseconds an image, as of the pieces in which nothing else came in between. */
async function timeOfImage(work: Work, duration: number, now: () => number): Promise<number> {
  const begun = now();
  do await work();
  while (now() - begun < WARM_UP);
  const start = now();
  const times: number[] = [];
  let [last, shortest] = [start, Infinity];
  const isEnough = (): boolean => {
    if (times.length < FEWEST || last - start < duration) return false;
    // Other programs may have had most of the time.
    return times.length * shortest >= duration / 2 || last - start >= PATIENCE * duration;
  };
  while (!isEnough()) {
    let images = 0;
    const first = last;
    while (last - first < PIECE) {
      images += await work();
      last = now();
    }
    times.push((last - first) / images);
    shortest = Math.min(shortest, last - first);
  }
  return undisturbed(times);
}

function undisturbed(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(UNDISTURBED * (times.length - 1))] ?? NaN;
}

/** Steps, as many at once as a run takes, told to `saver` as those of a run: of the shortest this takes as long as the step. */
function stepsOf(training: Training, saver: RunSaver, now: () => number): Work {
  const pace = new StepsAtOnce(now);
  const events = train(training, pace.next, now);
  return async () => {
    for (;;) {
      const { value: event } = events.next();
      if (!event) throw new Error('the run was over before the time was');
      if (event.kind === 'steps') pace.taken(event.losses.length);
      await saver.record(event);
      if (event.kind === 'steps') return event.batchSize * event.losses.length;
    }
  };
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
 * network cannot be trained so. `writer`: where the steps are written down. `now`: milliseconds. `ready` is called when
 * everything is built, right before the first step.
 */
export async function timeOfEpoch(
  { network, settings, splits }: PredictionTask,
  kernels: Kernels,
  writer: RunWriter,
  now: () => number,
  ready = (): void => undefined,
): Promise<number> {
  const { train: examples, validation } = splits;
  const enough = Math.ceil(ENOUGH / settings.batchSize) * settings.batchSize;
  // Nothing is learned, so that a rate that is too high does not end it: the same work, whatever the rate.
  const optimizer = { ...settings.optimizer, learningRate: 0 };
  const training = prepareTraining(
    network,
    { ...settings, optimizer, epochs: EPOCHS },
    { ...splits, train: slice(examples, 0, Math.min(enough, examples.count)), validation: slice(validation, 0, 0) },
    kernels,
  );
  const saver = new RunSaver(training, mustBeSaved(now));
  saver.resume(writer, null);
  ready();
  const learning = (await timeOfImage(stepsOf(training, saver, now), STEPS, now)) * examples.count;
  if (validation.count === 0) return learning / 1000;
  const batches = validations(training, validation);
  const validating = (await timeOfImage(() => batches.next().value, VALIDATION, now)) * validation.count;
  return (learning + validating) / 1000;
}
