import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Dataset } from '../../../src-core/data/dataset';
import { describeDataset } from '../../../src-core/data/describe';
import { checkLabels, type Examples } from '../../../src-core/data/examples';
import { parseIdxPair } from '../../../src-core/data/sources/idx-set';
import { InputError } from '../../../src-core/input-error';
import { readBytes } from './read';

/** MD5 of the unpacked files of the MNIST database, as published with it. */
const MNIST_MD5 = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
} as const;
type MnistFile = keyof typeof MNIST_MD5;

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/** The bytes of a file in memory that threads can share. Throws an InputError when it is missing or not as published. */
async function readVerified(folder: string, name: MnistFile): Promise<Uint8Array> {
  const path = join(folder, name);
  const bytes = await readBytes(path, 'MNIST');
  const md5 = createHash('md5').update(bytes).digest('hex');
  if (md5 !== MNIST_MD5[name]) {
    throw new InputError(`${path}: is damaged: its MD5 is ${md5}, expected ${MNIST_MD5[name]}.`);
  }
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

async function loadPart(folder: string, images: MnistFile, labels: MnistFile): Promise<Examples> {
  const examples = parseIdxPair({
    images: await readVerified(folder, images),
    labels: await readVerified(folder, labels),
    names: { images, labels },
  });
  checkLabels(examples, DIGITS.length, labels);
  return examples;
}

/** The MNIST database from its four IDX files in `folder`, verified, in shared memory. */
export async function loadMnist(folder: string): Promise<Dataset> {
  return describeDataset({
    name: 'MNIST',
    classNames: DIGITS,
    training: await loadPart(folder, 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte'),
    test: await loadPart(folder, 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'),
  });
}
