import type { LayerContext } from './layer';
import { UnaryLayer } from './unary-layer';

/**
 * Rectified linear unit, value by value; any shape.
 *
 *     y = max(0, x)      dx = dy where y > 0, else 0
 */
export class Relu extends UnaryLayer {
  override forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.kernels.relu(x, this.y, batchSize * this.size);
    return this.y;
  }

  override backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.dx) this.kernels.reluBackward(this.y, dy, this.dx, batchSize * this.size);
    return [this.dx];
  }
}
