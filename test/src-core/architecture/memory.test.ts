import { describe, expect, it } from 'vitest';
import { checkMemory, KERNEL_MEMORY, trainingBytes } from '../../../src-core/architecture/memory';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { presets, findPreset } from '../../../src-core/architecture/presets';
import { InputError } from '../../../src-core/input-error';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { MAX_BYTES } from '../../../src-core/kernels/wasm/memory';
import { prepareTraining } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { augmentation } from '../../support/augmentation';
import { branchingNetwork } from '../../support/branching-network';
import { firstDigits } from '../../support/digits';
import { wasmKernels } from '../../support/kernels';
import { plainLenet5 } from '../../support/plain-recipe';

const { network, settings } = plainLenet5;
const MEGABYTE = 2 ** 20;
const digits = { count: 55_000, pixelBytes: 1 };
const roomy = { kernels: KERNEL_MEMORY, machine: Infinity };

/** lenet-5 with other numbers of filters and units. */
function wide(changes: Readonly<Record<string, object>>): NetworkSpec {
  const layers = network.layers.map((layer) => ({ ...layer, ...changes[layer.name] })) as LayerSpec[];
  return { ...network, layers };
}

/** Kernels that count the bytes they are asked for. */
function countingKernels(): { kernels: Kernels; bytes: () => number } {
  let bytes = 0;
  const allocate = (length: number): Float32Array => {
    bytes += 4 * length;
    return referenceKernels.allocate(length);
  };
  const allocateBytes = (length: number): Uint8Array => {
    bytes += length;
    return referenceKernels.allocateBytes(length);
  };
  return { kernels: { ...referenceKernels, allocate, allocateBytes }, bytes: () => bytes };
}

it('the kernels can hold as much as their memory can grow to', () => {
  expect(KERNEL_MEMORY).toBe(MAX_BYTES);
});

describe('the bytes that training takes', () => {
  const branching = branchingNetwork({
    ...{ channels: 1, height: 28, width: 28, filters: 8, kernelSize: 3, multiplier: 2, classes: 10 },
    ...{ smoothing: 0.1, dropoutRate: 0.3 },
  });
  const recipes = [
    ...presets.filter(({ network: { input } }) => input.shape.length === 3),
    { id: 'branching', network: branching, settings: { ...settings, batchSize: 64 } },
    { id: 'lenet-5 with noise', network, settings: { ...settings, augmentation: augmentation({ noise: 0.1 }) } },
    { id: 'lenet-5 in large batches', network, settings: { ...settings, batchSize: 500 } },
  ];
  it.each(recipes)('of $id are those that are allocated, within 1 % and half a megabyte', (recipe) => {
    const train = firstDigits(500);
    const counted = countingKernels();
    prepareTraining(recipe.network, recipe.settings, { train, validation: train, test: train }, counted.kernels);
    const expected = trainingBytes(recipe.network, recipe.settings, { count: 500, pixelBytes: 1 });
    expect(Math.abs(expected - counted.bytes())).toBeLessThan(0.01 * counted.bytes() + MEGABYTE / 2);
  });
});

describe('checkMemory', () => {
  it('lets all presets pass', () => {
    for (const preset of presets) {
      expect(() => {
        checkMemory(preset.network, preset.settings, digits, { ...roomy, machine: 2 * 2 ** 30 });
      }).not.toThrow();
    }
  });

  it('refuses 5,000 filters at once, with both figures and a batch that fits', () => {
    const start = performance.now();
    expect(() => {
      checkMemory(wide({ conv1: { filters: 5000 } }), settings, digits, roomy);
    }).toThrow(
      /^Network "lenet-5" needs [\d,]+ MB of memory in batches of 64, more than the 2,048 MB that can be used at once: a batch of at most \d+ fits\.$/,
    );
    expect(performance.now() - start).toBeLessThan(100);
  });

  it('names the layer that takes most, where no batch fits', () => {
    const dense = wide({ fc1: { units: 65_536 }, fc2: { units: 65_536 } });
    expect(() => {
      checkMemory(dense, settings, digits, roomy);
    }).toThrow(/^Network "lenet-5" needs .*: fewer units in fc2 would help, which takes [\d,]+ MB\.$/);
    const filters = wide({ conv1: { filters: 4096 }, conv2: { filters: 4096 } });
    expect(() => {
      checkMemory(filters, settings, digits, roomy);
    }).toThrow(/fewer filters in conv2 would help/);
  });

  it('knows that the machine may have less', () => {
    expect(() => {
      checkMemory(network, { ...settings, batchSize: 512 }, digits, { ...roomy, machine: 150 * MEGABYTE });
    }).toThrow(
      /^Network "lenet-5" needs \d+ MB of memory in batches of 512, more than the 150 MB that this machine has: a batch of at most \d+ fits\.$/,
    );
  });

  it('refuses nothing that fits, and nothing else passes: the batch that it names can be trained', () => {
    const few = firstDigits(200);
    const data = { count: 200, pixelBytes: 1 };
    const limits = { kernels: 128 * MEGABYTE, machine: Infinity };
    const message = (batchSize: number): string => {
      try {
        checkMemory(network, { ...settings, batchSize }, data, limits);
        return '';
      } catch (error) {
        if (error instanceof InputError) return error.message;
        throw error;
      }
    };
    const most = Number(/at most (\d+) fits/.exec(message(4096))?.[1]);
    expect([message(most), message(most + 1) === '']).toEqual(['', false]);
    for (const kernels of wasmKernels(2)) {
      const recipe = { ...settings, batchSize: most, epochs: 1 };
      const training = prepareTraining(network, recipe, { train: few, validation: few, test: few }, kernels);
      train(training).next();
      expect(training.progress.step).toBe(1);
      // It grows by doubling; what lies beyond the half was not there before it was needed.
      expect(kernels.memory.buffer.byteLength / 2).toBeLessThan(limits.kernels);
    }
  });

  it('lets the largest network pass that the presets’ recipes have room for, and counts its data', () => {
    const { network: residual, settings: recipe } = findPreset('residual');
    expect(trainingBytes(residual, recipe, digits) - trainingBytes(residual, recipe, { ...digits, count: 0 })).toBe(
      55_000 * (784 + 4),
    );
  });
});
