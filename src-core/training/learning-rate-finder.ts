import { liveSettingsOf } from '../architecture/live-settings';
import type { NetworkSpec } from '../architecture/network-spec';
import type { TrainingSettings } from '../architecture/training-settings';
import { slice, type Splits } from '../data/dataset';
import type { Kernels } from '../kernels/kernels';
import { isLost, RATE_RANGE, type RatePoint } from '../metrics/rate-range';
import { changeTraining } from './change';
import { DivergedError } from './divergence';
import { prepareTraining, type Training } from './prepare';
import { train } from './train';

/** Small batches tell little of a rate: it is tried until at least so many examples have been met. */
const EXAMPLES = 64;
/**
 * The learning rate range test of Leslie Smith (Cyclical Learning Rates for Training Neural Networks, 2017, section 3.3): trains
 * from the first weights of the seed while the rate rises exponentially, whatever rate and schedule the settings have. Each
 * next() tries one rate. Ends after the highest, or when the loss has grown past return. Throws an InputError when the network
 * cannot be trained so.
 */
export function* findLearningRate(
  network: NetworkSpec,
  settings: TrainingSettings,
  splits: Splits,
  kernels: Kernels,
): Generator<RatePoint, void> {
  const training = prepareTraining(
    network,
    { ...settings, schedule: { kind: 'constant' }, warmup: 0, earlyStopping: null, epochs: 1_000_000 },
    { ...splits, validation: slice(splits.validation, 0, 0) },
    kernels,
  );
  const tried: RatePoint[] = [];
  try {
    for (const point of rising(training)) {
      yield point;
      tried.push(point);
      if (isLost(tried)) return;
    }
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
  }
}

function* rising(training: Training): Generator<RatePoint, void> {
  const events = train(training);
  const { lowest, highest, count } = RATE_RANGE;
  const steps = Math.ceil(EXAMPLES / training.settings.batchSize);
  for (let i = 0; i < count; i++) {
    const learningRate = lowest * (highest / lowest) ** (i / (count - 1));
    const live = liveSettingsOf(training);
    changeTraining(training, { ...live, optimizer: { ...live.optimizer, learningRate } });
    yield { learningRate, loss: meanLoss(events, steps) };
  }
}

/** Mean loss of the next steps. */
function meanLoss(events: ReturnType<typeof train>, steps: number): number {
  let [sum, taken] = [0, 0];
  while (taken < steps) {
    const { value: event } = events.next();
    if (!event) throw new Error('the training was over before all rates were tried');
    if (event.kind !== 'steps') continue;
    for (const loss of event.losses) sum += loss;
    taken += event.losses.length;
  }
  return sum / taken;
}
