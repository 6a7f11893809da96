import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferShape, type Inference, type ParameterShape } from '../../../src-core/architecture/infer-shape';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import type { Shape } from '../../../src-core/tensor/shape';
import { add, conv2d, dense, flatten, maxPool2d, relu } from '../../support/networks';
import { fixedRuns } from '../../support/properties';

function outputOf(inference: Inference): Shape {
  if (!inference.ok) throw new Error(inference.error);
  return inference.outputShape;
}

function parametersOf(inference: Inference): readonly ParameterShape[] {
  if (!inference.ok) throw new Error(inference.error);
  return inference.parameters;
}

function errorOf(inference: Inference): string {
  if (inference.ok) throw new Error('the layer was taken');
  return inference.error;
}

describe('inferShape', () => {
  it('gives a convolution the sizes ⌊(size + 2·padding − kernel) / stride⌋ + 1', () => {
    expect(outputOf(inferShape(conv2d('c', 6, 5, 2), [[1, 28, 28]]))).toEqual([6, 28, 28]);
    expect(outputOf(inferShape({ ...conv2d('c', 2, 3, 1), stride: 2 }, [[3, 8, 7]]))).toEqual([2, 4, 4]);
  });

  it('gives as many places as the kernel fits in, one by one', () => {
    const side = fc.integer({ min: 1, max: 20 });
    const property = fc.property(side, side, side, side, fc.integer({ min: 0, max: 4 }), (h, w, k, stride, padding) => {
      fc.pre(k <= Math.min(h, w) + 2 * padding);
      const places = (size: number): number => {
        let count = 0;
        for (let start = -padding; start + k <= size + padding; start += stride) count++;
        return count;
      };
      const shape = outputOf(inferShape({ ...conv2d('c', 3, k, padding), stride }, [[1, h, w]]));
      expect(shape).toEqual([3, places(h), places(w)]);
    });
    fc.assert(property, fixedRuns(300));
  });

  it('gives padding "same" the size ⌈size / stride⌉, and "valid" that of no padding', () => {
    const same = { ...conv2d('c', 2, 5, 0), padding: 'same', stride: 3 } as const;
    expect(outputOf(inferShape(same, [[1, 28, 7]]))).toEqual([2, 10, 3]);
    expect(outputOf(inferShape({ ...same, padding: 'valid' }, [[1, 28, 7]]))).toEqual([2, 8, 1]);
  });

  it('gives a depthwise convolution its filters for each channel, and counts the weights into and out of a unit', () => {
    const spec: LayerSpec = {
      kind: 'depthwiseConv2d',
      name: 'd',
      inputs: ['x'],
      depthMultiplier: 2,
      kernelSize: 3,
      stride: 1,
      padding: 'same',
      bias: true,
      initializer: { kind: 'heNormal' },
    };
    const inference = inferShape(spec, [[4, 6, 5]]);
    expect(outputOf(inference)).toEqual([8, 6, 5]);
    expect(parametersOf(inference)).toEqual([
      { role: 'weight', trainable: true, shape: [8, 1, 3, 3], fanIn: 9, fanOut: 18 },
      { role: 'bias', trainable: true, shape: [8], fanIn: 9, fanOut: 18 },
    ]);
  });

  it('makes one number of each channel by global pooling', () => {
    const spec: LayerSpec = { kind: 'globalAveragePool2d', name: 'g', inputs: ['x'] };
    expect(outputOf(inferShape(spec, [[5, 7, 4]]))).toEqual([5]);
    expect(errorOf(inferShape(spec, [[5]]))).toBe(
      'g: needs an image (channels×height×width), but its input is a vector of 5.',
    );
  });

  it('joins channels of images of one size, and vectors', () => {
    const spec: LayerSpec = { kind: 'concatenate', name: 'j', inputs: ['x', 'y'] };
    const join = (...inputs: Shape[]): Inference => inferShape(spec, inputs);
    expect(outputOf(join([2, 3, 4], [5, 3, 4]))).toEqual([7, 3, 4]);
    expect(outputOf(join([2], [3]))).toEqual([5]);
    expect(errorOf(join([2, 3, 4], [2, 3, 5]))).toBe(
      'j: joins inputs that differ in their channels only, but has 2×3×4 and 2×3×5.',
    );
    expect(errorOf(join([2, 1, 1], [2]))).toBe(
      'j: joins inputs that differ in their channels only, but has 2×1×1 and 2.',
    );
    expect(errorOf(join([2]))).toBe('j: joins two or more inputs, but has 1.');
  });

  it('takes a softmax over vectors only', () => {
    expect(errorOf(inferShape({ kind: 'softmax', name: 's', inputs: ['x'] }, [[2, 3, 4]]))).toBe(
      's: needs a vector, but its input is 2×3×4; put a Flatten before it.',
    );
  });

  it('gives a pooling the channels of its input', () => {
    expect(outputOf(inferShape(maxPool2d('p', 2), [[5, 7, 4]]))).toEqual([5, 3, 2]);
    expect(outputOf(inferShape({ ...maxPool2d('p', 3), stride: 1 }, [[5, 7, 4]]))).toEqual([5, 5, 2]);
  });

  it('passes shapes through or flattens them', () => {
    expect(outputOf(inferShape(relu('r'), [[2, 3, 4]]))).toEqual([2, 3, 4]);
    expect(outputOf(inferShape(flatten('f'), [[2, 3, 4]]))).toEqual([24]);
    expect(outputOf(inferShape(flatten('f'), [[5]]))).toEqual([5]);
    expect(
      outputOf(
        inferShape(add('a', ['x', 'y']), [
          [2, 3, 4],
          [2, 3, 4],
        ]),
      ),
    ).toEqual([2, 3, 4]);
  });

  it('counts what goes into and out of a unit', () => {
    expect(parametersOf(inferShape(conv2d('c', 6, 5), [[3, 28, 28]]))).toEqual([
      { role: 'weight', trainable: true, shape: [6, 3, 5, 5], fanIn: 75, fanOut: 150 },
      { role: 'bias', trainable: true, shape: [6], fanIn: 75, fanOut: 150 },
    ]);
    expect(parametersOf(inferShape(dense('d', 10), [[84]]))).toEqual([
      { role: 'weight', trainable: true, shape: [10, 84], fanIn: 84, fanOut: 10 },
      { role: 'bias', trainable: true, shape: [10], fanIn: 84, fanOut: 10 },
    ]);
    expect(parametersOf(inferShape({ ...dense('d', 10), bias: false }, [[84]]))).toHaveLength(1);
    expect(parametersOf(inferShape(relu('r'), [[84]]))).toEqual([]);
  });

  it('says when a kernel or a window is too large', () => {
    expect(errorOf(inferShape(conv2d('conv3', 1, 5), [[1, 4, 6]]))).toBe('conv3: a 5×5 kernel does not fit into 4×6.');
    expect(errorOf(inferShape(conv2d('conv3', 1, 9, 2), [[1, 8, 4]]))).toBe(
      'conv3: a 9×9 kernel does not fit into 8×4 with padding 2.',
    );
    expect(errorOf(inferShape(maxPool2d('pool', 3), [[6, 9, 2]]))).toBe('pool: a 3×3 window does not fit into 9×2.');
  });

  it('says when a layer needs an image or a vector', () => {
    expect(errorOf(inferShape(dense('fc', 10), [[16, 5, 5]]))).toBe(
      'fc: needs a vector, but its input is 16×5×5; put a Flatten before it.',
    );
    expect(errorOf(inferShape(conv2d('conv', 1, 3), [[400]]))).toBe(
      'conv: needs an image (channels×height×width), but its input is a vector of 400.',
    );
    expect(errorOf(inferShape(maxPool2d('pool', 2), [[400]]))).toBe(
      'pool: needs an image (channels×height×width), but its input is a vector of 400.',
    );
  });

  it('says when there are too many or too few inputs, or they do not fit', () => {
    expect(errorOf(inferShape(relu('relu', ['a', 'b']), [[3], [3]]))).toBe('relu: takes one input, but has 2.');
    expect(errorOf(inferShape(add('sum', ['a']), [[3]]))).toBe('sum: adds two or more inputs, but has 1.');
    const shapes = [
      [8, 3, 3],
      [8, 3, 3],
      [4, 3, 3],
    ];
    expect(errorOf(inferShape(add('sum', ['a', 'b', 'c']), shapes))).toBe(
      'sum: adds inputs of one shape, but has 8×3×3 and 4×3×3.',
    );
  });
});
