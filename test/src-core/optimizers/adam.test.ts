import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import { seeds } from '../../support/gradient-check';
import { expectClose } from '../../support/numbers';
import { betas, decays, epsilons, expectFormula, optimizerOf, parameterWith } from '../../support/optimizers';
import { fixedRuns } from '../../support/properties';

type AdamSpec = OptimizerSpec & { kind: 'adam' | 'adamW' };

const adam = (kind: AdamSpec['kind'], settings: Partial<Omit<AdamSpec, 'kind'>> = {}): OptimizerSpec => ({
  ...OPTIMIZER_DEFAULTS[kind],
  ...settings,
});

describe('Adam', () => {
  it('takes two steps as worked out by hand', () => {
    const p = parameterWith([1], [2]);
    const optimizer = optimizerOf(adam('adam', { beta1: 0.5, beta2: 0.75, epsilon: 1 }), [p]);
    // m = 1, m̂ = 1 / 0.5 = 2; v = 1, v̂ = 1 / 0.25 = 4: w = 1 − 0.3 · 2 / (2 + 1)
    optimizer.step(0.3, 1);
    expectClose(p.value, [0.8], 1e-6);
    p.grad[0] = -1;
    // m = 0.5 − 0.5 = 0: w stays. v = 0.75 + 0.25 = 1.
    optimizer.step(0.3, 2);
    expectClose(p.value, [0.8], 1e-6);
    p.grad[0] = 4;
    // m = 2, m̂ = 2 / (1 − ⅛); v = 0.75 + 4, v̂ = 4.75 / (1 − 27/64)
    optimizer.step(0.3, 3);
    expectClose(p.value, [0.8 - (0.3 * (16 / 7)) / (Math.sqrt((4.75 * 64) / 37) + 1)], 1e-6);
  });

  it('takes first steps of the size of the learning rate, however long the gradient is', () => {
    const p = parameterWith([0, 0, 0], [1e-4, -3, 1e4]);
    optimizerOf(adam('adam'), [p]).step(0.01, 1);
    expectClose(p.value, [-0.01, 0.01, -0.01], 2e-4);
  });

  it('does as its formula does over twenty steps, the weight decay being part of the gradient', () => {
    const property = fc.property(betas, betas, epsilons, decays, seeds, (beta1, beta2, epsilon, weightDecay, seed) => {
      const [m, v] = [new Array<number>(5).fill(0), new Array<number>(5).fill(0)];
      expectFormula(
        adam('adam', { learningRate: 0.1, beta1, beta2, epsilon, weightDecay }),
        (value, grad, rate, t, i) => {
          const g = grad + weightDecay * value;
          m[i] = beta1 * m[i] + (1 - beta1) * g;
          v[i] = beta2 * v[i] + (1 - beta2) * g ** 2;
          return value - (rate * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
        },
        seed,
      );
    });
    fc.assert(property, fixedRuns());
  });
});

describe('AdamW', () => {
  it('shrinks a weight without a gradient by η λ', () => {
    const p = parameterWith([8], [0]);
    const optimizer = optimizerOf(adam('adamW', { weightDecay: 0.5 }), [p]);
    optimizer.step(0.25, 1);
    expectClose(p.value, [7], 1e-6);
    optimizer.step(0.25, 2);
    expectClose(p.value, [7 * 0.875], 1e-6);
  });

  it('takes two steps as worked out by hand', () => {
    const p = parameterWith([1], [2]);
    const optimizer = optimizerOf(adam('adamW', { beta1: 0.5, beta2: 0.75, epsilon: 1, weightDecay: 0.5 }), [p]);
    optimizer.step(0.3, 1); // as Adam's, from 0.85
    expectClose(p.value, [0.65], 1e-6);
    p.grad[0] = -1;
    optimizer.step(0.2, 2); // m = 0: only the decay
    expectClose(p.value, [0.585], 1e-6);
  });

  it('does as its formula does over twenty steps, the weights shrinking by themselves', () => {
    const property = fc.property(betas, betas, epsilons, decays, seeds, (beta1, beta2, epsilon, weightDecay, seed) => {
      const [m, v] = [new Array<number>(5).fill(0), new Array<number>(5).fill(0)];
      expectFormula(
        adam('adamW', { learningRate: 0.1, beta1, beta2, epsilon, weightDecay }),
        (value, grad, rate, t, i) => {
          m[i] = beta1 * m[i] + (1 - beta1) * grad;
          v[i] = beta2 * v[i] + (1 - beta2) * grad ** 2;
          const direction = m[i] / (1 - beta1 ** t) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
          return value - rate * weightDecay * value - rate * direction;
        },
        seed,
      );
    });
    fc.assert(property, fixedRuns());
  });

  it('is Adam where nothing decays', () => {
    const [a, b] = [parameterWith([1, 2], [3, -4]), parameterWith([1, 2], [3, -4])];
    const [first, second] = [optimizerOf(adam('adam'), [a]), optimizerOf(adam('adamW', { weightDecay: 0 }), [b])];
    for (const update of [1, 2, 3]) {
      first.step(0.1, update);
      second.step(0.1, update);
    }
    expect(b.value).toEqual(a.value);
  });
});
