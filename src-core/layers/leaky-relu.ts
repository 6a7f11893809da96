import { sizeOf, type Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

export interface LeakyReluOptions {
  /** Slope for negative values, 0…1. */
  readonly negativeSlope: number;
}

/**
 * ReLU that lets a share of negative values through, so that no unit dies; any shape.
 *
 *     y = x where x > 0, else slope · x      dx = dy where y > 0, else slope · dy
 */
export class LeakyRelu implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #size: number;
  readonly #slope: number;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;

  constructor({ negativeSlope }: LeakyReluOptions, site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#slope = negativeSlope;
    this.#size = sizeOf(site.outputShape);
    this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#kernels.leakyRelu(x, this.#y, batchSize * this.#size, this.#slope);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.#dx) this.#kernels.leakyReluBackward(this.#y, dy, this.#dx, batchSize * this.#size, this.#slope);
    return [this.#dx];
  }
}
