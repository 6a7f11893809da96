import { formatCount } from '../state/format';

// Which value of a picture it is, in words; everything counts from 1.

type Shape = readonly number[];

const numbered = (noun: string, index: number): string => `${noun} ${formatCount(index + 1)}`;

/** Of maps (C, H, W): "map 3, row 12, column 5" */
export function mapPlace([, height = 1, width = 1]: Shape, index: number): string {
  const row = Math.floor(index / width) % height;
  const map = Math.floor(index / (width * height));
  return [numbered('map', map), numbered('row', row), numbered('column', index % width)].join(', ');
}

/** Of a vector: "value 17", "value 17, from map 1, row 4, column 2", "class 7". `stride`: every how manyth there is. */
export function vectorPlace(
  index: number,
  { unrolled, labels, stride }: { unrolled: Shape | null; labels: readonly string[]; stride: number },
): string {
  const at = index * stride;
  const label = labels[at];
  if (label !== undefined) return `class ${label}`;
  return numbered('value', at) + (unrolled ? `, from ${mapPlace(unrolled, at)}` : '');
}

/** Of weights, (out, in, k, k) or (out, in): "filter 2, channel 1, row 4, column 5", "output 3, input 17" */
export function weightPlace([, channels = 1, height, width = 1]: Shape, index: number): string {
  if (height === undefined) {
    return `${numbered('output', Math.floor(index / channels))}, ${numbered('input', index % channels)}`;
  }
  const size = height * width;
  const kernel = Math.floor(index / size);
  const parts = [
    numbered('filter', Math.floor(kernel / channels)),
    ...(channels > 1 ? [numbered('channel', kernel % channels)] : []),
    numbered('row', Math.floor((index % size) / width)),
    numbered('column', index % width),
  ];
  return parts.join(', ');
}

/** Of biases; `shape`: of the weights beside them. */
export function biasPlace(shape: Shape, index: number): string {
  return numbered(shape.length > 2 ? 'filter' : 'output', index);
}
