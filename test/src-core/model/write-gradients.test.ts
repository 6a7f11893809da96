import { describe, expect, it } from 'vitest';
import { findPreset } from '../../../src-core/architecture/presets';
import type { Kernels } from '../../../src-core/kernels/kernels';
import { recordingKernels, runPlan, type KernelCall } from '../../../src-core/model/plan';
import { writeGradients } from '../../../src-core/model/write-gradients';
import { prepareTraining, type Training } from '../../../src-core/training/prepare';
import { train } from '../../../src-core/training/train';
import { firstDigits } from '../../support/digits';
import { implementations } from '../../support/kernels';
import { bytesOf } from '../../support/numbers';
import { prepareStep } from '../../support/steps';

const digits = firstDigits(20);
const splits = { train: digits, validation: { ...digits, count: 0 }, test: digits };

function recorded(preset: string, kernels: Kernels): { training: Training; plan: KernelCall[] } {
  const { network, settings } = findPreset(preset);
  const plan: KernelCall[] = [];
  const recipe = { ...settings, validation: 0, epochs: 1, batchSize: preset === 'notebook-000' ? 1 : 4 };
  const training = prepareTraining(network, recipe, splits, recordingKernels(kernels, plan));
  train(training).next();
  return { training, plan };
}

const count = (plan: readonly KernelCall[], name: string): number =>
  plan.filter(({ kernel }) => kernel === name).length;

describe.each(implementations)('writeGradients, $name', (kernels) => {
  it.each([
    ['lenet-5', 3],
    ['notebook-000', 1],
    ['tiny', 1],
  ])('has %s write the gradients of %i dense layers, with the same state to the bit', (preset, layers) => {
    const [added, written] = [recorded(preset, kernels), recorded(preset, kernels)];
    const plan = writeGradients(written.plan);
    expect(count(plan, 'denseWeightGradient')).toBe(layers);
    expect(count(plan, 'denseBackwardWeight')).toBe(0);
    expect(plan).toHaveLength(added.plan.length - 2 * layers);
    for (const step of [1, 2, 3]) {
      for (const { training } of [added, written]) prepareStep(training, step);
      runPlan(added.plan, kernels);
      runPlan(plan, kernels);
      const [expected, actual] = [added, written].map(({ training: { model, optimizer } }) =>
        [
          ...model.parameters.flatMap(({ value, grad, trainable }) => (trainable ? [value, grad] : [])),
          ...optimizer.state.map(({ values }) => values),
        ].map(bytesOf),
      );
      expect(actual).toEqual(expected);
    }
  });
});

describe('writeGradients', () => {
  const [x, dy, dweight, dbias] = [6, 4, 6, 2].map((length) => new Float32Array(length));
  const backward = (bias: Float32Array | null): KernelCall => {
    return { kernel: 'denseBackwardWeight', args: [x, dy, dweight, bias, 2, 3, 2] };
  };
  const zero = (tensor: Float32Array, value = 0): KernelCall => ({ kernel: 'fill', args: [tensor, value] });
  const written: KernelCall = { kernel: 'denseWeightGradient', args: [x, dy, dweight, dbias, 2, 3, 2] };

  it('leaves out the zeros of a layer with or without a bias', () => {
    expect(writeGradients([zero(dweight), zero(dbias), backward(dbias)])).toEqual([written]);
    const alone = writeGradients([zero(dbias), zero(dweight), backward(null)]);
    expect(alone.map(({ kernel }) => kernel)).toEqual(['fill', 'denseWeightGradient']);
  });

  it.each<[string, KernelCall[]]>([
    ['only one of both is zero', [zero(dweight), backward(dbias)]],
    ['nothing is zero', [backward(dbias)]],
    ['it is set to something else', [zero(dweight, 1), zero(dbias), backward(dbias)]],
    ['only a part is zero', [zero(dweight.subarray(0, 3)), zero(dbias), backward(dbias)]],
  ])('adds where %s', (_what, calls) => {
    expect(writeGradients(calls)).toEqual(calls);
  });

  it('adds the second time where two layers share their weights', () => {
    const names = writeGradients([zero(dweight), zero(dbias), backward(dbias), backward(dbias)]);
    expect(names.map(({ kernel }) => kernel)).toEqual(['denseWeightGradient', 'denseBackwardWeight']);
  });

  it('keeps zeros that somebody reads before the gradient comes', () => {
    const read: KernelCall = { kernel: 'accumulate', args: [dweight, x, 6] };
    const calls = [zero(dweight), zero(dbias), read, backward(dbias)];
    expect(writeGradients(calls)).toEqual(calls);
  });
});
