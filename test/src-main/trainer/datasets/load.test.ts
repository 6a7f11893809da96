import { encode } from 'fast-png';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { DataSource } from '../../../../src-core/architecture/data-source';
import type { Dataset } from '../../../../src-core/data/dataset';
import { InputError } from '../../../../src-core/input-error';
import type { Shape } from '../../../../src-core/tensor/shape';
import { loadDataset } from '../../../../src-main/trainer/datasets';
import { idxFile } from '../../../support/idx';
import { expectValid } from '../../../support/valid-examples';

const root = mkdtempSync(join(tmpdir(), 'kernelsmith-data-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
/** A new folder with these files in it. */
function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = join(root, `set-${++folders}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const load = (path: string, shape?: Shape): Promise<Dataset> =>
  loadDataset({ kind: 'folder', path, ...(shape && { shape }) } as DataSource, { mnist: 'resources/mnist' });
const refused = (path: string, sentence: string, shape?: Shape): Promise<void> =>
  expect(load(path, shape)).rejects.toThrow(new InputError(sentence));

function expectShared({ training, test, classNames }: Dataset): void {
  for (const examples of [training, test].filter(({ count }) => count > 0)) {
    expectValid(examples, classNames.length);
    expect(examples.images.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(examples.labels.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
}

const images = idxFile([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const labels = idxFile([2], [2, 0]);
const grey = (width: number, height: number, value: number): Uint8Array =>
  encode({ width, height, channels: 1, data: new Uint8Array(width * height).fill(value) });

describe('loadDataset of what is made', () => {
  it('puts lines and XOR into shared memory, as floats', async () => {
    const lines = await loadDataset({ kind: 'lines', training: 6, test: 0, noise: 0.1, seed: 7 }, { mnist: '' });
    expectShared(lines);
    expect(lines.training.images).toBeInstanceOf(Float32Array);
    expect([lines.test.count, lines.description]).toEqual([
      0,
      'Lines in noise of 0.1 (seed 7): 6 training images of 1×28×28, no test set, 2 classes',
    ]);
    const xor = await loadDataset({ kind: 'xor' }, { mnist: '' });
    expectShared(xor);
    expect(xor.test).toBe(xor.training);
  });

  it('loads MNIST by name', async () => {
    const { description, classNames } = await loadDataset({ kind: 'mnist' }, { mnist: resolve('resources/mnist') });
    expect(description).toBe('MNIST: 60000 training and 10000 test images of 1×28×28, 10 classes');
    expect(classNames).toHaveLength(10);
  });
});

describe('loadDataset of Fashion-MNIST', () => {
  it.runIf(existsSync('/usr/share/datasets/fashion-mnist'))('reads what Debian installs', async () => {
    const dataset = await loadDataset({ kind: 'fashionMnist' }, { mnist: '' });
    const { training, test, classNames } = dataset;
    expect(dataset.description).toBe('Fashion-MNIST: 60000 training and 10000 test images of 1×28×28, 10 classes');
    expect([...training.labels.subarray(0, 8)].map((label) => classNames[label])).toEqual([
      'Ankle boot',
      'T-shirt/top',
      'T-shirt/top',
      'Dress',
      'T-shirt/top',
      'Pullover',
      'Sneaker',
      'Pullover',
    ]);
    expect(test.labels[0]).toBe(9);
    expect(training.images.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('names the package when it is not there', async () => {
    const places = { mnist: '', fashionMnist: join(root, 'nowhere') };
    await expect(loadDataset({ kind: 'fashionMnist' }, places)).rejects.toThrow(
      new InputError(
        `${join(root, 'nowhere')}: Fashion-MNIST is not there: on Debian or Ubuntu, install the package dataset-fashion-mnist.`,
      ),
    );
  });
});

describe('loadDataset of an IDX set', () => {
  it.each([
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte', 'test-images.idx3-ubyte', 'test-labels.idx1-ubyte'],
    ['emnist-train-images-idx3', 'emnist-train-labels-idx1', 'emnist-test-images-idx3', 'emnist-test-labels-idx1'],
  ])('reads %s and its like, plain and compressed', async (trainImages, trainLabels, testImages, testLabels) => {
    const plain = { [trainImages]: images, [trainLabels]: labels, [testImages]: images, [testLabels]: labels };
    const zipped = Object.fromEntries(Object.entries(plain).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
    for (const files of [plain, zipped, { ...plain, ...zipped, 'README.txt': 'about it' }]) {
      const dataset = await load(folderOf(files));
      expectShared(dataset);
      expect([dataset.training.shape, dataset.training.count, dataset.test.count]).toEqual([[1, 2, 2], 2, 2]);
      expect([...dataset.training.images]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(dataset.classNames).toEqual(['0', '1', '2']);
    }
  });

  it('does without a test set and says so', async () => {
    const folder = folderOf({ 'train-images': images, 'train-labels': labels });
    const { test, description } = await load(folder);
    expect([test.count, test.shape]).toEqual([0, [1, 2, 2]]);
    expect(description).toBe(`set-${folders}: 2 training images of 1×2×2, no test set, 3 classes`);
  });

  it('refuses halves, doubles, other shapes and damage, naming the file', async () => {
    const half = folderOf({ 'train-images-idx3-ubyte': images });
    await refused(
      half,
      `${half}: holds train-images-idx3-ubyte without its labels, expected a file train-labels… beside it.`,
    );
    const onlyTest = folderOf({ 't10k-images-idx3-ubyte': images, 't10k-labels-idx1-ubyte': labels });
    await refused(onlyTest, `${onlyTest}: holds no train-images… and train-labels….`);
    const double = folderOf({ 'train-images': images, 'old-train-images': images, 'train-labels': labels });
    await refused(
      double,
      `${double}: holds both old-train-images and train-images, expected one file of train images.`,
    );
    const mixed = folderOf({
      'train-images': images,
      'train-labels': labels,
      'test-images': idxFile([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
      'test-labels': labels,
    });
    await refused(mixed, `${mixed}: its test images are 4, expected 1×2×2 as for training.`);
    const cut = folderOf({ 'train-images': images.subarray(0, 20), 'train-labels': labels });
    await refused(cut, `${join(cut, 'train-images')}: after byte 16 come 4 values, expected 2 × 2 × 2 = 8.`);
    const other = folderOf({ 'train-images': images, 'train-labels': labels });
    await refused(other, `${other}: its images are 1×2×2, expected 1×4×1.`, [1, 4, 1]);
  });
});

describe('loadDataset of CSV files', () => {
  it('reads train.csv and test.csv, the only file of a folder, or one file', async () => {
    const two = await load(folderOf({ 'train.csv': 'label,a,b\ncat,1,2\ndog,3,4\n', 'test.csv': 'dog,5,6\n' }));
    expectShared(two);
    expect([two.training.count, two.test.count, two.classNames]).toEqual([2, 1, ['cat', 'dog']]);
    const folder = folderOf({ 'digits.csv': '3,1,2,3,4\n' });
    for (const path of [folder, join(folder, 'digits.csv')]) {
      const one = await load(path, [4]);
      expect([one.training.shape, one.training.count, one.test.count]).toEqual([[4], 1, 0]);
    }
    const { description } = await load(join(folder, 'digits.csv'), [4]);
    expect(description).toBe('digits.csv: 1 training vectors of 4, no test set, 4 classes');
  });

  it('names the file where one is wrong, and says which it needs', async () => {
    const wrong = folderOf({ 'train.csv': '1,2\n', 'test.csv': '1,x\n' });
    await refused(wrong, `${join(wrong, 'test.csv')}: holds no examples, expected rows of a label and pixels.`);
    const unclear = folderOf({ 'a.csv': '1,2\n', 'b.csv': '1,2\n' });
    await refused(unclear, `${unclear}: holds a.csv, b.csv, expected train.csv and, if there is one, test.csv.`);
  });
});

describe('loadDataset of images by class', () => {
  const classes = {
    '2/a.png': grey(2, 3, 20),
    '10/b.png': grey(2, 3, 100),
    '10/c.png': grey(2, 3, 101),
    '.hidden': '',
  };

  it('reads DIR/class, classes in natural order and spread', async () => {
    const dataset = await load(folderOf(classes));
    expectShared(dataset);
    expect(dataset.classNames).toEqual(['2', '10']);
    expect([...dataset.training.labels]).toEqual([1, 0, 1]);
    expect([dataset.training.shape, dataset.training.images[0], dataset.training.images[6]]).toEqual([
      [1, 3, 2],
      100,
      20,
    ]);
    expect(dataset.description).toBe(
      `set-${folders}: 3 training images of 1×3×2, no test set, 2 classes, grey, in their own size`,
    );
  });

  it('reads DIR/train and DIR/test, resizes and colours as asked', async () => {
    const files = Object.entries(classes).map(([name, bytes]) => [`train/${name}`, bytes] as const);
    const folder = folderOf({ ...Object.fromEntries(files), 'test/10/z.png': grey(8, 8, 50) });
    const dataset = await load(folder, [3, 4, 4]);
    expect([dataset.training.count, dataset.test.count, dataset.test.shape]).toEqual([3, 1, [3, 4, 4]]);
    expect([...dataset.test.images]).toEqual(new Array(48).fill(50));
    expect([...dataset.test.labels]).toEqual([1]);
    expect(dataset.description).toMatch(/, in colour, 4 resized to 4×4$/);
  });

  it('takes a folder called train for a class where there are others beside it', async () => {
    const folder = folderOf({ 'train/a.png': grey(2, 2, 1), 'car/a.png': grey(2, 2, 2) });
    expect((await load(folder)).classNames).toEqual(['car', 'train']);
  });

  it('refuses a test folder whose training folder is a single class', async () => {
    const folder = folderOf({ 'train/a/a.png': grey(2, 2, 1), 'test/a/a.png': grey(2, 2, 1) });
    await refused(folder, `${join(folder, 'train')}: has only the class "a", expected 2 to 100.`);
  });

  it('follows links to folders', async () => {
    const folder = folderOf(classes);
    symlinkSync(join(folder, '2'), join(folder, 'v3.5'));
    expect((await load(folder)).classNames).toEqual(['2', '10', 'v3.5']);
  });

  it('refuses what is no PNG, empty and unknown classes, and single ones', async () => {
    const jpeg = folderOf({ ...classes, '2/b.jpg': '', '2/c.txt': '' });
    await refused(jpeg, `${join(jpeg, '2')}: holds b.jpg and 1 more that are none, expected only PNG files.`);
    const empty = folderOf(classes);
    mkdirSync(join(empty, '11'));
    await refused(empty, `${join(empty, '11')}: holds no PNG files, expected at least one.`);
    const beside = folderOf({ ...classes, 'notes.txt': '' });
    await refused(beside, `${beside}: holds the file notes.txt, expected only folders, one for each class.`);
    const single = folderOf({ '2/a.png': grey(2, 2, 1) });
    await refused(single, `${single}: has only the class "2", expected 2 to 100.`);
    const strange = folderOf({
      'train/a/1.png': grey(2, 2, 1),
      'train/b/1.png': grey(2, 2, 1),
      'test/c/1.png': grey(2, 2, 1),
    });
    await refused(strange, `${join(strange, 'test')}: holds c, which is no class of ${join(strange, 'train')}.`);
    const false_ = folderOf({ 'a/1.png': grey(2, 2, 1), 'b/1.png': 'no picture' });
    await refused(false_, `${join(false_, 'b/1.png')}: does not begin as a PNG file does.`);
    await refused(
      folderOf(classes),
      `${join(root, `set-${folders}`)}: holds images, which cannot become vectors of 6 values.`,
      [6],
    );
  });
});

describe('loadDataset of a path with nothing to read', () => {
  it('says what was expected there', async () => {
    const empty = folderOf({});
    await refused(
      empty,
      `${empty}: holds no data: expected an IDX set (train-images…, train-labels…), CSV files, or a folder of PNG files for each class.`,
    );
    const file = join(folderOf({ 'a.txt': '' }), 'a.txt');
    await refused(file, `${file}: is a file, expected a folder or a CSV file.`);
    const nowhere = join(root, 'nowhere');
    await refused(nowhere, `${nowhere}: this folder cannot be read: there is no such folder or file (ENOENT).`);
  });
});
