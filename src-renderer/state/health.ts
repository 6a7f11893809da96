import type { Divergence, Status } from '../../src-core/protocol/status';
import { formatCount, formatLoss, formatPercent, formatRate } from './format';
import { latestKnown } from './known';
import type { Curves } from './run-history';

/** How the present run fares: a word with the share that is right, and one sentence on what it was judged by and, where it is ill, what helps. */
export interface Health {
  /** `good` is for a network that works, not for one that is on its way. */
  readonly level: 'unknown' | 'under way' | 'good' | 'warn' | 'bad';
  readonly word: string;
  readonly reason: string;
}

/** What a run is judged by. */
export interface HealthView {
  readonly status: Status | null;
  readonly curves: Pick<Curves, 'loss' | 'accuracy' | 'epochs'>;
  /** How many classes the network tells apart. */
  readonly classes: number;
  /** The trainer that was at it has ended. */
  readonly isLost?: boolean;
}

/** Steps before which the course of the loss says nothing. */
const FIRST_STEPS = 20;
/** Steps after which a network that still guesses is not learning. */
const PATIENCE = 300;
/** Steps over which accuracy is averaged. */
const LATEST_STEPS = 100;
/** Who is right in nine of ten works. */
const WORKS = 0.9;
/** Accuracies are single precision. */
const ROUNDING = 1e-6;
/** At most so many steps are compared with as many before them. */
const LONGEST_WINDOW = 500;

const unknown = (word: string, reason: string): Health => ({ level: 'unknown', word, reason });

const NO_STEP = unknown(
  'No loss yet',
  'No step has been done: from the first on, the loss of every step is looked at.',
);
const TOO_EARLY = unknown('Too early', `After ${FIRST_STEPS} steps the losses are compared with those before them.`);
const TOO_SHORT = unknown(
  'Too short to judge',
  `The run ended before ${FIRST_STEPS} steps, which is the least that can be compared.`,
);
const LOST = unknown(
  'No figures',
  'The losses of its steps could not be read again from its folder, so there is nothing to judge it by.',
);
const BROKEN_OFF = unknown(
  'Not trained',
  'The trainer has ended, and the run with it: it is judged again when it goes on.',
);

/** Where it went wrong: the layer that it began in. */
const divergedAt = ({ step, layer, learningRate }: Divergence): Health => ({
  level: 'bad',
  word: 'Not a number',
  reason:
    `In step ${formatCount(step)}, learning rate ${formatRate(learningRate)}, values in layer ${layer} left the range of numbers: the ` +
    'steps were too large. Earlier weights are back.',
});

/** One thing that may be wrong; null when it is not. */
type Judge = (view: HealthView) => Health | null;

/** The worst first: the first finding counts. */
const JUDGES: readonly Judge[] = [judgeLoss, judgeEnd, judgeFirst, judgeChance, judgeOverfitting];

export function healthOf(view: HealthView): Health {
  for (const judge of JUDGES) {
    const finding = judge(view);
    if (finding) return finding;
  }
  return courseOf(view);
}

function judgeLoss({ status, isLost = false }: HealthView): Health | null {
  return isLost && status?.phase === 'training' ? BROKEN_OFF : null;
}

/** A run that failed without diverging failed otherwise. */
function judgeEnd({ status }: HealthView): Health | null {
  if (status?.phase !== 'failed') return null;
  return status.diverged
    ? divergedAt(status.diverged)
    : { level: 'bad', word: 'Failed', reason: `The run broke off: ${status.message ?? 'it is not known why.'}` };
}

function judgeFirst({ curves }: HealthView): Health | null {
  return curves.loss.raw.length === 0 ? NO_STEP : null;
}

/** Up to half as much again as guessing gets is not told from guessing; with few classes that would be much. */
const isGuess = (share: number, classes: number): boolean =>
  share <= Math.min(1.5 / classes, 1 / classes + 0.05) + ROUNDING;

function judgeChance({ curves, classes }: HealthView): Health | null {
  const { raw } = curves.accuracy;
  const share = mean(latestKnown(raw, LATEST_STEPS));
  if (raw.length < PATIENCE || !isGuess(share, classes)) return null;
  return {
    level: 'warn',
    word: 'Not learning',
    reason:
      `After ${formatCount(raw.length)} steps it is right in ${formatPercent(share, 0)}, no more often than by guessing among ` +
      `${classes} classes: ` +
      'try a larger or a smaller learning rate.',
  };
}

