import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { add, batchNorm, conv2d, dense, dropout, networkOf, relu } from './networks';

export interface BranchingSizes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  /** Of the convolutions, pixels. */
  readonly kernelSize: number;
  /** Depthwise filters for each channel. */
  readonly multiplier: number;
  readonly classes: number;
  /** Of the labels. */
  readonly smoothing: number;
  readonly dropoutRate: number;
}

/**
 * A residual block, then three branches that are concatenated: a depthwise-separable convolution and two poolings with
 * windows that overlap. Then a global average and dense layers: whatever a modern small network is made of, and every way
 * in which gradients meet.
 */
export function branchingNetwork(sizes: BranchingSizes): NetworkSpec {
  const { filters: f, kernelSize: k, classes } = sizes;
  const same = (name: string, input: string) => ({ ...conv2d(name, f, k, 0, [input]), padding: 'same' as const });
  const window = { kernelSize: 3, stride: 2 } as const;
  const network = networkOf([sizes.channels, sizes.height, sizes.width], classes, [
    { ...same('stem', 'input'), bias: false },
    batchNorm('bn1', ['stem']),
    relu('relu1', ['bn1']),
    same('inner', 'relu1'),
    batchNorm('bn2', ['inner']),
    dropout('drop', sizes.dropoutRate, ['bn2']),
    add('residual', ['drop', 'relu1', 'relu1']),
    {
      ...{ kind: 'depthwiseConv2d', name: 'depthwise', inputs: ['residual'], ...window, padding: 0, bias: false },
      ...{ depthMultiplier: sizes.multiplier, initializer: { kind: 'xavierUniform' } },
    },
    conv2d('pointwise', f, 1, 0, ['depthwise']),
    { kind: 'leakyRelu', name: 'leaky', inputs: ['pointwise'], negativeSlope: 0.1 },
    { kind: 'maxPool2d', name: 'maxpool', inputs: ['residual'], ...window, ties: 'first' },
    { kind: 'averagePool2d', name: 'avgpool', inputs: ['residual'], ...window },
    { kind: 'concatenate', name: 'both', inputs: ['leaky', 'maxpool', 'avgpool'] },
    { kind: 'globalAveragePool2d', name: 'mean', inputs: ['both'] },
    dense('hidden', 6, ['mean']),
    batchNorm('bn3', ['hidden']),
    { kind: 'tanh', name: 'tanh', inputs: ['bn3'] },
    dense('logits', classes, ['tanh']),
  ]);
  return { ...network, loss: { kind: 'softmaxCrossEntropy', epsilon: 0, labelSmoothing: sizes.smoothing } };
}
