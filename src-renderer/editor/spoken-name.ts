import type { LayerAnalysis } from '../../src-core/architecture/analyze';
import { describeSettings, KIND_NAMES } from '../../src-core/architecture/describe-layer';
import { formatCount, plural } from '../state/format';
import { shareWords } from './cost-words';

/**
 * A layer as a screen reader says it: "Conv2D, conv2, 16 filters 3×3, output 16×14×14, 1,168 parameters, 35 % of
 * an epoch’s time". `share`: of that time, 0…1; null where it is not known.
 */
export function spokenName(
  { spec, outputShape, parameterCount, error }: LayerAnalysis,
  share: number | null = null,
): string {
  const parts = [KIND_NAMES[spec.kind], spec.name, describeSettings(spec)];
  if (error !== null) return [...parts, `cannot work: ${error}`].filter((part) => part !== '').join(', ');
  if (outputShape) parts.push(`output ${outputShape.map(formatCount).join('×')}`);
  if (parameterCount > 0) parts.push(plural(parameterCount, 'parameter'));
  if (share) parts.push(`${shareWords(share)} of an epoch’s time`);
  return parts.filter((part) => part !== '').join(', ');
}
