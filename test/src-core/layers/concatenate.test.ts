import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSizes, expectTrueGradients, imageShapes, seeds } from '../../support/gradient-check';
import { looseLayer, trainingContext } from '../../support/layers';

const spec = { kind: 'concatenate' } as const;
const channels = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 });
const images = fc.tuple(imageShapes, channels).map(([[, h, w], counts]) => counts.map((c) => [c, h, w]));
const vectors = channels.map((sizes) => sizes.map((size) => [size]));
const cases = fc
  .tuple(fc.oneof(images, vectors), batchSizes, seeds)
  .map(([inputShapes, batchSize, seed]) => ({ spec, inputShapes, batchSize, seed }));

describe('Concatenate', () => {
  it('has the gradients of finite differences', () => {
    expectTrueGradients('concatenate', cases);
  });

  it('puts the channels of each example behind each other, and hands each its piece of the gradient', () => {
    const layer = looseLayer(
      spec,
      [
        [1, 1, 2],
        [2, 1, 2],
      ],
      2,
    );
    expect(layer.outputShape).toEqual([3, 1, 2]);
    const inputs = [Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20, 30, 40, 50, 60, 70, 80)];
    expect([...layer.forward(inputs, trainingContext(2))]).toEqual([1, 2, 10, 20, 30, 40, 3, 4, 50, 60, 70, 80]);
    const dy = Float32Array.from({ length: 12 }, (_, i) => i);
    expect(layer.backward(dy, trainingContext(2)).map((dx) => [...dx!])).toEqual([
      [0, 1, 6, 7],
      [2, 3, 4, 5, 8, 9, 10, 11],
    ]);
  });
});
