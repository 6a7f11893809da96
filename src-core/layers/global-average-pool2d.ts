import type { WindowGeometry } from '../kernels/kernels';
import type { Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

/**
 * Mean of each channel: average pooling whose one window is the whole image. x (N, C, H, W), y (N, C).
 *
 *     y[c] = Σ x[c] / (H·W)      dx[c] = dy[c] / (H·W)
 */
export class GlobalAveragePool2d implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters = [];
  readonly #kernels;
  readonly #geometry: WindowGeometry;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;

  constructor(site: LayerSite) {
    const [channels, height, width] = site.inputShapes[0];
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#geometry = Object.freeze({
      inChannels: channels,
      inHeight: height,
      inWidth: width,
      outChannels: channels,
      outHeight: 1,
      outWidth: 1,
      kernelHeight: height,
      kernelWidth: width,
      strideY: 1,
      strideX: 1,
      paddingTop: 0,
      paddingLeft: 0,
    });
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
