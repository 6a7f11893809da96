import type { NetworkSpec } from '../architecture/network-spec';
import type { Kernels } from '../kernels/kernels';
import type { Loss } from '../losses/loss';
import { SoftmaxCrossEntropy } from '../losses/softmax-cross-entropy';

/** The loss that a network file names, with buffers for `maxBatch` examples. */
export function createLoss({ loss, classNames }: NetworkSpec, kernels: Kernels, maxBatch: number): Loss {
  return new SoftmaxCrossEntropy({ classes: classNames.length, epsilon: loss.epsilon }, kernels, maxBatch);
}
