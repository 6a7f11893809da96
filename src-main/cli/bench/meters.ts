import { TrainingBatches } from '../../../src-core/data/batches';
import type { Splits } from '../../../src-core/data/dataset';
import { pixelsOf } from '../../../src-core/data/examples';
import type { Kernels } from '../../../src-core/kernels/kernels';
import type { LayerContext } from '../../../src-core/layers/layer';
import { buildModel } from '../../../src-core/model/model';
import { ExampleFeed } from '../../../src-core/training/example-feed';
import { copyCheckpoint, restoreCheckpoint, takeCheckpoint } from '../../../src-core/training/checkpoint';
import { Predictor } from '../../../src-core/training/predict';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { StepsAtOnce } from '../../trainer/steps-at-once';
import type { Task } from './workloads';

/** Begins anew; what it returns does some work each time and says how many images that were. */
export type Meter = () => () => number;

/** Part of the time that comes before what counts: code is compiled, caches are filled. */
const WARM_UP = 0.2;
/** Images between two looks at the clock. */
const LOOK_EVERY = 64;
/** Single images that take turns. */
const PICTURES = 1000;

const SEED = 7;

/** Images a second over about so many seconds from a fresh start; where the first piece of work takes longer, over that. */
export function rateOf(meter: Meter, seconds: number, now: () => number): number {
  const work = meter();
  let start = now();
  let images = work();
  let elapsed = now() - start;
  if (elapsed >= seconds * 1000) return (images * 1000) / elapsed;
  while (now() - start < seconds * WARM_UP * 1000) work();
  images = 0;
  start = now();
  do {
    images += work();
    elapsed = now() - start;
  } while (elapsed < seconds * 1000);
  return (images * 1000) / elapsed;
}

/** Steps of the training loop from where it stands now, images loaded and losses looked at. */
export function trainingMeter(training: Training): Meter {
  // Every round learns from the beginning: a network that has met its images often learns them by heart, and gradients
  // that are subnormal numbers cost many times as much.
  const beginning = copyCheckpoint(takeCheckpoint(training));
  return () => {
    restoreCheckpoint(training, beginning, 'the beginning');
    const pace = new StepsAtOnce(() => performance.now());
    const events = train(training, pace.next, () => performance.now());
    return () => {
      let images = 0;
      while (images < LOOK_EVERY) {
        const { done, value } = events.next();
        if (done) throw new Error('the run was over before the time was');
        if (value.kind !== 'steps') continue;
        pace.taken(value.losses.length);
        images += value.batchSize * value.losses.length;
      }
      return images;
    };
  };
}

/** Batches of test images, loaded and taken to their logits. */
function inferenceMeter({ network }: Task, batchSize: number, { test }: Splits, kernels: Kernels): Meter {
  const model = buildModel(network, kernels, { maxBatch: batchSize, trainable: false, seed: SEED });
  const settings = { batchSize, shuffle: false, seed: SEED, augmentation: null };
  const batches = new TrainingBatches(test.count, settings);
  const { normalization } = network.input;
  const feed = new ExampleFeed({ examples: test, batches, normalization, settings }, kernels, 1);
  const cursor = kernels.allocate(1);
  // The last batch of the images may be smaller.
  const whole = Math.floor(test.count / batchSize);
  const forward = (now: LayerContext): Float32Array => {
    feed.load(cursor, model.batch, now.batchSize);
    return model.forward(now);
  };
  return () => {
    let next = 0;
    return () => {
      feed.fill(0, next++ % whole);
      model.repeat(feed, { mode: 'eval', batchSize, seed: 0, step: 0 }, forward, []);
      return batchSize;
    };
  };
}

/** Single test images, from pixels to probabilities. */
function oneImageMeter({ network }: Task, { test }: Splits, kernels: Kernels): Meter {
  const predictor = new Predictor(network, kernels);
  predictor.model.initializeWeights(SEED);
  const pictures = Array.from({ length: Math.min(PICTURES, test.count) }, (_, i) => pixelsOf(test, i));
  return () => {
    let next = 0;
    return () => {
      const pixels = pictures[next++ % pictures.length];
      if (pixels) predictor.predict(pixels);
      return 1;
    };
  };
}

/** What measures a task with these kernels. */
export function meterOf(task: Task, batchSize: number, splits: Splits, kernels: Kernels): Meter {
  switch (task.what) {
    case 'training':
      return trainingMeter(prepareTraining(task.network, { ...task.settings, batchSize }, splits, kernels));
    case 'inference':
      return inferenceMeter(task, batchSize, splits, kernels);
    case 'one image':
      return oneImageMeter(task, splits, kernels);
    default:
      return task.what satisfies never;
  }
}
