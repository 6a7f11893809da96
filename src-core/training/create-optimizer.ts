import type { TrainingSettings } from '../architecture/training-settings';
import type { Kernels } from '../kernels/kernels';
import { Adam, type AdamOptions } from '../optimizers/adam';
import type { Optimizer } from '../optimizers/optimizer';
import { Rmsprop } from '../optimizers/rmsprop';
import { Sgd } from '../optimizers/sgd';
import type { Parameter } from '../tensor/parameter';

type OptimizerSettings = Pick<TrainingSettings, 'optimizer' | 'clipNorm'>;
type AdamSpec = Extract<TrainingSettings['optimizer'], { kind: 'adam' | 'adamW' }>;

const adamOptions = (spec: AdamSpec, clipNorm: number | null): AdamOptions => ({
  ...spec,
  decoupled: spec.kind === 'adamW',
  clipNorm,
});

/** The optimizer that the settings name. */
export function createOptimizer(
  { optimizer, clipNorm }: OptimizerSettings,
  parameters: readonly Parameter[],
  kernels: Kernels,
): Optimizer {
  switch (optimizer.kind) {
    case 'sgd':
      return new Sgd({ ...optimizer, clipNorm }, parameters, kernels);
    case 'adam':
    case 'adamW':
      return new Adam(adamOptions(optimizer, clipNorm), parameters, kernels);
    case 'rmsprop':
      return new Rmsprop({ ...optimizer, clipNorm }, parameters, kernels);
    default:
      return optimizer satisfies never;
  }
}

/** Goes on with an optimizer of this kind by other settings. */
export function configureOptimizer(made: Optimizer, { optimizer, clipNorm }: OptimizerSettings): void {
  if (optimizer.kind === 'sgd' && made instanceof Sgd) made.configure({ ...optimizer, clipNorm });
  else if (optimizer.kind === 'rmsprop' && made instanceof Rmsprop) made.configure({ ...optimizer, clipNorm });
  else if ((optimizer.kind === 'adam' || optimizer.kind === 'adamW') && made instanceof Adam) {
    made.configure(adamOptions(optimizer, clipNorm));
  } else throw new Error(`an optimizer was to become one of the kind ${optimizer.kind}`);
}
