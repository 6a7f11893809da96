import { expect, it } from 'vitest';
import { probabilitiesFromOutputs } from '../../../src-core/metrics/probabilities';

function probabilitiesOf(outputs: readonly number[], classes: number): number[] {
  const probabilities = new Float32Array(classes).fill(NaN);
  probabilitiesFromOutputs(Float32Array.from(outputs), probabilities);
  return [...probabilities];
}

it('scales outputs to a sum of 1, negative ones counting as 0', () => {
  expect(probabilitiesOf([1, -5, 3], 3)).toEqual([0.25, 0, 0.75]);
  expect(probabilitiesOf([0.5, 0.25, 0.25], 3)).toEqual([0.5, 0.25, 0.25]);
});

it('finds all classes equally likely where no output is positive', () => {
  expect(probabilitiesOf([-1, 0, -2, 0], 4)).toEqual([0.25, 0.25, 0.25, 0.25]);
});

it('takes a single output for the probability of class 1', () => {
  expect(probabilitiesOf([0.25], 2)).toEqual([0.75, 0.25]);
  expect(probabilitiesOf([-3], 2)).toEqual([1, 0]);
  expect(probabilitiesOf([1.5], 2)).toEqual([0, 1]);
});
