import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { findPreset } from '../../../src-core/architecture/presets';
import { InputError } from '../../../src-core/input-error';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { createLoss } from '../../../src-core/model/create-loss';
import { buildModel, type Model, type ModelOptions } from '../../../src-core/model/model';
import { gradientError, numericGradient } from '../../support/gradient-check';
import { trainingContext } from '../../support/layers';
import { add, barsNetwork, chainOf, conv2d, dense, flatten, maxPool2d, networkOf, relu } from '../../support/networks';
import { bytesOf, normals } from '../../support/numbers';
import { fixedRuns } from '../../support/properties';

/** A residual block between two poolings, and the input read by two layers: every way a gradient can meet another. */
const branching: NetworkSpec = networkOf([1, 8, 8], 3, [
  conv2d('stem', 3, 3, 1, ['input']),
  relu('relu1', ['stem']),
  conv2d('inner', 3, 3, 1, ['relu1']),
  add('residual', ['inner', 'relu1', 'relu1']),
  maxPool2d('pool', 2, ['residual']),
  flatten('flatten', ['pool']),
  dense('fc', 3, ['flatten']),
  maxPool2d('shortcut', 4, ['input']),
  flatten('flatten2', ['shortcut']),
  dense('fc2', 3, ['flatten2']),
  add('logits', ['fc', 'fc2']),
]);

const build = (network: NetworkSpec, options: Partial<ModelOptions> = {}, seed = 7): Model =>
  buildModel(network, referenceKernels, { maxBatch: 4, trainable: true, ...options, seed });

/** Puts normal values into a batch's pixels and labels 0, 1, 2, 0, … */
function fillBatch(model: Model, seed: number): void {
  model.batch.x.set(normals(model.batch.x.length, seed));
  model.batch.labels.forEach((_, i, labels) => (labels[i] = i % model.classes));
}

describe('Model', () => {
  it('hands the gradients of a branching network back to all parameters and the input', () => {
    const model = build(branching, { maxBatch: 3, inputGradient: true });
    const loss = createLoss(model, referenceKernels);
    const context = trainingContext(2);
    fillBatch(model, 23);
    model.batch.x.fill(NaN, 2 * 64);

    loss.evaluate(model.forward(context), model.batch.labels, 2);
    model.zeroGrad();
    const dx = model.backward(loss.gradient, context)!.slice(0, 2 * 64);

    // The mean loss in float64, from the logits.
    const meanLoss = (): number => {
      const logits = Array.from(model.forward(context).subarray(0, 6));
      const losses = [logits.slice(0, 3), logits.slice(3)].map((row, i) => {
        const sum = row.reduce((total, logit) => total + Math.exp(logit), 0);
        return Math.log(sum) - row[model.batch.labels[i]];
      });
      return (losses[0] + losses[1]) / 2;
    };
    const pairs = model.parameters.map(({ value, grad }) => ({
      analytic: grad,
      numeric: numericGradient(value, value.length, meanLoss),
    }));
    pairs.push({ analytic: dx, numeric: numericGradient(model.batch.x, 2 * 64, meanLoss) });
    const error = gradientError(pairs);
    expect(error).toBeLessThan(1e-3);
    console.log(`branching network: gradients within ${error.toExponential(1)} of finite differences`);
  });

  it('gives a batch what it gives each of its examples', () => {
    const property = fc.property(fc.constantFrom(barsNetwork, branching), fc.nat(1000), (network, seed) => {
      const [many, one] = [build(network), build(network, { maxBatch: 1, trainable: false })];
      fillBatch(many, seed);
      const logits = many.forward(trainingContext(4));
      const size = many.batch.x.length / 4;
      for (let i = 0; i < 4; i++) {
        one.batch.x.set(many.batch.x.subarray(i * size, (i + 1) * size));
        expect(bytesOf(one.forward(trainingContext(1)))).toEqual(bytesOf(logits.subarray(3 * i, 3 * i + 3)));
      }
    });
    fc.assert(property, fixedRuns(20));
  });

  it('gives a batch the mean of the gradients of its examples', () => {
    const [many, one] = [build(branching), build(branching)];
    const loss = createLoss(many, referenceKernels);
    fillBatch(many, 1);
    loss.evaluate(many.forward(trainingContext(4)), many.batch.labels, 4);
    many.backward(loss.gradient, trainingContext(4));
    for (let i = 0; i < 4; i++) {
      one.batch.x.set(many.batch.x.subarray(i * 64, (i + 1) * 64));
      one.batch.labels[0] = many.batch.labels[i];
      loss.evaluate(one.forward(trainingContext(1)), one.batch.labels, 1);
      one.backward(loss.gradient, trainingContext(1));
    }
    many.parameters.forEach(({ grad }, p) => {
      grad.forEach((value, i) => {
        expect(value).toBeCloseTo(one.parameters[p].grad[i] / 4, 4);
      });
    });
  });

  it('clears all gradients', () => {
    const model = build(barsNetwork);
    for (const { grad } of model.parameters) grad.fill(3);
    model.zeroGrad();
    for (const { grad } of model.parameters) expect(grad.every((value) => value === 0)).toBe(true);
  });

  it('returns the gradient of the input only where it was asked for', () => {
    const direct = chainOf([3], 2, [relu('relu'), dense('fc', 2)]);
    const fanOut = networkOf([3], 3, [relu('a', ['input']), relu('b', ['input']), add('sum', ['a', 'b', 'input'])]);
    const flat = chainOf([1, 2, 2], 2, [flatten('flatten'), dense('fc', 2)]);
    for (const network of [direct, fanOut, flat]) {
      for (const inputGradient of [true, false]) {
        const model = build(network, { maxBatch: 1, inputGradient });
        model.forward(trainingContext(1));
        const dx = model.backward(new Float32Array(3).fill(1), trainingContext(1));
        expect(dx !== null).toBe(inputGradient);
      }
    }
  });

  it('shows what each layer made of the last batch', () => {
    const model = build(barsNetwork, { maxBatch: 1 });
    expect(() => model.output('relu')).toThrow('no output of "relu"');
    fillBatch(model, 1);
    const logits = model.forward(trainingContext(1));
    expect(model.output('fc')).toBe(logits);
    expect(model.output('input')).toBe(model.batch.x);
    expect(model.output('relu')).toEqual(model.output('conv').map((value) => Math.max(0, value)));
  });

  it('refuses a network that cannot run', () => {
    const network = networkOf([1, 4, 4], 3, [dense('fc', 3, ['input'])]);
    expect(() => build(network)).toThrow(InputError);
  });

  it('names its parameters as PyTorch does', () => {
    const names = build(findPreset('lenet-5').network, { maxBatch: 1, trainable: false }).parameters.map(
      ({ name, shape }) => `${name} ${shape.join('×')}`,
    );
    expect(names).toEqual([
      'conv1.weight 6×1×5×5',
      'conv1.bias 6',
      'conv2.weight 16×6×5×5',
      'conv2.bias 16',
      'fc1.weight 120×400',
      'fc1.bias 120',
      'fc2.weight 84×120',
      'fc2.bias 84',
      'fc3.weight 10×84',
      'fc3.bias 10',
    ]);
  });
});
