import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { LayerContext } from '../../../src-core/layers/layer';
import { buildModel } from '../../../src-core/model/model';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';
import { add, dense, dropout, networkOf } from '../../support/networks';
import { bytesOf, normals } from '../../support/numbers';

const SIZE = 2000;
const rates = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 0.9, noNaN: true }));
const cases = fc
  .tuple(rates, fc.oneof(imageShapes, fc.tuple(fc.integer({ min: 1, max: 20 }))), batchSizes, seeds)
  .map(([rate, shape, batchSize, seed]) => ({
    spec: { kind: 'dropout', rate } as const,
    inputShapes: [shape],
    batchSize,
    seed,
  }));

/** Two dropout layers behind each other's backs, on an input of ones. */
function modelOfTwo() {
  const network = networkOf([SIZE], 2, [
    dropout('drop1', 0.5, ['input']),
    dropout('drop2', 0.5, ['input']),
    add('sum', ['drop1', 'drop2']),
    dense('fc', 2, ['sum']),
  ]);
  const model = buildModel(network, referenceKernels, { maxBatch: 1, trainable: true, seed: 1 });
  model.batch.x.fill(1);
  return model;
}

/** What the two layers leave of ones. */
function masksOf(context: Partial<LayerContext>): [Float32Array, Float32Array] {
  const model = modelOfTwo();
  model.forward({ ...trainingContext(1), ...context });
  return [model.output('drop1').slice(), model.output('drop2').slice()];
}

/** Share of places at which two masks agree: one half, where they have nothing to do with each other. */
const agreement = (a: Float32Array, b: Float32Array): number => a.filter((value, i) => value === b[i]).length / SIZE;

describe('Dropout', () => {
  it('has the gradients of finite differences, the mask being fixed', () => {
    expectTrueGradients('dropout', cases);
  });

  it('has the gradient 1 while not learning', () => {
    expectTrueGradients(
      'dropout, eval',
      cases.map((c) => ({ ...c, mode: 'eval' })),
      { runs: 10 },
    );
  });

  it('leaves out its share, keeps the mean and passes the gradient of what it kept', () => {
    const layer = looseLayer({ kind: 'dropout', rate: 0.75 }, [[SIZE]]);
    const y = layer.forward([new Float32Array(SIZE).fill(1)], trainingContext(1)).slice();
    expect(new Set(y)).toEqual(new Set([0, 4]));
    const mean = y.reduce((sum, value) => sum + value, 0) / SIZE;
    // Five standard deviations of the mean of 2000 values that are 4 with probability ¼.
    expect(Math.abs(mean - 1)).toBeLessThan((5 * Math.sqrt(3)) / Math.sqrt(SIZE));
    const [dx] = layer.backward(new Float32Array(SIZE).fill(1), trainingContext(1));
    expect(dx).toEqual(y);
  });

  it('passes everything on while not learning', () => {
    const layer = looseLayer({ kind: 'dropout', rate: 0.9 }, [[SIZE]]);
    const x = normals(SIZE, 1);
    expect(bytesOf(layer.forward([x], { ...trainingContext(1), mode: 'eval' }))).toEqual(bytesOf(x));
  });

  it('keeps the same values whenever seed and step are the same', () => {
    expect(masksOf({ seed: 3, step: 5 })).toEqual(masksOf({ seed: 3, step: 5 }));
  });

  it('keeps other values in another layer, another step or from another seed', () => {
    const [first, second] = masksOf({ seed: 3, step: 5 });
    const [nextStep] = masksOf({ seed: 3, step: 6 });
    const [otherSeed] = masksOf({ seed: 4, step: 5 });
    const [largeSeed] = masksOf({ seed: 3 + 2 ** 40, step: 5 });
    for (const other of [second, nextStep, otherSeed, largeSeed]) {
      expect(Math.abs(agreement(first, other) - 0.5)).toBeLessThan(5 * (0.5 / Math.sqrt(SIZE)));
    }
  });

  it('keeps other values in each example of a batch', () => {
    const layer = looseLayer({ kind: 'dropout', rate: 0.5 }, [[SIZE]], 2);
    const y = layer.forward([new Float32Array(2 * SIZE).fill(1)], trainingContext(2));
    expect(Math.abs(agreement(y.subarray(0, SIZE), y.subarray(SIZE)) - 0.5)).toBeLessThan(0.06);
  });
});
