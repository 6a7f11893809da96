import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findPreset } from '../../../src-core/architecture/presets';
import { writeCheckpoint } from '../../../src-core/formats/checkpoint';
import type { WasmKernels } from '../../../src-core/kernels/wasm';
import { takeCheckpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { openKernels, openKernelsOnLanes } from '../../../src-main/trainer/kernels';
import { firstDigits } from '../../support/digits';

const digits = firstDigits(50);
const splits = { train: digits, validation: digits, test: digits };

/** The end of a short run, byte by byte: steps of two sizes, and validations. */
function trained(preset: string, kernels: ReturnType<typeof openKernels>): Uint8Array {
  const { network, settings } = findPreset(preset);
  const training = prepareTraining(network, { ...settings, epochs: 2, batchSize: 16 }, splits, kernels);
  for (const _ of train(training));
  return writeCheckpoint(takeCheckpoint(training));
}

/** Resolves when all threads take part. */
async function allThere({ lanes: { memory, dispatch, lanes } }: WasmKernels): Promise<void> {
  const ready = (): number => Atomics.load(new Int32Array(memory.buffer, dispatch, 4), 3);
  while (ready() < lanes - 1) await new Promise((done) => setTimeout(done, 5));
}

it.each(['lenet-5', 'tiny', 'residual'])('%s learns the same bytes on 1, 2 and 4 threads', async (preset) => {
  const alone = trained(preset, openKernels());
  for (const lanes of [2, 4]) {
    const { kernels, terminate } = openKernelsOnLanes(resolve('out/main/training-worker.js'), lanes);
    await allThere(kernels as WasmKernels);
    expect(trained(preset, kernels)).toEqual(alone);
    terminate();
  }
});
