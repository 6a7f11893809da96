import type { Ties, WindowGeometry } from '../kernels/kernels';
import type { Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';
import { windowGeometry } from './window';

export interface MaxPool2dOptions {
  /** Side of the square window, pixels. */
  readonly kernelSize: number;
  readonly stride: number;
  readonly ties: Ties;
}

/**
 * Maximum over windows, channel by channel. x (N, C, H, W), y (N, C, H', W') with H' = ⌊(H − k) / stride⌋ + 1.
 *
 *     y = max of the window      dx = dy where x is that maximum, else 0
 *
 * `ties` says which of equal maxima receive dy: the first (PyTorch, notebook-002) or all (notebooks 000, 003 and 004).
 */
export class MaxPool2d implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #geometry: WindowGeometry;
  readonly #ties: Ties;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;
  #x: Float32Array;

  constructor(options: MaxPool2dOptions, site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#geometry = windowGeometry({ ...options, padding: 'valid' }, site);
    this.#ties = options.ties;
    this.#x = this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#x = x;
    this.#kernels.maxPool2d(x, this.#y, batchSize, this.#geometry);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (this.#dx) {
      this.#kernels.maxPool2dBackward(this.#x, this.#y, dy, this.#dx, batchSize, this.#geometry, this.#ties);
    }
    return [this.#dx];
  }
}
