import type { Status } from '../../src-core/protocol/status';
import type { Curves } from './run-history';

/** How the present run fares: a word, and one sentence on what it was judged by and, where it is ill, what helps. */
export interface Health {
  readonly level: 'unknown' | 'good' | 'warn' | 'bad';
  readonly word: string;
  readonly reason: string;
}

/** What a run is judged by. */
export interface HealthView {
  readonly status: Status | null;
  readonly curves: Pick<Curves, 'loss' | 'accuracy' | 'epochs'>;
  /** How many classes the network tells apart. */
  readonly classes: number;
}

/** Steps before which the course of the loss says nothing. */
const FIRST_STEPS = 20;
/** Steps after which a network that still guesses is not learning. */
const PATIENCE = 300;
/** Steps over which accuracy is averaged to tell it from chance. */
const CHANCE_STEPS = 100;
/** Accuracies are single precision. */
const ROUNDING = 1e-6;
/** At most so many steps are compared with as many before them. */
const LONGEST_WINDOW = 500;

const UNKNOWN: Health = {
  level: 'unknown',
  word: 'No loss yet',
  reason: 'No step has been done: from the first on, the loss of every step is looked at.',
};
const TOO_EARLY: Health = {
  level: 'unknown',
  word: 'Too early',
  reason: `After ${FIRST_STEPS} steps the losses are compared with those before them.`,
};
const NOT_A_NUMBER: Health = {
  level: 'bad',
  word: 'Not a number',
  reason: 'The loss has left the range of numbers, because the steps were too large: try a smaller learning rate.',
};
const FAILED: Health = { level: 'bad', word: 'Failed', reason: 'The run ended by an error that is not of its losses.' };
const RISING: Health = {
  level: 'warn',
  word: 'Loss is rising',
  reason: 'The latest losses are higher than those before them: try a smaller learning rate.',
};

/** One thing that may be wrong; null when it is not. */
type Judge = (view: HealthView) => Health | null;

/** The worst first: the first finding counts. */
const JUDGES: readonly Judge[] = [judgeEnd, judgeFirst, judgeFinite, judgeChance, judgeOverfitting];

export function healthOf(view: HealthView): Health {
  for (const judge of JUDGES) {
    const finding = judge(view);
    if (finding) return finding;
  }
  return courseOf(view);
}

/** The trainer ends a run at the first loss that is not finite; a run that failed with finite losses failed otherwise. */
function judgeEnd({ status }: HealthView): Health | null {
  if (status?.phase !== 'failed') return null;
  return status.message?.includes('no longer a number') ? NOT_A_NUMBER : FAILED;
}

function judgeFirst({ curves }: HealthView): Health | null {
  return curves.loss.raw.length === 0 ? UNKNOWN : null;
}

function judgeFinite({ curves }: HealthView): Health | null {
  return Number.isFinite(curves.loss.raw.at(-1)) ? null : NOT_A_NUMBER;
}

/** Up to half as much again as guessing gets is not told from guessing; with few classes that would be much. */
function judgeChance({ curves, classes }: HealthView): Health | null {
  const { raw } = curves.accuracy;
  const most = Math.min(1.5 / classes, 1 / classes + 0.05);
  if (raw.length < PATIENCE || mean(raw.subarray(-CHANCE_STEPS)) > most + ROUNDING) return null;
  return {
    level: 'warn',
    word: 'Not learning',
    reason:
      `After ${PATIENCE} steps and more it is right no more often than by guessing among ${classes} classes: ` +
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
      'For two epochs the loss on validation has risen while that of training fell: it learns its images by heart; ' +
      'use more images or fewer epochs.',
  };
}

/** Compares the latest half of the run with the one before it; a difference within twice its standard error is noise. */
function courseOf({ status, curves }: HealthView): Health {
  const { raw } = curves.loss;
  if (raw.length < FIRST_STEPS) return TOO_EARLY;
  const window = Math.min(LONGEST_WINDOW, Math.floor(raw.length / 2));
  const latest = raw.subarray(-window);
  const before = raw.subarray(-2 * window, -window);
  const fall = mean(before) - mean(latest);
  const noise = 2 * Math.sqrt((variance(before) + variance(latest)) / window);
  if (fall < -noise && fall < -0.1 * mean(before)) return RISING;
  if (fall <= noise) return steady(window);
  const over = status?.phase === 'finished' || status?.phase === 'stopped';
  return {
    level: 'good',
    word: over ? 'Has learned' : 'Learning',
    reason: `The mean loss of the latest ${window} steps is below that of the ${window} before them.`,
  };
}

function steady(window: number): Health {
  return {
    level: 'good',
    word: 'Steady',
    reason: `The mean losses of the latest ${window} steps and of the ${window} before them differ by no more than chance.`,
  };
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: Float32Array): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
}
