import { InputError } from '../../input-error';
import { checkLabels, checkShape, MAX_CLASSES, pairExamples, type Examples } from '../examples';
import { parseIdx, type IdxArray } from '../idx';

/** One half of an IDX set: the bytes of two files and their names, for messages. */
export interface IdxPair {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly names: { readonly images: string; readonly labels: string };
}

/** Numbers of dimensions that images may have: (N, F), (N, H, W), (N, C, H, W) or (N, H, W, C). */
const IMAGE_DIMENSIONS = [2, 3, 4];

/** Examples from a file of images and a file of labels. Throws an InputError that names file and place. */
export function parseIdxPair({ images, labels, names }: IdxPair): Examples {
  const pixels = channelsFirst(parseIdx(images, IMAGE_DIMENSIONS, names.images));
  const examples = pairExamples(pixels, parseIdx(labels, 1, names.labels), names);
  checkShape(examples.shape, names.images);
  if (examples.count === 0) throw new InputError(`${names.images}: holds no images, expected at least one.`);
  checkLabels(examples, MAX_CLASSES, names.labels);
  return examples;
}

/**
 * Images in colour are channels first, (N, C, H, W), as everything is here; those that end in three channels are turned.
 * Where both could be meant, as with 3×H×3, the channels come first.
 */
function channelsFirst({ shape, values }: IdxArray): IdxArray {
  const [count, height, width, channels] = shape;
  const isChannels = (size: number): boolean => size === 1 || size === 3;
  if (shape.length !== 4 || isChannels(height) || !isChannels(channels)) return { shape, values };
  const plane = height * width;
  const turned = new Uint8Array(values.length);
  for (let i = 0; i < count; i++) {
    for (let p = 0; p < plane; p++) {
      for (let c = 0; c < channels; c++) {
        turned[(i * channels + c) * plane + p] = values[(i * plane + p) * channels + c];
      }
    }
  }
  return { shape: [count, channels, height, width], values: turned };
}
