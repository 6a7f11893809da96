import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadMnist } from '../../../../src-main/trainer/datasets';

const MNIST = resolve('resources/mnist');
const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-mnist-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('loadMnist', () => {
  it('reads the whole database into memory that threads can share', async () => {
    const { training, test } = await loadMnist(MNIST);
    expect([training.count, test.count, training.shape]).toEqual([60_000, 10_000, [1, 28, 28]]);
    expect([...training.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(training.images.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('names a missing file', async () => {
    await expect(loadMnist(folder)).rejects.toThrow(
      /train-images-idx3-ubyte: MNIST cannot be read: there is no such folder or file \(ENOENT\)\.$/,
    );
  });

  it('notices a damaged file', async () => {
    for (const file of readdirSync(MNIST)) copyFileSync(join(MNIST, file), join(folder, file));
    truncateSync(join(folder, 't10k-labels-idx1-ubyte'), 10_000);
    await expect(loadMnist(folder)).rejects.toThrow(
      /t10k-labels-idx1-ubyte: is damaged: its MD5 is [0-9a-f]{32}, expected 27ae3e4e09519cfbb04c329615203637\.$/,
    );
  });
});
