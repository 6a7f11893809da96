import type { NetworkSpec } from '../architecture/network-spec';
import type { Kernels } from '../kernels/kernels';
import type { Loss } from '../losses/loss';
import { SoftmaxCrossEntropy } from '../losses/softmax-cross-entropy';
import { SquaredError } from '../losses/squared-error';
import type { Model } from './model';

/** The loss that a network file names, for the batches of this model. */
export function createLoss({ network, outputSize, maxBatch }: Model, kernels: Kernels): Loss {
  return lossOf(network, outputSize, kernels, maxBatch);
}

function lossOf({ loss }: NetworkSpec, outputs: number, kernels: Kernels, maxBatch: number): Loss {
  switch (loss.kind) {
    case 'softmaxCrossEntropy': {
      const { epsilon, labelSmoothing: smoothing } = loss;
      return new SoftmaxCrossEntropy({ classes: outputs, epsilon, smoothing }, kernels, maxBatch);
    }
    case 'meanSquaredError':
      return new SquaredError({ size: outputs, reduction: 'mean' }, kernels, maxBatch);
    case 'halfSquaredError':
      return new SquaredError({ size: outputs, reduction: 'half' }, kernels, maxBatch);
    default:
      return loss satisfies never;
  }
}
