import type { LayerContext } from './layer';
import { UnaryLayer } from './unary-layer';

/**
 * Softmax over the values of an example. x, y (N, K). Not for the end of a classifier: its loss works from logits.
 *
 *     y = eˣ / Σ eˣ      dx = y · (dy − Σ dy · y)
 */
export class Softmax extends UnaryLayer {
  override forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.kernels.softmax(x, this.y, batchSize, this.size);
    return this.y;
  }

  override backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.dx) this.kernels.softmaxBackward(this.y, dy, this.dx, batchSize, this.size);
    return [this.dx];
  }
}
