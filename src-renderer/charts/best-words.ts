import { bestEpoch } from '../../src-core/metrics/best-epoch';
import { formatCount, formatPercent } from '../state/format';
import type { EpochPoint } from '../state/run-history';

/** An epoch with validation images. */
interface BestEpoch extends EpochPoint {
  readonly validation: NonNullable<EpochPoint['validation']>;
}

/** The epoch that did best on validation, as the trainer decides it; null while none was looked at. */
export function bestOf(epochs: readonly EpochPoint[]): BestEpoch | null {
  const best = bestEpoch(epochs);
  return best?.validation ? { ...best, validation: best.validation } : null;
}

/** "Best: epoch 3, 98.96 % on validation, 5,000 images" */
export function bestWords({ epoch, validation }: BestEpoch): string {
  const share = formatPercent(validation.accuracy);
  return `Best: epoch ${formatCount(epoch)}, ${share} on validation, ${formatCount(validation.count)} images`;
}
