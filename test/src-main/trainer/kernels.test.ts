import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { writeCheckpoint } from '../../../src-core/formats/checkpoint';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { areLanesReady, createWasmKernels, type WasmKernels } from '../../../src-core/kernels/wasm';
import { plainModule } from '../../../src-core/kernels/wasm/modules';
import { takeCheckpoint } from '../../../src-core/training/checkpoint';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { openKernels, openKernelsOnLanes } from '../../../src-main/trainer/kernels';
import { firstDigits } from '../../support/digits';
import { compile } from '../../support/kernels';
import { quickSettings } from '../../support/networks';
import { bytesOf } from '../../support/numbers';

/** A fingerprint of the weights of lenet-5 after three steps. */
function threeSteps(kernels: Kernels): string {
  const { network } = findPreset('lenet-5');
  const images = firstDigits(96);
  const optimizer = { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 0.02, momentum: 0.9 };
  const settings = { ...quickSettings, epochs: 1, batchSize: 32, optimizer };
  const parts = { train: images, validation: { ...images, count: 0 }, test: images };
  const training = prepareTraining(network, settings, parts, kernels);
  for (const event of train(training)) if (event.kind === 'steps' && event.step === 3) break;
  const hash = createHash('sha256');
  for (const { value } of training.model.parameters) hash.update(bytesOf(value));
  return hash.digest('hex').slice(0, 16);
}

describe('openKernels', () => {
  it('opens the fast kernels unless others are asked for', () => {
    expect(openKernels().name).toBe('wasm relaxed simd');
    expect(openKernels('reference').name).toBe('reference');
    expect(openKernels('relaxed').name).toBe('wasm relaxed simd');
    expect(openKernels('plain').name).toBe('wasm simd');
  });

  it('gives the same bytes every time', () => {
    expect(threeSteps(openKernels())).toBe(threeSteps(openKernels()));
  });
});

describe('the known bytes of three steps', () => {
  /** Of the module for plain SIMD: each product is rounded before it is added. */
  const ROUNDED = '0634015a141ee6a2';
  /** Of the same with products that are not: relaxed SIMD on a processor that multiplies and adds in one. */
  const FUSED = '83d57feb4fa1a7bd';

  // A kernel that sums in another order changes these; nothing else may.
  it('are the same for the module for plain SIMD on every machine', () => {
    expect(threeSteps(createWasmKernels({ name: 'plain', module: compile(plainModule()) }))).toBe(ROUNDED);
  });

  it('are one of two for the module for relaxed SIMD, as the processor rounds', () => {
    expect([FUSED, ROUNDED]).toContain(threeSteps(openKernels('relaxed')));
  });

  it('are the same for the reference on every machine', () => {
    expect(threeSteps(openKernels('reference'))).toBe('5360aeab3207c053');
  });
});

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
async function allThere({ lanes }: WasmKernels): Promise<void> {
  while (!areLanesReady(lanes)) await new Promise((done) => setTimeout(done, 5));
}

it.each(['lenet-5', 'tiny', 'residual'])('%s learns the same bytes on 1, 2 and 4 threads', async (preset) => {
  const alone = trained(preset, openKernels());
  for (const lanes of [2, 4]) {
    const { kernels, terminate } = openKernelsOnLanes(resolve('out/main/training-worker.js'), lanes);
    await allThere(kernels);
    expect(trained(preset, kernels)).toEqual(alone);
    terminate();
  }
});
