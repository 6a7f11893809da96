import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import { SlotOptimizer, type CommonOptions, type Slot } from './optimizer';

export interface RmspropOptions extends CommonOptions {
  /** α: how much of the mean square is kept. */
  readonly alpha: number;
  readonly epsilon: number;
  /** μ, 0…1. */
  readonly momentum: number;
  /** λ: share of the value that is added to its gradient. */
  readonly weightDecay: number;
}

/**
 * RMSprop (Tieleman and Hinton 2012), as in PyTorch.
 *
 *     g ← g + λ w      s ← α s + (1 − α) g²      b ← μ b + g / (√s + ε)      w ← w − η b
 */
export class Rmsprop extends SlotOptimizer<RmspropOptions> {
  constructor(options: RmspropOptions, parameters: readonly Parameter[], kernels: Kernels) {
    super({ stateNames: ['square_avg', 'momentum_buffer'], settingsLength: 6 }, options, parameters, kernels);
  }

  override prepare(learningRate: number, _update: number, table = this.settings, at = 0): void {
    const { alpha, epsilon, momentum, weightDecay } = this.options;
    table.set([learningRate, alpha, 1 - alpha, epsilon, momentum, weightDecay], at);
  }

  protected override update({ parameter: { value, grad }, state: [square, buffer] }: Slot): void {
    this.kernels.rmspropStep(value, grad, square, buffer, this.settings);
  }
}
