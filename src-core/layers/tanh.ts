import type { LayerContext } from './layer';
import { UnaryLayer } from './unary-layer';

/**
 * Hyperbolic tangent, value by value; any shape.
 *
 *     y = tanh x      dx = dy · (1 − y²)
 */
export class Tanh extends UnaryLayer {
  override forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.kernels.tanh(x, this.y, batchSize * this.size);
    return this.y;
  }

  override backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.dx) this.kernels.tanhBackward(this.y, dy, this.dx, batchSize * this.size);
    return [this.dx];
  }
}
