import { sizeOf, type Shape } from '../tensor/shape';
import { allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

/**
 * Sum of two or more inputs of one shape: where the branches of a residual block meet.
 *
 *     y = x₁ + x₂ + …      dx₁ = dx₂ = … = dy
 */
export class Add implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #size: number;
  readonly #y: Float32Array;

  constructor(site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#size = sizeOf(site.outputShape);
    this.#y = allocateOutput(site);
  }

  forward(inputs: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#kernels.fill(this.#y, 0);
    for (const x of inputs) this.#kernels.accumulate(x, this.#y, batchSize * this.#size);
    return this.#y;
  }

  backward(dy: Float32Array): readonly Float32Array[] {
    return this.inputShapes.map(() => dy);
  }
}
