import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../../src-core/architecture/presets';
import type { Splits } from '../../../../src-core/data/dataset';
import { InputError } from '../../../../src-core/input-error';
import { createWasmKernels, type WasmKernels } from '../../../../src-core/kernels/wasm';
import { plainModule } from '../../../../src-core/kernels/wasm/modules';
import { prepareTraining } from '../../../../src-core/training/prepare';
import { train } from '../../../../src-core/training/train';
import { firstDigits } from '../../../support/digits';
import { compile } from '../../../support/kernels';
import { bytesOf } from '../../../support/numbers';

const module = compile(plainModule());
const open = (): WasmKernels => createWasmKernels({ name: 'plain', module });
const digits = firstDigits(20);
const splits: Splits = { train: digits, validation: digits, test: digits };

/** The weights of a preset after an epoch of four steps. */
function trained(preset: string, kernels: WasmKernels): Uint8Array[] {
  const { network, settings } = findPreset(preset);
  const training = prepareTraining(network, { ...settings, epochs: 1, batchSize: 5 }, splits, kernels);
  for (const event of train(training)) expect(event.step).toBeLessThanOrEqual(4);
  return training.model.parameters.map(({ value }) => bytesOf(value).slice());
}

describe('kernels that are reset', () => {
  it('compute what new ones compute, whatever was there before', () => {
    const kernels = open();
    for (const preset of ['strong', 'lenet-5', 'residual', 'notebook-000', 'strong']) {
      kernels.reset();
      expect(trained(preset, kernels)).toEqual(trained(preset, open()));
    }
  });

  it('need no more memory than the largest that was computed in it', () => {
    const kernels = open();
    trained('strong', kernels);
    const { byteLength } = kernels.memory.buffer;
    for (let i = 0; i < 20; i++) {
      kernels.reset();
      trained('strong', kernels);
    }
    expect(kernels.memory.buffer.byteLength).toBe(byteLength);
  });

  it('give zeros again', () => {
    const kernels = open();
    kernels.allocate(100_000).fill(7);
    kernels.reset();
    for (const length of [3, 50_000, 80_000]) expect(kernels.allocate(length).every((value) => value === 0)).toBe(true);
    expect(kernels.allocateBytes(1000).every((value) => value === 0)).toBe(true);
  });
});

it('a kernel that finds no room to work in finds none the second time either', () => {
  const kernels = open();
  const [n, inFeatures, outFeatures] = [1, 8, 65_536];
  const x = kernels.allocate(n * inFeatures);
  const weight = kernels.allocate(inFeatures * outFeatures);
  const y = kernels.allocate(n * outFeatures);
  const fill = (length: number): void => {
    try {
      for (;;) kernels.allocate(length);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
    }
  };
  for (const length of [1 << 24, 1 << 18]) fill(length);
  const work = (): void => kernels.denseBackwardInput(y, weight, x, n, inFeatures, outFeatures);
  expect(work).toThrow(InputError);
  expect(work).toThrow(InputError);
});
