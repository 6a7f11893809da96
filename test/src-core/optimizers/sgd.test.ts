import { describe, expect, it } from 'vitest';
import { referenceKernels } from '../../../src-core/kernels/reference';
import { Sgd } from '../../../src-core/optimizers/sgd';
import type { Parameter } from '../../../src-core/tensor/parameter';
import { expectClose } from '../../support/numbers';

function parameter(value: number[], grad: number[]): Parameter {
  return {
    name: 'p',
    shape: [value.length],
    trainable: true,
    value: Float32Array.from(value),
    grad: Float32Array.from(grad),
  };
}

describe('Sgd', () => {
  it('steps against the gradient', () => {
    const p = parameter([1, 2], [10, -4]);
    new Sgd({ momentum: 0 }, [p], referenceKernels).step(0.25, 1);
    expect([...p.value]).toEqual([-1.5, 3]);
  });

  it('takes two steps with momentum as worked out by hand', () => {
    const p = parameter([1], [2]);
    const sgd = new Sgd({ momentum: 0.5 }, [p], referenceKernels);
    sgd.step(0.5, 1); // v = 2, w = 1 − 0.5 · 2
    expect([...p.value]).toEqual([0]);
    p.grad[0] = 1;
    sgd.step(0.25, 1); // v = 0.5 · 2 + 1, w = 0 − 0.25 · 2
    expect([...p.value]).toEqual([-0.5]);
  });

  it('reaches 1 / (1 − μ) times the step of plain descent under a constant gradient', () => {
    const p = parameter([0], [1]);
    const sgd = new Sgd({ momentum: 0.9 }, [p], referenceKernels);
    for (let i = 0; i < 200; i++) sgd.step(0.01, 1);
    const before = p.value[0];
    sgd.step(0.01, 1);
    expectClose([before - p.value[0]], [0.1], 1e-4);
  });

  it('keeps the parameters apart', () => {
    const [a, b] = [parameter([0], [1]), parameter([0, 0], [0, 2])];
    const sgd = new Sgd({ momentum: 0.5 }, [a, b], referenceKernels);
    sgd.step(1, 1);
    sgd.step(1, 1);
    expect([...a.value, ...b.value]).toEqual([-2.5, 0, -5]);
  });
});
