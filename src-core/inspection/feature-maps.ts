import type { Model } from '../model/model';
import { sizeOf, type Shape } from '../tensor/shape';

/** What one layer made of one example. */
export interface FeatureMap {
  readonly layer: string;
  /** (C, H, W) or (F). */
  readonly shape: Shape;
  /** Row-major; a copy, so that it stays as it is. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** The outputs of all layers for the first example of the model's last forward pass, in the order in which they ran. */
export function featureMaps(model: Model): FeatureMap[] {
  return model.layers.map(({ name, outputShape }) => ({
    layer: name,
    shape: outputShape,
    values: Float32Array.from(model.output(name).subarray(0, sizeOf(outputShape))),
  }));
}
