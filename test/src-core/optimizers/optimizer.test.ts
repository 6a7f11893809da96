import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import { seeds } from '../../support/gradient-check';
import { bytesOf, expectClose, normals } from '../../support/numbers';
import { optimizerOf, parameterWith, statisticWith } from '../../support/optimizers';
import { fixedRuns } from '../../support/properties';

const specs = Object.values(OPTIMIZER_DEFAULTS) as readonly OptimizerSpec[];
const plain: OptimizerSpec = { ...OPTIMIZER_DEFAULTS.sgd, learningRate: 1 };

const STATE: Record<OptimizerSpec['kind'], readonly string[]> = {
  sgd: ['momentum_buffer'],
  adam: ['exp_avg', 'exp_avg_sq'],
  adamW: ['exp_avg', 'exp_avg_sq'],
  rmsprop: ['square_avg', 'momentum_buffer'],
};

describe.each(specs)('every optimizer: $kind', (spec) => {
  it('leaves alone what a layer keeps by itself, and remembers nothing of it', () => {
    const [learned, kept] = [parameterWith([1, 2], [3, 4], 'bn.weight'), statisticWith([5, 6], 'bn.running_mean')];
    const optimizer = optimizerOf({ ...spec, weightDecay: 0.5 }, [kept, learned], 0.1);
    optimizer.step(0.1, 1);
    expect([...kept.value]).toEqual([5, 6]);
    expect([...learned.value]).not.toEqual([1, 2]);
    expect(optimizer.state.map(({ name }) => name)).toEqual(STATE[spec.kind].map((name) => `bn.weight.${name}`));
  });

  it('names what it remembers as PyTorch does, in the order of the parameters', () => {
    const optimizer = optimizerOf(spec, [parameterWith([1, 2], [3, 4], 'a'), parameterWith([5], [6], 'b')]);
    const names = ['a', 'b'].flatMap((parameter) => STATE[spec.kind].map((name) => `${parameter}.${name}`));
    expect(optimizer.state.map(({ name }) => name)).toEqual(names);
    expect(optimizer.state.map(({ values }) => values.length)).toEqual(
      names.map((name) => (name.startsWith('a') ? 2 : 1)),
    );
    expect(optimizer.state.every(({ values }) => values.every((value) => value === 0))).toBe(true);
  });

  it('goes on from what it remembers, bit by bit as if it had not stopped', () => {
    const settings: OptimizerSpec =
      'momentum' in spec ? { ...spec, momentum: 0.9, weightDecay: 0.1 } : { ...spec, weightDecay: 0.1 };
    const through = parameterWith([...normals(6, 1)], new Array<number>(6).fill(0));
    const before = optimizerOf(settings, [through]);
    const step = (optimizer: typeof before, { grad }: typeof through, update: number): void => {
      grad.set(normals(6, 10 + update));
      optimizer.step(0.05 / update, update);
    };
    for (const update of [1, 2, 3]) step(before, through, update);
    const resumed = parameterWith([...through.value], new Array<number>(6).fill(0));
    const after = optimizerOf(settings, [resumed]);
    after.state.forEach(({ values }, i) => {
      values.set(before.state[i].values);
    });
    for (const update of [4, 5, 6]) {
      step(before, through, update);
      step(after, resumed, update);
    }
    expect(bytesOf(resumed.value)).toEqual(bytesOf(through.value));
  });

  it('changes nothing at the learning rate 0', () => {
    const p = parameterWith([1, -2], [3, 4]);
    optimizerOf({ ...spec, weightDecay: 0.1 }, [p]).step(0, 1);
    expect([...p.value]).toEqual([1, -2]);
  });
});

describe('clipping', () => {
  it('shortens all gradients together, as worked out by hand', () => {
    const [a, b] = [parameterWith([0], [3]), parameterWith([0, 0], [0, 4])];
    optimizerOf(plain, [a, b], 1).step(1, 1); // of length 5
    expectClose([...a.value, ...b.value], [-0.6, 0, -0.8], 1e-6);
  });

  it('leaves shorter gradients as they are, bit by bit', () => {
    const p = parameterWith([0, 0], [0.3, 0.4]);
    const before = bytesOf(p.grad);
    optimizerOf(plain, [p], 0.6).step(1, 1);
    expect(bytesOf(p.grad)).toEqual(before);
  });

  it('gives gradients of the length that is allowed, in the direction that they had', () => {
    const limits = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    const property = fc.property(fc.integer({ min: 1, max: 20 }), limits, seeds, (size, share, seed) => {
      const parameters = [0, 1, 2].map((i) =>
        parameterWith(new Array<number>(size).fill(0), [...normals(size, seed + i)]),
      );
      const gradients = (): number[] => parameters.flatMap(({ grad }) => [...grad]);
      const before = gradients();
      const length = Math.hypot(...before);
      optimizerOf(plain, parameters, share * length).step(1, 1);
      expectClose(
        gradients(),
        before.map((value) => share * value),
        1e-4,
      );
    });
    fc.assert(property, fixedRuns());
  });

  it('lets what is not a number through, so that it is noticed', () => {
    const [a, b] = [parameterWith([0], [NaN]), parameterWith([0], [1])];
    optimizerOf(plain, [a, b], 1).step(1, 1);
    expect([a.value[0], b.value[0]]).toEqual([NaN, NaN]);
  });
});
