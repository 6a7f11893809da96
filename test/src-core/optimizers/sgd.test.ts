import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import { seeds } from '../../support/gradient-check';
import { expectClose } from '../../support/numbers';
import { decays, expectFormula, momenta, optimizerOf, parameterWith } from '../../support/optimizers';
import { fixedRuns } from '../../support/properties';

const sgd = (settings: Partial<OptimizerSpec & { kind: 'sgd' }> = {}): OptimizerSpec => ({
  ...OPTIMIZER_DEFAULTS.sgd,
  ...settings,
});

describe('Sgd', () => {
  it('steps against the gradient', () => {
    const p = parameterWith([1, 2], [10, -4]);
    optimizerOf(sgd(), [p]).step(0.25, 1);
    expect([...p.value]).toEqual([-1.5, 3]);
  });

  it('takes two steps with momentum as worked out by hand', () => {
    const p = parameterWith([1], [2]);
    const optimizer = optimizerOf(sgd({ momentum: 0.5 }), [p]);
    optimizer.step(0.5, 1); // v = 2, w = 1 − 0.5 · 2
    expect([...p.value]).toEqual([0]);
    p.grad[0] = 1;
    optimizer.step(0.25, 2); // v = 0.5 · 2 + 1, w = 0 − 0.25 · 2
    expect([...p.value]).toEqual([-0.5]);
  });

  it('takes two steps ahead of itself (Nesterov) as worked out by hand', () => {
    const p = parameterWith([1], [2]);
    const optimizer = optimizerOf(sgd({ momentum: 0.5, nesterov: true }), [p]);
    optimizer.step(0.5, 1); // v = 2, w = 1 − 0.5 · (2 + 0.5 · 2)
    expect([...p.value]).toEqual([-0.5]);
    p.grad[0] = 1;
    optimizer.step(0.25, 2); // v = 2, w = −0.5 − 0.25 · (1 + 0.5 · 2)
    expect([...p.value]).toEqual([-1]);
  });

  it('takes two steps with weight decay as worked out by hand', () => {
    const p = parameterWith([4], [0]);
    const optimizer = optimizerOf(sgd({ momentum: 0.5, weightDecay: 0.25 }), [p]);
    optimizer.step(0.5, 1); // g = 1, v = 1, w = 4 − 0.5
    expect([...p.value]).toEqual([3.5]);
    p.grad[0] = 0.125;
    optimizer.step(0.5, 2); // g = 1, v = 1.5, w = 3.5 − 0.75
    expect([...p.value]).toEqual([2.75]);
  });

  it('does as its formula does over twenty steps', () => {
    const property = fc.property(momenta, fc.boolean(), decays, seeds, (momentum, nesterov, weightDecay, seed) => {
      const velocity = [0, 0, 0, 0, 0];
      expectFormula(
        sgd({ learningRate: 0.1, momentum, nesterov, weightDecay }),
        (value, grad, rate, _, i) => {
          const g = grad + weightDecay * value;
          velocity[i] = momentum * velocity[i] + g;
          return value - rate * (nesterov ? g + momentum * velocity[i] : velocity[i]);
        },
        seed,
      );
    });
    fc.assert(property, fixedRuns());
  });

  it('reaches 1 / (1 − μ) times the step of plain descent under a constant gradient', () => {
    const p = parameterWith([0], [1]);
    const optimizer = optimizerOf(sgd({ momentum: 0.9 }), [p]);
    for (let i = 1; i <= 200; i++) optimizer.step(0.01, i);
    const before = p.value[0];
    optimizer.step(0.01, 201);
    expectClose([before - p.value[0]], [0.1], 1e-4);
  });

  it('keeps the parameters apart', () => {
    const [a, b] = [parameterWith([0], [1]), parameterWith([0, 0], [0, 2])];
    const optimizer = optimizerOf(sgd({ momentum: 0.5 }), [a, b]);
    optimizer.step(1, 1);
    optimizer.step(1, 2);
    expect([...a.value, ...b.value]).toEqual([-2.5, 0, -5]);
  });
});
