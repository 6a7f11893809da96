import type { Initializer, LayerSpec } from '../architecture/layer-spec';
import type { ParameterShape } from '../architecture/infer-shape';
import { RandomStream } from '../random/random-stream';
import type { Parameter } from '../tensor/parameter';

/** Value `i` of a stream. */
type Draw = (stream: RandomStream, i: number) => number;

const normal =
  (deviation: number): Draw =>
  (stream, i) =>
    deviation * stream.normal(i);

/** Uniform on (−limit, limit). */
const uniform =
  (limit: number): Draw =>
  (stream, i) =>
    limit * (2 * stream.uniform(i) - 1);

function drawOf(initializer: Initializer, { fanIn, fanOut }: ParameterShape): Draw {
  switch (initializer.kind) {
    case 'heNormal':
      return normal(Math.sqrt(2 / fanIn));
    case 'heUniform':
      return uniform(Math.sqrt(6 / fanIn));
    case 'xavierNormal':
      return normal(Math.sqrt(2 / (fanIn + fanOut)));
    case 'xavierUniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case 'normal':
      return normal(initializer.sigma);
    case 'constant':
      return () => initializer.value;
    default:
      return initializer satisfies never;
  }
}

const constant = (value: number): Initializer => ({ kind: 'constant', value });

/** How the first values of a layer's parameter are drawn: as the spec says; biases and means are 0, scales and variances 1. */
export function initializerOf(spec: LayerSpec, role: ParameterShape['role']): Initializer {
  if (role === 'running_mean') return constant(0);
  if (role === 'running_var' || !('initializer' in spec)) return constant(role === 'bias' ? 0 : 1);
  return role === 'bias' ? (spec.biasInitializer ?? constant(0)) : spec.initializer;
}

/**
 * Draws the first values. Each parameter has a random stream of its own name, so that a change of one layer leaves the
 * first weights of the others as they were. `draw`: which of many drawings from the same seed.
 */
export function initialize(
  parameter: Parameter,
  shape: ParameterShape,
  initializer: Initializer,
  seed: number,
  draw = 0,
): void {
  const valueAt = drawOf(initializer, shape);
  const stream = new RandomStream(seed, `initialize ${parameter.name}`, draw);
  for (let i = 0; i < parameter.value.length; i++) parameter.value[i] = valueAt(stream, i);
}
