import { describe, expect, it } from 'vitest';
import { describeSettings, KIND_NAMES } from '../../../src-core/architecture/describe-layer';
import { add, conv2d, dense, flatten, maxPool2d, relu } from '../../support/networks';

describe('describeSettings', () => {
  it.each([
    [conv2d('c', 6, 5, 2), '6 filters 5×5, padding 2'],
    [{ ...conv2d('c', 1, 3), stride: 2, bias: false }, '1 filter 3×3, stride 2, no bias'],
    [maxPool2d('p', 2), '2×2'],
    [{ ...maxPool2d('p', 3), stride: 1, ties: 'all' as const }, '3×3, stride 1, ties to all'],
    [dense('d', 10), '10 units'],
    [{ ...dense('d', 1), bias: false }, '1 unit, no bias'],
    [add('a', ['left', 'input']), 'left + the input'],
    [relu('r'), ''],
    [flatten('f'), ''],
  ])('of %j', (spec, text) => {
    expect(describeSettings(spec)).toBe(text);
  });
});

describe('KIND_NAMES', () => {
  it('are those of Keras', () => {
    expect(Object.values(KIND_NAMES)).toEqual([
      'Conv2D',
      'DepthwiseConv2D',
      'MaxPooling2D',
      'AveragePooling2D',
      'GlobalAveragePooling2D',
      'Dense',
      'Flatten',
      'ReLU',
      'LeakyReLU',
      'Sigmoid',
      'Tanh',
      'Softmax',
      'Dropout',
      'BatchNormalization',
      'Add',
      'Concatenate',
    ]);
  });
});
