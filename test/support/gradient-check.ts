import fc from 'fast-check';
import { expect } from 'vitest';
import type { Layer, LayerContext } from '../../src-core/layers/layer';
import type { Window } from '../../src-core/layers/window';
import { sizeOf, type Shape } from '../../src-core/tensor/shape';
import { looseLayer, trainingContext, type LooseSpec } from './layers';
import { largest, normals } from './numbers';
import { fixedRuns } from './properties';

/** Half the distance between two points of a central difference: float32 leaves about 1e-5 of the slope uncertain. */
const STEP = 1e-2;
const TOLERANCE = 1e-3;

export interface GradientCase {
  readonly spec: LooseSpec;
  readonly inputShapes: readonly Shape[];
  readonly batchSize: number;
  /** Decides inputs, parameters and dy. */
  readonly seed: number;
  /** `train` where this is left out. */
  readonly mode?: LayerContext['mode'];
}

/** Draws input values; a layer with kinks is given values away from them. */
type Draw = (length: number, seed: number) => Float32Array;

/**
 * The slope of `loss` along each value, by central differences. `values` are those that `loss` depends on; they are left as
 * they were. What float32 made of the two points is what the difference is divided by.
 */
export function numericGradient(values: Float32Array, count: number, loss: () => number, step = STEP): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const kept = values[i];
    values[i] = kept + step;
    const [above, lossAbove] = [values[i], loss()];
    values[i] = kept - step;
    const [below, lossBelow] = [values[i], loss()];
    values[i] = kept;
    return (lossAbove - lossBelow) / (above - below);
  });
}

/** Largest difference between gradients that belong together, measured against the largest slope among all of them. */
export function gradientError(pairs: readonly { analytic: ArrayLike<number>; numeric: Float64Array }[]): number {
  const differences = pairs.map(({ analytic, numeric }) => largest(numeric.map((slope, i) => slope - analytic[i])));
  const worst = largest(differences);
  return worst === 0 ? 0 : worst / largest(pairs.map(({ numeric }) => largest(numeric)));
}

/** Rows of one example more than there are: what is in the spare row must not count. */
function withSpareRow(values: Float32Array, rowLength: number): Float32Array {
  const padded = new Float32Array(values.length + rowLength).fill(NaN);
  padded.set(values);
  return padded;
}

/** Puts random numbers into the parameters and their gradients, positive ones into statistics: they may be variances. */
function fillParameters(layer: Layer, seed: number): Float32Array[] {
  return layer.parameters.map(({ value, grad, trainable }, i) => {
    const drawn = normals(value.length, seed + 100 + i);
    value.set(trainable ? drawn : drawn.map((number) => Math.abs(number) + 0.1));
    const before = normals(grad.length, seed + 200 + i);
    grad.set(before);
    return before;
  });
}

/** The error of all gradients of one layer against central differences of Σ dy · y, which is summed in float64. */
function layerError({ spec, inputShapes, batchSize, seed, mode = 'train' }: GradientCase, draw: Draw): number {
  const layer = looseLayer(spec, inputShapes, batchSize + 1);
  const context: LayerContext = { ...trainingContext(batchSize), mode };
  const outputSize = sizeOf(layer.outputShape);
  const gradientsBefore = fillParameters(layer, seed);
  const inputs = inputShapes.map((shape, i) => withSpareRow(draw(batchSize * sizeOf(shape), seed + i), sizeOf(shape)));
  const dy = withSpareRow(normals(batchSize * outputSize, seed + 300), outputSize);
  const loss = (): number => {
    const y = layer.forward(inputs, context);
    let sum = 0;
    for (let i = 0; i < batchSize * outputSize; i++) sum += dy[i] * y[i];
    return sum;
  };
  loss();
  const dInputs = layer.backward(dy, context).map((dx) => dx!.slice());
  return gradientError([
    ...inputs.map((x, i) => {
      const count = x.length - sizeOf(inputShapes[i]);
      return { analytic: dInputs[i], numeric: numericGradient(x, count, loss) };
    }),
    ...layer.parameters.map(({ value, grad }, i) => ({
      analytic: grad.map((sum, j) => sum - gradientsBefore[i][j]),
      numeric: numericGradient(value, grad.length, loss),
    })),
  ]);
}

/**
 * Checks, over many cases, the gradients of a layer for its inputs and parameters; that they are added to what was there,
 * and that examples beyond the batch do not count. Says once how far they were off at most.
 */
export function expectTrueGradients(
  what: string,
  cases: fc.Arbitrary<GradientCase>,
  { draw = normals, runs = 40 }: { draw?: Draw; runs?: number } = {},
): void {
  let worst = 0;
  const property = fc.property(cases, (gradientCase) => {
    const error = layerError(gradientCase, draw);
    expect(error).toBeLessThan(TOLERANCE);
    worst = Math.max(worst, error);
  });
  fc.assert(property, fixedRuns(runs));
  console.log(`${what}: gradients within ${worst.toExponential(1)} of finite differences`);
}

/** Ingredients of most cases. */
export const seeds = fc.integer({ min: 0, max: 1_000_000 });
export const batchSizes = fc.integer({ min: 1, max: 3 });
export const imageShapes = fc.tuple(
  fc.integer({ min: 1, max: 3 }),
  fc.integer({ min: 3, max: 8 }),
  fc.integer({ min: 3, max: 8 }),
);

/** Whether a window fits into an image with its padding. */
export function fits({ kernelSize, padding }: Pick<Window, 'kernelSize' | 'padding'>, [, ...sides]: Shape): boolean {
  if (padding === 'same') return true;
  return kernelSize <= Math.min(...sides) + 2 * (padding === 'valid' ? 0 : padding);
}
