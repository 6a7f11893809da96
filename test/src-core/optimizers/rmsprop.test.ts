import fc from 'fast-check';
import { describe, it } from 'vitest';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import { seeds } from '../../support/gradient-check';
import { expectClose } from '../../support/numbers';
import { betas, decays, epsilons, expectFormula, momenta, optimizerOf, parameterWith } from '../../support/optimizers';
import { fixedRuns } from '../../support/properties';

const rmsprop = (settings: Partial<OptimizerSpec & { kind: 'rmsprop' }>): OptimizerSpec => ({
  ...OPTIMIZER_DEFAULTS.rmsprop,
  ...settings,
});

describe('Rmsprop', () => {
  it('takes two steps with momentum as worked out by hand', () => {
    const p = parameterWith([1], [2]);
    const optimizer = optimizerOf(rmsprop({ alpha: 0.75, epsilon: 1, momentum: 0.5 }), [p]);
    optimizer.step(0.5, 1); // s = 1, b = 2 / (1 + 1), w = 1 − 0.5 · 1
    expectClose(p.value, [0.5], 1e-6);
    p.grad[0] = 3;
    optimizer.step(0.1, 2); // s = 0.75 + 2.25 = 3, b = 0.5 + 3 / (√3 + 1)
    expectClose(p.value, [0.5 - 0.1 * (0.5 + 3 / (Math.sqrt(3) + 1))], 1e-6);
  });

  it('takes two steps with weight decay as worked out by hand', () => {
    const p = parameterWith([4], [1]);
    const optimizer = optimizerOf(rmsprop({ alpha: 0, epsilon: 1, weightDecay: 0.25 }), [p]);
    optimizer.step(0.3, 1); // g = 2, s = 4, w = 4 − 0.3 · 2 / 3
    expectClose(p.value, [3.8], 1e-6);
    p.grad[0] = -0.95;
    optimizer.step(0.3, 2); // g = 0
    expectClose(p.value, [3.8], 1e-6);
  });

  it('does as its formula does over twenty steps', () => {
    const settings = fc.record({ alpha: betas, epsilon: epsilons, momentum: momenta, weightDecay: decays });
    const property = fc.property(settings, seeds, ({ alpha, epsilon, momentum, weightDecay }, seed) => {
      const [square, buffer] = [new Array<number>(5).fill(0), new Array<number>(5).fill(0)];
      expectFormula(
        rmsprop({ learningRate: 0.05, alpha, epsilon, momentum, weightDecay }),
        (value, grad, rate, _, i) => {
          const g = grad + weightDecay * value;
          square[i] = alpha * square[i] + (1 - alpha) * g ** 2;
          buffer[i] = momentum * buffer[i] + g / (Math.sqrt(square[i]) + epsilon);
          return value - rate * buffer[i];
        },
        seed,
      );
    });
    fc.assert(property, fixedRuns());
  });
});
