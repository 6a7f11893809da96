import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import { SlotOptimizer, type CommonOptions, type Slot } from './optimizer';

export interface SgdOptions extends CommonOptions {
  /** μ, 0…1. */
  readonly momentum: number;
  /** Whether the step looks ahead along the velocity (Sutskever et al. 2013, in PyTorch's form). */
  readonly nesterov?: boolean;
  /** λ: share of the value that is added to its gradient. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent with momentum, as in PyTorch. With μ = 0 it is plain SGD.
 *
 *     g ← g + λ w      v ← μ v + g      w ← w − η v, with Nesterov w − η (g + μ v)
 */
export class Sgd extends SlotOptimizer<SgdOptions> {
  constructor(options: SgdOptions, parameters: readonly Parameter[], kernels: Kernels) {
    super({ stateNames: ['momentum_buffer'], settingsLength: 4 }, options, parameters, kernels);
  }

  override prepare(learningRate: number, _update: number, table = this.settings, at = 0): void {
    const { momentum, weightDecay = 0, nesterov = false } = this.options;
    // Number by number: steps may take microseconds, and a new array for each would be felt.
    table[at] = learningRate;
    table[at + 1] = momentum;
    table[at + 2] = weightDecay;
    table[at + 3] = nesterov ? 1 : 0;
  }

  protected override update({ parameter: { value, grad }, state: [velocity] }: Slot): void {
    this.kernels.sgdStep(value, grad, velocity, this.settings);
  }
}
