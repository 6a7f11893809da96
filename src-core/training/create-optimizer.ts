import type { TrainingSettings } from '../architecture/training-settings';
import type { Kernels } from '../kernels/kernels';
import { Adam } from '../optimizers/adam';
import type { Optimizer } from '../optimizers/optimizer';
import { Rmsprop } from '../optimizers/rmsprop';
import { Sgd } from '../optimizers/sgd';
import type { Parameter } from '../tensor/parameter';

/** The optimizer that the settings name. */
export function createOptimizer(
  { optimizer, clipNorm }: Pick<TrainingSettings, 'optimizer' | 'clipNorm'>,
  parameters: readonly Parameter[],
  kernels: Kernels,
): Optimizer {
  switch (optimizer.kind) {
    case 'sgd':
      return new Sgd({ ...optimizer, clipNorm }, parameters, kernels);
    case 'adam':
    case 'adamW':
      return new Adam({ ...optimizer, decoupled: optimizer.kind === 'adamW', clipNorm }, parameters, kernels);
    case 'rmsprop':
      return new Rmsprop({ ...optimizer, clipNorm }, parameters, kernels);
    default:
      return optimizer satisfies never;
  }
}
