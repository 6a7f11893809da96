import { sizeOf, type Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

/**
 * Logistic function, value by value; any shape.
 *
 *     y = 1 / (1 + e⁻ˣ)      dx = dy · y (1 − y)
 */
export class Sigmoid implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #size: number;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;

  constructor(site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#size = sizeOf(site.outputShape);
    this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#kernels.sigmoid(x, this.#y, batchSize * this.#size);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.#dx) this.#kernels.sigmoidBackward(this.#y, dy, this.#dx, batchSize * this.#size);
    return [this.#dx];
  }
}
