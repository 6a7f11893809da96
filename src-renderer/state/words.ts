import { canStopEarly } from '../../src-core/architecture/early-stopping';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Status } from '../../src-core/protocol/status';
import { formatCount, formatPercent, plural, roughDuration } from './format';
import type { EpochPoint } from './run-history';

/**
 * What is going on, in words. `epoch`: the one of the same run whose weights stand at its end, if one is complete.
 * `stopping`: by what it may have ended early. `repeats`: it does steps again whose figures are known already.
 */
export function stateWords(
  status: Status | null,
  epoch: EpochPoint | null,
  stopping: TrainingSettings['earlyStopping'] = null,
  repeats = false,
): string {
  if (!status) return 'Reading the data…';
  const { phase, step, validating } = status;
  const run = runOfSeries(status);
  const ofImages = validating && `${formatCount(validating.done)} of ${formatCount(validating.count)} images`;
  switch (phase) {
    case 'loading':
      return 'Reading the data…';
    case 'ready':
      return 'Ready: nothing learned yet';
    case 'training':
      if (run) return `${run}: ${ofImages ? `validating, ${ofImages}` : progressWords(status)}`;
      return ofImages
        ? `Validating, ${ofImages}`
        : `${repeats ? 'Repeating steps' : 'Training'}, ${progressWords(status)}`;
    case 'paused': {
      const end = run ? `, ${run[0]?.toLowerCase() ?? ''}${run.slice(1)}` : '';
      if (ofImages) return `Paused while validating, ${ofImages}${end}`;
      return `${step === 0 ? 'Paused before the first step' : `Paused after step ${formatCount(step)}`}${end}`;
    }
    case 'stopped':
      return step === 0 ? 'Stopped before the first step' : `Stopped after step ${formatCount(step)}`;
    case 'finished':
      return finishedWords(status, epoch, stopping);
    case 'failed':
      if (status.diverged) return `Stopped at step ${formatCount(status.diverged.step)}, which failed`;
      return `Failed at step ${formatCount(step + 1)}`; // which is not done, so not counted
    default:
      return phase satisfies never;
  }
}

/** Epochs count from 1; the one that the next step belongs to. */
function currentEpoch({ step, stepsPerEpoch, epochs }: Status): number {
  return Math.min(epochs, Math.floor(step / Math.max(1, stepsPerEpoch)) + 1);
}

function progressWords(status: Status): string {
  const epoch = `epoch ${formatCount(currentEpoch(status))} of ${formatCount(status.epochs)}`;
  return `${epoch}, step ${formatCount(status.step)} of ${formatCount(status.totalSteps)}`;
}

/** "Run 2 of 5": which one of a series it is; null: of none that is being trained. */
function runOfSeries({ series }: Status): string | null {
  return series && `Run ${formatCount(Math.min(series.count, series.done + 1))} of ${formatCount(series.count)}`;
}

function finishedWords(status: Status, epoch: EpochPoint | null, stopping: TrainingSettings['earlyStopping']): string {
  const { end, step } = status;
  const isBack = end !== null && end.weightsOf < end.epoch;
  const back = isBack ? `weights of epoch ${formatCount(end.weightsOf)} put back` : null;
  if (end?.early && stopping) {
    const waited = plural(Math.max(1, stopping.patience), 'epoch');
    const rest = back ? `; ${back}` : `, after epoch ${formatCount(end.epoch)}`;
    return `Stopped early: no better ${stopping.metric} for ${waited}${rest}`;
  }
  if (!epoch || (!isBack && epoch.step !== step)) return `Finished after step ${formatCount(step)}`;
  const { validation, train } = epoch;
  const start = back ? `Finished, ${back}` : 'Finished';
  if (validation) {
    return `${start}: ${formatPercent(validation.accuracy, 1)} on validation, ${formatCount(validation.count)} images`;
  }
  return `${start}: ${formatPercent(train.accuracy, 1)} in training, mean of the epoch`;
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

/** Of a series, until its last run is over. */
export function timeLeftWords({ phase, secondsLeft, step, totalSteps, series }: Status): string | null {
  if (phase !== 'training' || secondsLeft === null) return null;
  if (!series) return `about ${roughDuration(secondsLeft)} left`;
  const ofOne = step < totalSteps ? (secondsLeft * totalSteps) / (totalSteps - step) : 0;
  const others = Math.max(0, series.count - series.done - 1);
  return `about ${roughDuration(secondsLeft + others * ofOne)} left for all`;
}

/** Stays for as long as a run cannot be saved. */
export const notSavedWords = ({ savedStep }: Pick<Status, 'savedStep'>): string =>
  savedStep === null ? 'Not saved' : `Not saved since step ${formatCount(savedStep)}`;

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
  adamW: 'Adam with weight decay of its own.',
  rmsprop: 'Divides by the gradient’s recent size.',
};

/** What early stopping looks at: on validation, without such images in training. */
export const STOPPING_NAMES = { off: 'Off', loss: 'By loss', accuracy: 'By accuracy' } as const;

/** Whether and when a run ends before its last epoch. */
export function stoppingHint({ earlyStopping, epochs, validation }: TrainingSettings): string {
  const where = validation > 0 ? 'validation' : 'training';
  if (!earlyStopping) return 'All epochs are trained.';
  if (!canStopEarly(earlyStopping, epochs)) {
    const most = epochs - 2;
    return `Ends no run of ${plural(epochs, 'epoch')} early: ${most < 1 ? 'that takes 3 epochs' : `that takes a patience of at most ${most}`}.`;
  }
  return earlyStopping.metric === 'loss'
    ? `Ends when the loss in ${where} no longer falls.`
    : `Ends when accuracy in ${where} no longer rises.`;
}

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
