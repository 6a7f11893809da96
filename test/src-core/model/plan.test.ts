import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import type { Splits } from '../../../src-core/data/dataset';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { recordingKernels, runPlan, type KernelCall } from '../../../src-core/model/plan';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { branchingNetwork } from '../../support/branching-network';
import { firstDigits } from '../../support/digits';
import { quickSettings } from '../../support/networks';
import { bytesOf } from '../../support/numbers';
import { plainLenet5 } from '../../support/plain-recipe';
import { prepareStep } from '../../support/steps';

const BATCH = 3;
const digits = firstDigits(4 * BATCH);
const splits: Splits = { train: digits, validation: { ...digits, count: 0 }, test: digits };
const { network, settings } = plainLenet5;

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
      prepareStep(replayed, step);
      runPlan(plan, referenceKernels);
      loop.next();
      expect(lossesOf(replayed)).toEqual(lossesOf(looped));
      expect(weightsOf(replayed)).toEqual(weightsOf(looped));
    }
    expect(plan).toHaveLength(length);
    expect(weightsOf(replayed)).not.toEqual(before);
  });

  it('replay a step with dropout, batch normalization, Adam, clipping and a changing learning rate', () => {
    const network = branchingNetwork({
      ...{ channels: 1, height: 28, width: 28, filters: 2, kernelSize: 3, multiplier: 1, classes: 10 },
      ...{ smoothing: 0.1, dropoutRate: 0.3 },
    });
    const optimizer = { ...OPTIMIZER_DEFAULTS.adamW, learningRate: 0.01 };
    const schedule = { kind: 'oneCycle', rise: 0.3, divide: 10, finalDivide: 100 } as const;
    const settings = { ...quickSettings, epochs: 1, batchSize: BATCH, optimizer, schedule, warmup: 1, clipNorm: 0.5 };
    const plan: KernelCall[] = [];
    const [replayed, looped] = [recordingKernels(referenceKernels, plan), referenceKernels].map((kernels) =>
      prepareTraining(network, settings, splits, kernels),
    );
    train(replayed).next();
    const loop = train(looped);
    loop.next();

    const seen = [weightsOf(looped)];
    for (const step of [1, 2, 3]) {
      prepareStep(replayed, step);
      runPlan(plan, referenceKernels);
      loop.next();
      expect(lossesOf(replayed)).toEqual(lossesOf(looped));
      expect(weightsOf(replayed)).toEqual(weightsOf(looped));
      expect(seen).not.toContainEqual(weightsOf(looped));
      seen.push(weightsOf(looped));
    }
    const kernels = plan.map(({ kernel }) => kernel);
    for (const kernel of ['dropout', 'batchNorm', 'clipFactor', 'adamStep']) expect(kernels).toContain(kernel);
  });

  it('write down the kernels of a step in their order', () => {
    const plan: KernelCall[] = [];
    train(prepare(recordingKernels(referenceKernels, plan))).next();
    const names = plan.map(({ kernel }) => kernel);
    expect(names.splice(0, 2)).toEqual(['takeRow', 'loadExamples']);
    const forward = ['conv2d', 'relu', 'maxPool2d', 'conv2d', 'relu', 'maxPool2d'];
    expect(names.slice(0, 11)).toEqual([...forward, 'dense', 'relu', 'dense', 'relu', 'dense']);
    expect(names.slice(11, 23)).toEqual(['softmaxCrossEntropy', 'recordStep', ...new Array<string>(10).fill('fill')]);
    // After the steps, once: whether all weights are finite.
    expect(names.splice(-11)).toEqual(['fill', ...new Array<string>(10).fill('sumOfSquares')]);
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
      allocateBytes: (length) => {
        const bytes = referenceKernels.allocateBytes(length);
        memory.add(bytes.buffer);
        return bytes;
      },
    };
    train(prepare(recordingKernels(kernels, plan))).next();
    for (const argument of plan.flatMap(({ args }) => args as unknown[])) {
      if (argument instanceof Float32Array || argument instanceof Uint8Array)
        expect(memory.has(argument.buffer)).toBe(true);
      else if (typeof argument === 'object' && argument !== null) expect(Object.isFrozen(argument)).toBe(true);
      else expect(['number', 'string', 'object']).toContain(typeof argument);
    }
  });
});
