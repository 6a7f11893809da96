import type { WindowGeometry } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import type { Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput, allocateParameter } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';
import { windowGeometry, type Window } from './window';

export interface Conv2dOptions extends Window {
  readonly bias: boolean;
}

/**
 * 2-D convolution (cross-correlation, as everywhere in the field).
 *
 * x (N, C, H, W), weight (F, C, k, k), bias (F), y (N, F, H', W') with H' = ⌊(H + 2·padding − k) / stride⌋ + 1,
 * or ⌈H / stride⌉ with padding `same`.
 *
 *     y[f] = bias[f] + Σ_c weight[f, c] ⋆ x[c]
 *     dx[c] = Σ_f weight[f, c] ∗ dy[f]      dweight[f, c] = dy[f] ⋆ x[c]      dbias[f] = Σ dy[f]
 */
export class Conv2d implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters: readonly Parameter[];
  readonly #kernels;
  readonly #geometry: WindowGeometry;
  readonly #weight: Parameter;
  readonly #bias: Parameter | null;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;
  #x: Float32Array;

  constructor(options: Conv2dOptions, site: LayerSite) {
    const [channels] = site.inputShapes[0];
    const [filters] = site.outputShape;
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#geometry = windowGeometry(options, site);
    this.#weight = allocateParameter(site, 'weight', [filters, channels, options.kernelSize, options.kernelSize]);
    this.#bias = options.bias ? allocateParameter(site, 'bias', [filters]) : null;
    this.parameters = this.#bias ? [this.#weight, this.#bias] : [this.#weight];
    this.#x = this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#x = x;
    this.#kernels.conv2d(x, this.#weight.value, this.#bias?.value ?? null, this.#y, batchSize, this.#geometry);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    const dbias = this.#bias?.grad ?? null;
    this.#kernels.conv2dBackwardWeight(this.#x, dy, this.#weight.grad, dbias, batchSize, this.#geometry);
    if (this.#dx) this.#kernels.conv2dBackwardInput(dy, this.#weight.value, this.#dx, batchSize, this.#geometry);
    return [this.#dx];
  }
}
