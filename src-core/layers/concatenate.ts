import { sizeOf, type Shape } from '../tensor/shape';
import { allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

/**
 * Two or more inputs behind each other along their first axis: (N, C₁, H, W), (N, C₂, H, W) → (N, C₁ + C₂, H, W), or
 * vectors. The values of one example lie behind each other in memory, so each input is one piece of each row.
 *
 *     y = [x₁, x₂, …]      dx₁, dx₂, … = the pieces of dy
 */
export class Concatenate implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #y: Float32Array;
  readonly #pieces: readonly { size: number; offset: number; dx: Float32Array | null }[];

  constructor(site: LayerSite) {
    const sizes = site.inputShapes.map(sizeOf);
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#y = allocateOutput(site);
    this.#pieces = sizes.map((size, i) => ({
      size,
      offset: sizes.slice(0, i).reduce((sum, before) => sum + before, 0),
      dx: site.trainable && site.wantsInputGradient[i] ? site.kernels.allocate(site.maxBatch * size) : null,
    }));
  }

  forward(inputs: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    const total = sizeOf(this.outputShape);
    this.#pieces.forEach(({ size, offset }, i) => {
      this.#kernels.copyRows(inputs[i], 0, size, this.#y, offset, total, batchSize, size);
    });
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    const total = sizeOf(this.outputShape);
    return this.#pieces.map(({ size, offset, dx }) => {
      if (dx) this.#kernels.copyRows(dy, offset, total, dx, 0, size, batchSize, size);
      return dx;
    });
  }
}
