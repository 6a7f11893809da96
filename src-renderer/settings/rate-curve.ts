import { learningRateAt, type RunLength } from '../../src-core/architecture/schedule';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';

/** The learning rate of a run, as a small plot shows it. */
export interface RateCurve {
  /** Steps (0, 1, …) and their rates. */
  readonly points: readonly { readonly step: number; readonly rate: number }[];
  readonly largest: number;
}

/** So many points are as fine as the plot. */
const POINTS = 240;

/** Loss is not known beforehand: of a plateau schedule this is the rate that it begins with. */
export function rateCurve(settings: TrainingSettings, length: RunLength): RateCurve {
  const last = length.totalSteps - 1;
  const count = Math.min(POINTS, length.totalSteps);
  const points = Array.from({ length: count }, (_, i) => {
    const step = count === 1 ? 0 : Math.round((i / (count - 1)) * last);
    return { step, rate: learningRateAt(settings, step, length) };
  });
  return { points, largest: Math.max(...points.map(({ rate }) => rate)) };
}

/** The curve as an SVG path in a box of this size, 0 at the bottom; a single step is a line. */
export function ratePath({ points, largest }: RateCurve, totalSteps: number, width: number, height: number): string {
  const x = (step: number): number => (width * step) / Math.max(1, totalSteps - 1);
  const y = (rate: number): number => height * (1 - rate / largest);
  const at = ({ step, rate }: RateCurve['points'][number]): string => `${x(step).toFixed(2)} ${y(rate).toFixed(2)}`;
  const [first] = points;
  const end = points.length === 1 && first ? `H${width}` : '';
  return `M${points.map(at).join('L')}${end}`;
}

/** Three digits that tell something: 0.02, 0.0134, 1.6e-8 */
export function rateWords(rate: number): string {
  return rate !== 0 && rate < 1e-4 ? rate.toExponential(1).replace('.0e', 'e') : String(Number(rate.toPrecision(3)));
}
