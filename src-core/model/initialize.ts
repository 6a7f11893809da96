import type { Initializer } from '../architecture/layer-spec';
import type { ParameterShape } from '../architecture/infer-shape';
import { RandomStream } from '../random/random-stream';
import type { Parameter } from '../tensor/parameter';

/** Standard deviation of the normal distribution that first weights are drawn from. */
function standardDeviation(initializer: Initializer, { fanIn, fanOut }: ParameterShape): number {
  switch (initializer.kind) {
    case 'heNormal':
      return Math.sqrt(2 / fanIn);
    case 'xavierNormal':
      return Math.sqrt(2 / (fanIn + fanOut));
    case 'normal':
      return initializer.sigma;
    default:
      return initializer satisfies never;
  }
}

/**
 * Draws the first weights; biases become zero. Each parameter has a random stream of its own name, so that a change of
 * one layer leaves the first weights of the others as they were.
 */
export function initialize(parameter: Parameter, shape: ParameterShape, initializer: Initializer, seed: number): void {
  if (shape.role === 'bias') {
    parameter.value.fill(0);
    return;
  }
  const deviation = standardDeviation(initializer, shape);
  const stream = new RandomStream(seed, `initialize ${parameter.name}`);
  for (let i = 0; i < parameter.value.length; i++) parameter.value[i] = deviation * stream.normal(i);
}
