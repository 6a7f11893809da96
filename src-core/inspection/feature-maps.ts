import type { Model } from '../model/model';
import { sizeOf, type Shape } from '../tensor/shape';

/** Vectors of more values are thinned: a screen has no room for them. */
const MOST_VALUES = 4096;

/** What one layer made of one example. */
export interface FeatureMap {
  readonly layer: string;
  /** (C, H, W) or (F). */
  readonly shape: Shape;
  /** Every how manyth value is given: 1, but for vectors of more than 4,096. */
  readonly stride: number;
  /** Row-major; a copy, so that it stays as it is. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Every `stride`-th of the first `size` values, as a copy. */
function thinned(values: Float32Array, size: number, stride: number): Float32Array<ArrayBuffer> {
  if (stride === 1) return Float32Array.from(values.subarray(0, size));
  const few = new Float32Array(Math.ceil(size / stride));
  for (let i = 0; i < few.length; i++) few[i] = values[i * stride] ?? 0;
  return few;
}

/** The outputs of all layers for the first example of the model's last forward pass, in the order in which they ran. */
export function featureMaps(model: Model): FeatureMap[] {
  return model.layers.map(({ name, outputShape: shape }) => {
    const size = sizeOf(shape);
    const stride = shape.length === 1 ? Math.ceil(size / MOST_VALUES) : 1;
    return { layer: name, shape, stride, values: thinned(model.output(name), size, stride) };
  });
}
