import type { Examples, Splits } from '../../src-core/data/dataset';
import { RandomStream } from '../../src-core/random/random-stream';

/** Images of 1×2×2 whose pixels are their number in the set, and labels that count 0, 1, 2, 0, … */
export function numberedExamples(count: number, classes = 3): Examples {
  return {
    shape: [1, 2, 2],
    count,
    images: Uint8Array.from({ length: 4 * count }, (_, i) => Math.floor(i / 4)),
    labels: Uint8Array.from({ length: count }, (_, i) => i % classes),
  };
}

const SIDE = 6;

/** Whether pixel (row, column) belongs to the bar of a class: lying, standing or slanting, moved by `shift`. */
function onBar(label: number, row: number, column: number, shift: number): boolean {
  if (label === 0) return row === 2 + shift;
  if (label === 1) return column === 2 + shift;
  return row === column + shift - 1;
}

/** Grey 1×6×6 images of three kinds of bars in noise: small enough to be learned in a blink. */
export function bars(count: number, seed: number): Examples {
  const stream = new RandomStream(seed, 'bars');
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const images = Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => {
    const example = Math.floor(i / (SIDE * SIDE));
    const [row, column] = [Math.floor(i / SIDE) % SIDE, i % SIDE];
    const shift = stream.below(count * SIDE * SIDE + example, 3);
    return (onBar(labels[example], row, column, shift) ? 180 : 0) + stream.below(i, 75);
  });
  return { shape: [1, SIDE, SIDE], count, images, labels };
}

/** Three sets of bars that share no image. */
export function barSplits({ train, validation, test }: Record<keyof Splits, number>): Splits {
  return { train: bars(train, 1), validation: bars(validation, 2), test: bars(test, 3) };
}
