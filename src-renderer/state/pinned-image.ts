import type { Params } from '../../src-core/protocol/methods';
import { formatCount } from './format';

/** An image whose feature maps are asked for: one of the validation images, or the drawing. Never one of the test set. */
export type PinnedImage = Params<'featureMaps'>['image'];

/** What the user wants to see the maps of; `index` is the validation image that was looked at last. */
export interface Pin {
  readonly source: PinnedImage['kind'];
  readonly index: number;
}

/** What of that there is. `pixels`: the drawing's, null when nothing is drawn. Null: nothing to show the maps of. */
export function pinnedImage({ source, index }: Pin, count: number, pixels: Float32Array | null): PinnedImage | null {
  if (pixels && (source === 'drawing' || count === 0)) return { kind: 'drawing', pixels: new Float32Array(pixels) };
  return count > 0 ? { kind: 'validation', index: Math.min(index, count - 1) } : null;
}

/** The image `by` places further on, round and round. */
export function turned(index: number, by: number, count: number): number {
  return (((index + by) % count) + count) % count;
}

/** "validation image 1,482, a 3", counted from 1; `label` is the name of its class, as far as that is known. */
export function imageWords(image: PinnedImage, label: string | null): string {
  if (image.kind === 'drawing') return 'your drawing';
  const number = `validation image ${formatCount(image.index + 1)}`;
  return label === null ? number : `${number}, ${article(label)} ${label}`;
}

function article(noun: string): string {
  return /^(8|11$|18$|[aeiou])/i.test(noun) ? 'an' : 'a';
}
