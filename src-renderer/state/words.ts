import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Status } from '../../src-core/protocol/status';
import { formatCount, formatPercent, roughDuration } from './format';
import type { EpochPoint } from './run-history';

/** What is going on, in words. `lastEpoch` is the latest epoch of the same run, if one is complete. */
export function stateWords(status: Status | null, lastEpoch: EpochPoint | null): string {
  if (!status) return 'Reading the data…';
  const { phase, step, validating } = status;
  const ofImages = validating && `${formatCount(validating.done)} of ${formatCount(validating.count)} images`;
  switch (phase) {
    case 'loading':
      return 'Reading the data…';
    case 'ready':
      return 'Ready: nothing learned yet';
    case 'training':
      return ofImages ? `Validating, ${ofImages}` : trainingWords(status);
    case 'paused':
      if (ofImages) return `Paused while validating, ${ofImages}`;
      return step === 0 ? 'Paused before the first step' : `Paused after step ${formatCount(step)}`;
    case 'stopped':
      return step === 0 ? 'Stopped before the first step' : `Stopped after step ${formatCount(step)}`;
    case 'finished':
      return finishedWords(status, lastEpoch);
    case 'failed':
      return `Failed at step ${formatCount(step + 1)}`; // which is not done, so not counted
    default:
      return phase satisfies never;
  }
}

/** Epochs count from 1; the one that the next step belongs to. */
function currentEpoch({ step, stepsPerEpoch, epochs }: Status): number {
  return Math.min(epochs, Math.floor(step / Math.max(1, stepsPerEpoch)) + 1);
}

function trainingWords(status: Status): string {
  const epoch = `epoch ${formatCount(currentEpoch(status))} of ${formatCount(status.epochs)}`;
  return `Training, ${epoch}, step ${formatCount(status.step)} of ${formatCount(status.totalSteps)}`;
}

function finishedWords(status: Status, lastEpoch: EpochPoint | null): string {
  if (lastEpoch?.step !== status.step) return `Finished after step ${formatCount(status.step)}`;
  const { validation, train } = lastEpoch;
  if (validation) {
    return `Finished: ${formatPercent(validation.accuracy, 1)} on validation, ${formatCount(validation.count)} images`;
  }
  return `Finished: ${formatPercent(train.accuracy, 1)} in training, mean of the epoch`;
}

/** "weights after step 860" */
export function weightsWords(step: number): string {
  return step === 0 ? 'untrained weights' : `weights after step ${formatCount(step)}`;
}

/** What went wrong, without what Electron puts before the words of main. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Error invoking remote method '[^']*': (\w*Error: )?/, '');
}

export function timeLeftWords({ phase, secondsLeft }: Status): string | null {
  if (phase !== 'training' || secondsLeft === null) return null;
  return `about ${roughDuration(secondsLeft)} left`;
}

/** Data sets by the names they are known by. */
export const DATA_NAMES: Record<TrainingSettings['dataset']['kind'], string> = {
  mnist: 'MNIST',
  fashionMnist: 'Fashion-MNIST',
  lines: 'Lines',
  xor: 'XOR',
  folder: 'Data of your own',
};

/** Optimizers by the names they are known by. */
export const OPTIMIZER_NAMES: Record<TrainingSettings['optimizer']['kind'], string> = {
  sgd: 'SGD',
  adam: 'Adam',
  adamW: 'AdamW',
  rmsprop: 'RMSprop',
};

/** What sets them apart. */
export const OPTIMIZER_HINTS: Record<TrainingSettings['optimizer']['kind'], string> = {
  sgd: 'Small steps against the gradient.',
  adam: 'Steps of like length for each weight.',
  adamW: 'Adam whose weight decay stands by itself.',
  rmsprop: 'Divides by the gradient’s recent size.',
};

/** Schedules by the names they are known by. */
export const SCHEDULE_NAMES: Record<TrainingSettings['schedule']['kind'], string> = {
  constant: 'Constant',
  step: 'Step',
  exponential: 'Exponential',
  cosine: 'Cosine',
  oneCycle: 'One-cycle',
  plateau: 'Plateau',
};

/** What becomes of the learning rate. */
export const SCHEDULE_HINTS: Record<TrainingSettings['schedule']['kind'], string> = {
  constant: 'The learning rate stays as it is.',
  step: 'Falls at once, every so many epochs.',
  exponential: 'Falls by the same factor in each epoch.',
  cosine: 'Falls along half a cosine to the end.',
  oneCycle: 'Rises to the rate, then falls to near 0.',
  plateau: 'Falls when the loss has stopped falling.',
};
