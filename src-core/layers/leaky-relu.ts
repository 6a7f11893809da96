import type { LayerContext, LayerSite } from './layer';
import { UnaryLayer } from './unary-layer';

export interface LeakyReluOptions {
  /** Slope for negative values, 0…1. */
  readonly negativeSlope: number;
}

/**
 * ReLU that lets a share of negative values through, so that no unit dies; any shape.
 *
 *     y = x where x > 0, else slope · x      dx = dy where y > 0, else slope · dy
 */
export class LeakyRelu extends UnaryLayer {
  readonly #slope: number;

  constructor({ negativeSlope }: LeakyReluOptions, site: LayerSite) {
    super(site);
    this.#slope = negativeSlope;
  }

  override forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.kernels.leakyRelu(x, this.y, batchSize * this.size, this.#slope);
    return this.y;
  }

  override backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.dx) this.kernels.leakyReluBackward(this.y, dy, this.dx, batchSize * this.size, this.#slope);
    return [this.dx];
  }
}
