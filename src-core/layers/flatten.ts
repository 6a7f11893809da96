import type { Shape } from '../tensor/shape';
import type { Layer, LayerSite } from './layer';

/**
 * (N, C, H, W) → (N, C·H·W). Rows of (C, H, W) are contiguous already, so both directions hand the buffer on as it is.
 *
 *     y = x      dx = dy
 */
export class Flatten implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];

  constructor(site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
  }

  forward([x]: readonly Float32Array[]): Float32Array {
    return x;
  }

  backward(dy: Float32Array): readonly Float32Array[] {
    return [dy];
  }
}
