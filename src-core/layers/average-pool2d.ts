import type { WindowGeometry } from '../kernels/kernels';
import type { Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';
import { windowGeometry } from './window';

export interface AveragePool2dOptions {
  /** Side of the square window, pixels. */
  readonly kernelSize: number;
  readonly stride: number;
}

/**
 * Mean over windows, channel by channel. x (N, C, H, W), y (N, C, H', W') with H' = ⌊(H − k) / stride⌋ + 1.
 *
 *     y = Σ of the window / k²      dx = Σ over the windows that hold x of dy / k²
 */
export class AveragePool2d implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #geometry: WindowGeometry;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;

  constructor(options: AveragePool2dOptions, site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#geometry = windowGeometry({ ...options, padding: 'valid' }, site);
    this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#kernels.averagePool2d(x, this.#y, batchSize, this.#geometry);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.#dx) this.#kernels.averagePool2dBackward(dy, this.#dx, batchSize, this.#geometry);
    return [this.#dx];
  }
}
