import { formatCount, formatPercent, plural } from './format';
import { permutationTest } from './permutation-test';
import { meanOf, type Shares } from './run-entries';

/** Below this a difference is taken for one. */
const LEVEL = 0.05;
/** Fewer runs tell nothing of how much runs differ by themselves. */
const FEWEST = 3;
/** Means of the same values in another order may differ by less than this. */
const ROUNDING = 1e-9;

/** Best accuracies on validation of runs that differ by their seed only. */
interface Group extends Shares {
  readonly name: string;
}

/**
 * Whether the second group is better or worse than the first by more than seeds alone would give, in a sentence: by an exact
 * permutation test (`permutationTest`) of the mean best validation accuracy, at 5 %.
 */
export function verdict(base: Group, other: Group): string {
  const refusal = refusalOf(base, other);
  if (refusal) return refusal;
  const difference = meanOf(other.values) - meanOf(base.values);
  const p = permutationTest(base.values, other.values, 1 / (base.count ?? 1));
  const runs = `${formatCount(base.values.length)} and ${plural(other.values.length, 'run')}`;
  const points = pointsWords(100 * Math.abs(difference));
  if (Math.abs(difference) < ROUNDING) return `No difference: the means of the best epochs of ${runs} are the same.`;
  const way = difference > 0 ? 'better' : 'worse';
  if (p < LEVEL) {
    return `${other.name} is ${way} than ${base.name} by ${points} at their best epochs, more than other seeds would give: p ${shownP(p)}, ${runs}.`;
  }
  return `${other.name} is ${way} than ${base.name} by ${points} at their best epochs, which is within the noise of the seeds: p ${shownP(p)}, ${runs}${fewWords(base, other)}.`;
}

function refusalOf(base: Group, other: Group): string | null {
  if (base.values.length === 0 || other.values.length === 0)
    return 'It cannot be told: there is no validation accuracy.';
  if (base.count === null || base.count !== other.count) {
    return 'It cannot be told: they were not validated on equally many images.';
  }
  const few = [base, other].find(({ values }) => values.length < FEWEST);
  if (!few) return null;
  const means = `${formatPercent(meanOf(other.values))} against ${formatPercent(meanOf(base.values))}`;
  return `Best epochs ${means}: whether that is more than noise cannot be told from ${plural(few.values.length, 'run')} of ${few.name}. Repeat it with other seeds.`;
}

/** What is there is not told as nothing. */
const pointsWords = (points: number): string =>
  points < 0.005 ? 'less than 0.01 percentage points' : `${points.toFixed(2)} percentage points`;

/** Of the 20 ways to deal three and three, one and its mirror image are a tenth. */
const fewWords = (base: Group, other: Group): string =>
  base.values.length + other.values.length === 2 * FEWEST ? '; three against three can never tell, four could' : '';

const shownP = (p: number): string => (p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`);
