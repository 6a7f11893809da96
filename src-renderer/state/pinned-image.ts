import type { Params } from '../../src-core/protocol/methods';
import { argMax } from '../../src-core/metrics/accuracy';
import { CHANCE } from './certainty';
import { formatCount, formatPercent } from './format';

/** An image whose feature maps are asked for: one of validation or training, or the drawing. Never one of the test set. */
export type PinnedImage = Params<'featureMaps'>['image'];

/** The examples among which one can be pinned. */
export interface PinnableExamples {
  readonly kind: Exclude<PinnedImage['kind'], 'drawing'>;
  readonly count: number;
}

/** What the user wants to see the maps of; `index` is the example that was looked at last. */
export interface Pin {
  readonly source: 'example' | 'drawing';
  readonly index: number;
}

/** What of that there is. `pixels`: the drawing's, null when nothing is drawn. Null: nothing to show the maps of. */
export function pinnedImage(
  { source, index }: Pin,
  { kind, count }: PinnableExamples,
  pixels: Float32Array | null,
): PinnedImage | null {
  if (pixels && (source === 'drawing' || count === 0)) return { kind: 'drawing', pixels: new Float32Array(pixels) };
  return count > 0 ? { kind, index: Math.min(index, count - 1) } : null;
}

/** The image `by` places further on, round and round. */
export function turned(index: number, by: number, count: number): number {
  return (((index + by) % count) + count) % count;
}

/** "validation image 1,482 of 5,000", counted from 1; `shape`: of the examples, which need not be images. */
export function imageWords(image: PinnedImage, count: number, shape: readonly number[]): string {
  if (image.kind === 'drawing') return 'your drawing';
  const noun = shape.length === 1 ? 'example' : 'image';
  return `${image.kind} ${noun} ${formatCount(image.index + 1)}\u00a0of\u00a0${formatCount(count)}`;
}

/** What the network takes the image for: "reads 7, 93 %"; before it has learned anything: "untrained, guesses 7, 11 %". */
export function readingWords(
  { probabilities, step }: { readonly probabilities: Float32Array; readonly step: number },
  classNames: readonly string[],
): string {
  if (probabilities.length === 0) return 'no answer yet';
  if (!probabilities.every(Number.isFinite)) return 'no answer: its weights overflowed';
  const best = argMax(probabilities);
  const largest = probabilities[best] ?? 0;
  if (step > 0 && largest < CHANCE) return 'cannot tell';
  const share = largest > 0.99 ? 'over 99 %' : formatPercent(largest, 0);
  return `${step === 0 ? 'untrained, guesses' : 'reads'} ${classNames[best] ?? best}, ${share}`;
}
