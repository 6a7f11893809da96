import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../src-core/architecture/presets';
import type { Splits } from '../../../src-core/data/dataset';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { recordingKernels, runPlan, type KernelCall } from '../../../src-core/model/plan';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { firstDigits } from '../../support/digits';
import { bytesOf } from '../../support/numbers';

const BATCH = 3;
const digits = firstDigits(4 * BATCH);
const splits: Splits = { train: digits, validation: { ...digits, count: 0 }, test: digits };
const { network, settings } = findPreset('lenet-5');

const prepare = (kernels: Kernels): Training =>
  prepareTraining(network, { ...settings, epochs: 1, batchSize: BATCH }, splits, kernels);

const weightsOf = ({ model }: Training): Uint8Array[] => model.parameters.map(({ value }) => bytesOf(value));
const lossesOf = ({ loss }: Training): Uint8Array => bytesOf(loss.losses);

describe('recordingKernels and runPlan', () => {
  it('replay the first step of lenet-5 on other batches, bit by bit as the loop takes them', () => {
    const plan: KernelCall[] = [];
    const [replayed, looped] = [prepare(recordingKernels(referenceKernels, plan)), prepare(referenceKernels)];
    expect(plan).toEqual([]);
    train(replayed).next();
    const loop = train(looped);
    loop.next();
    expect(weightsOf(replayed)).toEqual(weightsOf(looped));

    const before = weightsOf(replayed);
    const length = plan.length;
    for (const step of [1, 2, 3]) {
      replayed.batches.load(step, replayed.model.batch);
      runPlan(plan, referenceKernels);
      loop.next();
      expect(lossesOf(replayed)).toEqual(lossesOf(looped));
      expect(weightsOf(replayed)).toEqual(weightsOf(looped));
    }
    expect(plan).toHaveLength(length);
    expect(weightsOf(replayed)).not.toEqual(before);
  });

  it('write down the kernels of a step in their order', () => {
    const plan: KernelCall[] = [];
    train(prepare(recordingKernels(referenceKernels, plan))).next();
    const names = plan.map(({ kernel }) => kernel);
    const forward = ['conv2d', 'relu', 'maxPool2d', 'conv2d', 'relu', 'maxPool2d'];
    expect(names.slice(0, 11)).toEqual([...forward, 'dense', 'relu', 'dense', 'relu', 'dense']);
    expect(names.slice(11, 22)).toEqual(['softmaxCrossEntropy', ...new Array<string>(10).fill('fill')]);
    expect(names.slice(-10)).toEqual(new Array<string>(10).fill('sgdStep'));
    // The first convolution hands no gradient on to the images.
    expect(names.filter((name) => name === 'conv2dBackwardInput')).toHaveLength(1);
    expect(names.filter((name) => name === 'conv2dBackwardWeight')).toHaveLength(2);
  });

  it('keep nothing but what a list of calls in other memory could hold', () => {
    const plan: KernelCall[] = [];
    const memory = new Set<ArrayBufferLike>();
    const kernels: Kernels = {
      ...referenceKernels,
      allocate: (length) => {
        const tensor = referenceKernels.allocate(length);
        memory.add(tensor.buffer);
        return tensor;
      },
    };
    train(prepare(recordingKernels(kernels, plan))).next();
    for (const argument of plan.flatMap(({ args }) => args as unknown[])) {
      if (argument instanceof Float32Array) expect(memory.has(argument.buffer)).toBe(true);
      else if (typeof argument === 'object' && argument !== null) expect(Object.isFrozen(argument)).toBe(true);
      else expect(['number', 'string', 'object']).toContain(typeof argument);
    }
  });
});
