import fc from 'fast-check';
import { expect } from 'vitest';
import type { OptimizerSpec } from '../../src-core/architecture/optimizer-spec';
import { referenceKernels } from '../../src-core/kernels/reference';
import type { Optimizer } from '../../src-core/optimizers/optimizer';
import type { Parameter } from '../../src-core/tensor/parameter';
import { createOptimizer } from '../../src-core/training/create-optimizer';
import { expectClose, normals } from './numbers';

/** A parameter with these values and gradients. */
export function parameterWith(value: readonly number[], grad: readonly number[], name = 'p'): Parameter {
  return {
    name,
    shape: [value.length],
    trainable: true,
    value: Float32Array.from(value),
    grad: Float32Array.from(grad),
  };
}

/** What a layer keeps by itself: an optimizer must not touch it. */
export function statisticWith(value: readonly number[], name = 'running_mean'): Parameter {
  return { name, shape: [value.length], trainable: false, value: Float32Array.from(value), grad: new Float32Array(0) };
}

export const optimizerOf = (
  spec: OptimizerSpec,
  parameters: readonly Parameter[],
  clipNorm: number | null = null,
): Optimizer => createOptimizer({ optimizer: spec, clipNorm }, parameters, referenceKernels);

const decimal = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** Ingredients of hyperparameters. */
export const momenta = fc.oneof(fc.constantFrom(0, 0.9), decimal(0, 0.99));
export const decays = fc.oneof(fc.constant(0), decimal(0, 0.5));
export const betas = fc.oneof(fc.constantFrom(0, 0.9, 0.999), decimal(0, 0.999));
export const epsilons = fc.constantFrom(1e-8, 1e-6, 1e-3);

/** One step of the formula in float64: the new value from value, gradient, rate and number of the update (1, 2, …). */
export type Formula = (value: number, grad: number, rate: number, update: number, place: number) => number;

const STEPS = 20;

/**
 * Largest difference, measured against the largest value, between an optimizer and its formula over 20 steps with a rate
 * and gradients that change at each of them.
 */
export function expectFormula(spec: OptimizerSpec, formula: Formula, seed: number): void {
  const start = [...normals(5, seed)];
  const parameter = parameterWith(start, [0, 0, 0, 0, 0]);
  const optimizer = optimizerOf(spec, [parameter]);
  let expected = start;
  for (let update = 1; update <= STEPS; update++) {
    const rate = spec.learningRate / (1 + (update % 3));
    parameter.grad.set(normals(5, seed + update));
    optimizer.step(rate, update);
    expected = expected.map((value, i) => formula(value, parameter.grad[i], rate, update, i));
  }
  expectClose(parameter.value, expected, 1e-4);
  expect(parameter.value).not.toEqual(Float32Array.from(start));
}
