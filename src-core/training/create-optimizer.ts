import type { TrainingSettings } from '../architecture/training-settings';
import type { Kernels } from '../kernels/kernels';
import type { Optimizer } from '../optimizers/optimizer';
import { Sgd } from '../optimizers/sgd';
import type { Parameter } from '../tensor/parameter';

/** The optimizer that the settings name. */
export function createOptimizer(
  { optimizer }: TrainingSettings,
  parameters: readonly Parameter[],
  kernels: Kernels,
): Optimizer {
  return new Sgd({ momentum: optimizer.momentum }, parameters, kernels);
}
