import type { LayerContext } from './layer';
import { UnaryLayer } from './unary-layer';

/**
 * Logistic function, value by value; any shape.
 *
 *     y = 1 / (1 + e⁻ˣ)      dx = dy · y (1 − y)
 */
export class Sigmoid extends UnaryLayer {
  override forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.kernels.sigmoid(x, this.y, batchSize * this.size);
    return this.y;
  }

  override backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.dx) this.kernels.sigmoidBackward(this.y, dy, this.dx, batchSize * this.size);
    return [this.dx];
  }
}
