import {
  learningRateAt,
  NO_PLATEAU,
  observeEpoch,
  type PlateauState,
  type RunLength,
} from '../../src-core/architecture/schedule';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { EpochPoint } from '../state/run-history';
import { sameContent } from '../../src-core/architecture/same-content';

type Rated = Pick<TrainingSettings, 'optimizer' | 'schedule' | 'warmup'>;

/** A step, from 0, and its learning rate. */
export interface RatePoint {
  readonly step: number;
  readonly rate: number;
}

/** The learning rate of a run, as a small plot shows it. */
export interface RateCurve {
  /** Of the steps that are done; none where there is no run. */
  readonly done: readonly RatePoint[];
  /** As it is planned from there on. */
  readonly ahead: readonly RatePoint[];
  /** Whether it will go as planned: what a plateau schedule does depends on losses that are still to come. */
  readonly sure: boolean;
  readonly largest: number;
}

/** What a run has done so far. */
export interface RateHistory {
  /** Steps done. */
  readonly step: number;
  /** In force at the first step, then each change; the last is in force now. */
  readonly changes: readonly { readonly step: number; readonly settings: Rated }[];
  readonly epochs: readonly EpochPoint[];
}

/** So many points are as fine as the plot. */
const POINTS = 240;

/** `settings`: for what is ahead; null `history`: nothing has begun. */
export function rateCurve(settings: Rated, length: RunLength, history: RateHistory | null): RateCurve {
  const begun = history?.step ?? 0;
  const factors = history ? plateauFactors(history) : [];
  const done = history
    ? samples(0, begun - 1).map((step) => rateAt(settingsAt(history.changes, step) ?? settings, step, length, factors))
    : [];
  const ahead = samples(begun, length.totalSteps - 1).map((step) => rateAt(settings, step, length, factors));
  const largest = Math.max(...[...done, ...ahead].map(({ rate }) => rate));
  return { done, ahead, sure: settings.schedule.kind !== 'plateau', largest };
}

/** Whole numbers from one to another, evenly, `POINTS` at most; none where the second is smaller. */
function samples(from: number, to: number): number[] {
  const count = Math.min(POINTS, to - from + 1);
  if (count <= 1) return count === 1 ? [from] : [];
  return Array.from({ length: count }, (_, i) => from + Math.round((i / (count - 1)) * (to - from)));
}

/** From a step on, counted from 0, a plateau schedule multiplies the rate by this. */
interface Factor {
  readonly step: number;
  readonly factor: number;
}

function rateAt(settings: Rated, step: number, length: RunLength, factors: readonly Factor[]): RatePoint {
  const factor = factors.findLast((before) => before.step <= step)?.factor;
  return { step, rate: learningRateAt(settings, step, length, factor) };
}

/** Those that were in force at step `step`, from 0; changes count steps from 1. */
function settingsAt(changes: RateHistory['changes'], step: number): Rated | undefined {
  return changes.findLast((change) => change.step <= step + 1)?.settings;
}

/**
 * What the losses of the epochs have made of a plateau schedule, as the trainer reckons it: each time that it became another
 * factor. A schedule that was changed begins anew.
 */
function plateauFactors({ changes, epochs }: RateHistory): Factor[] {
  const factors: Factor[] = [];
  if (changes.every(({ settings }) => settings.schedule.kind !== 'plateau')) return factors;
  let state = NO_PLATEAU;
  const become = (next: PlateauState, step: number): void => {
    if (next.factor !== state.factor) factors.push({ step, factor: next.factor });
    state = next;
  };
  changes.forEach(({ step: first, settings: { schedule } }, i) => {
    if (!sameContent(schedule, changes[i - 1]?.settings.schedule)) become(NO_PLATEAU, first - 1);
    const next = changes[i + 1]?.step ?? Infinity;
    for (const { step, train, validation } of epochs) {
      if (step >= first && step < next) become(observeEpoch(schedule, state, (validation ?? train).loss), step);
    }
  });
  return factors;
}

/** Points as an SVG path in a box of this size, 0 at the bottom; a single one is a short line. Empty without any. */
export function ratePath(
  points: readonly RatePoint[],
  { totalSteps, largest }: { totalSteps: number; largest: number },
  width: number,
  height: number,
): string {
  const x = (step: number): string => ((width * step) / Math.max(1, totalSteps - 1)).toFixed(2);
  const y = (rate: number): string => (height * (1 - rate / largest)).toFixed(2);
  if (points.length === 0) return '';
  const end = points.length === 1 ? `h${totalSteps === 1 ? width : 1}` : '';
  return `M${points.map(({ step, rate }) => `${x(step)} ${y(rate)}`).join('L')}${end}`;
}
