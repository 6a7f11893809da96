import { afterAll, describe, expect, it } from 'vitest';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../src-core/architecture/optimizer-spec';
import { normals } from '../support/numbers';
import { optimizerOf, parameterWith } from '../support/optimizers';
import { askTorch, Differences, type OptimizerAnswer, type OptimizerQuestion } from './torch';

const STEPS = 10;
const { sgd, adam, adamW, rmsprop } = OPTIMIZER_DEFAULTS;

const specs: readonly OptimizerSpec[] = [
  sgd,
  { ...sgd, weightDecay: 0.1 },
  { ...sgd, momentum: 0.9 },
  { ...sgd, momentum: 0.9, weightDecay: 0.1 },
  { ...sgd, momentum: 0.9, nesterov: true },
  { ...sgd, momentum: 0.9, nesterov: true, weightDecay: 0.1 },
  adam,
  { ...adam, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1 },
  adamW,
  { ...adamW, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.3 },
  rmsprop,
  { ...rmsprop, alpha: 0.9, momentum: 0.9 },
  { ...rmsprop, alpha: 0.9, epsilon: 1e-3, momentum: 0.5, weightDecay: 0.1 },
];

const lists = (seed: number, scale = 1): number[][] =>
  [4, 1, 7].map((length, i) => Array.from(normals(length, seed + i), (value) => Math.fround(scale * value)));

/** Ten steps, each with a rate of its own. Clipping cuts some of the gradients and leaves others. */
const questions: readonly OptimizerQuestion[] = specs.flatMap((optimizer, i) =>
  [null, 2].map((clipNorm) => ({
    ask: 'optimizer' as const,
    optimizer,
    clipNorm,
    start: lists(100 * i),
    gradients: Array.from({ length: STEPS }, (_, step) => lists(100 * i + 10 * step + 3, 1 / (1 + (step % 3)))),
    rates: Array.from({ length: STEPS }, (_, step) => 0.1 / (1 + (step % 4))),
  })),
);
const answers = askTorch<OptimizerAnswer>(questions);
const differences = new Differences();

describe('optimizers', () => {
  it.each(questions.map((question, i) => ({ ...question, i, what: JSON.stringify(question.optimizer) })))(
    '$what, clipped to $clipNorm',
    ({ optimizer: spec, clipNorm, start, gradients, rates, i }) => {
      const parameters = start.map((values, p) =>
        parameterWith(values, new Array<number>(values.length).fill(0), `${p}`),
      );
      const optimizer = optimizerOf(spec, parameters, clipNorm);
      const { steps, state } = answers[i];
      rates.forEach((rate, step) => {
        parameters.forEach(({ grad }, p) => {
          grad.set(gradients[step][p]);
        });
        optimizer.step(rate, step + 1);
        parameters.forEach(({ value }, p) => {
          differences.expect(`${spec.kind}, step ${step + 1}`, value, steps[step][p]);
        });
      });
      // What PyTorch remembers, we remember by the same name. It has no buffer where there is no momentum.
      const ours = new Map(optimizer.state.map(({ name, values }) => [name, values]));
      state.forEach((kept, p) => {
        for (const [name, values] of Object.entries(kept)) {
          expect(ours.has(`${p}.${name}`)).toBe(true);
          differences.expect(`${spec.kind}, ${name}`, ours.get(`${p}.${name}`)!, values);
        }
      });
    },
  );

  it('remember something', () => {
    expect(answers.filter(({ state }) => Object.keys(state[0]).length > 0).length).toBeGreaterThan(15);
  });

  afterAll(() => differences.report('optimizers'));
});
