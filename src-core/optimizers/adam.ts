import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import { SlotOptimizer, type CommonOptions, type Slot } from './optimizer';

export interface AdamOptions extends CommonOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** λ. */
  readonly weightDecay: number;
  /** False: λ w is added to the gradient (Adam). True: the weight shrinks by itself (AdamW, Loshchilov and Hutter 2019). */
  readonly decoupled: boolean;
}

/**
 * Adam (Kingma and Ba 2015) and AdamW, as in PyTorch; t counts the updates from 1.
 *
 *     g ← g + λ w (Adam) or w ← w − η λ w (AdamW)
 *     m ← β₁ m + (1 − β₁) g      v ← β₂ v + (1 − β₂) g²
 *     w ← w − η / (1 − β₁ᵗ) · m / (√(v / (1 − β₂ᵗ)) + ε)
 */
export class Adam extends SlotOptimizer<AdamOptions> {
  constructor(options: AdamOptions, parameters: readonly Parameter[], kernels: Kernels) {
    super({ stateNames: ['exp_avg', 'exp_avg_sq'], settingsLength: 9 }, options, parameters, kernels);
  }

  override prepare(learningRate: number, update: number, table = this.settings, at = 0): void {
    const { beta1, beta2, epsilon, weightDecay, decoupled } = this.options;
    const stepSize = learningRate / (1 - integerPower(beta1, update));
    const correction = 1 / Math.sqrt(1 - integerPower(beta2, update));
    const l2 = decoupled ? 0 : weightDecay;
    const shrink = decoupled ? 1 - learningRate * weightDecay : 1;
    table.set([stepSize, beta1, 1 - beta1, beta2, 1 - beta2, correction, epsilon, l2, shrink], at);
  }

  protected override update({ parameter: { value, grad }, state: [m, v] }: Slot): void {
    this.kernels.adamStep(value, grad, m, v, this.settings);
  }
}

/** base to the power of an integer ≥ 0 by squaring: Math.pow may differ in its last bits from one engine to the next. */
function integerPower(base: number, exponent: number): number {
  let result = 1;
  for (let [factor, rest] = [base, exponent]; rest > 0; factor *= factor, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
  }
  return result;
}