/** Three ends of epochs are two changes. */
function judgeOverfitting({ curves }: HealthView): Health | null {
  const [a, b, c] = curves.epochs.slice(-3);
  if (!a?.validation || !b?.validation || !c?.validation) return null;
  const validationRises = a.validation.loss < b.validation.loss && b.validation.loss < c.validation.loss;
  const trainingFalls = a.train.loss > b.train.loss && b.train.loss > c.train.loss;
  if (!validationRises || !trainingFalls) return null;
  return {
    level: 'warn',
    word: 'Over-fitting',
    reason:
      `For two epochs the loss on validation has risen, from ${formatLoss(a.validation.loss)} to ` +
      `${formatLoss(c.validation.loss)}, while that of training fell: it learns its images by heart; ` +
      'use more images or fewer epochs.',
  };
}

/** Compares the latest half of the run with the one before it; a difference within twice its standard error is noise. */
function courseOf({ status, curves, classes }: HealthView): Health {
  const { raw } = curves.loss;
  const isOver = status?.phase === 'finished' || status?.phase === 'stopped';
  if (raw.length < FIRST_STEPS) return isOver ? TOO_SHORT : TOO_EARLY;
  const known = latestKnown(raw, 2 * LONGEST_WINDOW);
  if (known.length < FIRST_STEPS) return LOST;
  const window = Math.floor(known.length / 2);
  const latest = known.subarray(-window);
  const before = known.subarray(-2 * window, -window);
  const fall = mean(before) - mean(latest);
  const noise = 2 * Math.sqrt((variance(before) + variance(latest)) / window);
  if (fall < -noise && fall < -0.1 * mean(before)) return risingBy(before, latest);
  const right = rightNow(curves, status?.end?.weightsOf);
  const level = works(right.share) ? 'good' : 'under way';
  const change = fall > noise ? 'falls' : 'has levelled off';
  const reason = `${right.words}; the loss ${change}, comparing the latest ${window} steps with the ${window} before them.`;
  // What stands still at guessing may just not have begun to learn.
  const word = !isOver && fall <= noise && isGuess(right.share, classes) ? 'Guessing so far' : null;
  return { level, word: word ?? wordOf(isOver, fall > noise, right.share), reason };
}

const works = (share: number): boolean => share + ROUNDING >= WORKS;

/** Whole percent, never more than there is: "22 %" */
const atLeast = (share: number): string => `${Math.floor(100 * (share + ROUNDING))} %`;

function wordOf(isOver: boolean, falls: boolean, share: number): string {
  if (isOver) return works(share) ? `Works, ${atLeast(share)}` : `Only ${atLeast(share)} right`;
  return falls ? `Learning, ${atLeast(share)}` : `Steady at ${atLeast(share)}`;
}

/** The share that is right: on validation where that was looked at, else in training. `putBack`: the epoch whose weights stand. */
function rightNow(
  { accuracy, epochs }: HealthView['curves'],
  putBack: number | undefined,
): { readonly share: number; readonly words: string } {
  const standing = epochs.find(({ epoch }) => epoch === putBack) ?? epochs.at(-1);
  const validation = standing?.validation;
  if (validation) {
    const share = validation.accuracy;
    return { share, words: `${formatPercent(share, 1)} right on validation, ${formatCount(validation.count)} images` };
  }
  const latest = latestKnown(accuracy.raw, LATEST_STEPS);
  const share = mean(latest);
  return { share, words: `${formatPercent(share, 1)} right in training, mean of the latest ${latest.length} steps` };
}

function risingBy(before: Float32Array, latest: Float32Array): Health {
  return {
    level: 'warn',
    word: 'Loss is rising',
    reason:
      `The mean loss of the latest ${latest.length} steps is ${formatLoss(mean(latest))}, that of the ${before.length} ` +
      `before them was ${formatLoss(mean(before))}: try a smaller learning rate.`,
  };
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float32Array): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
}
