import type { WindowGeometry } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import type { Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput, allocateParameter } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';
import { windowGeometry, type Window } from './window';

export interface DepthwiseConv2dOptions extends Window {
  readonly bias: boolean;
}

/**
 * Depthwise 2-D convolution: `depthMultiplier` filters for each input channel, none of which sees another channel
 * (PyTorch's Conv2d with groups = C; Keras' DepthwiseConv2D). What mixes the channels afterwards is a 1×1 convolution.
 *
 * x (N, C, H, W), weight (C·m, 1, k, k), bias (C·m), y (N, C·m, H', W') with H' as in Conv2d; f sees channel c = ⌊f / m⌋.
 *
 *     y[f] = bias[f] + weight[f] ⋆ x[c]
 *     dx[c] = Σ_f weight[f] ∗ dy[f]      dweight[f] = dy[f] ⋆ x[c]      dbias[f] = Σ dy[f]
 */
export class DepthwiseConv2d implements Layer {
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

  constructor(options: DepthwiseConv2dOptions, site: LayerSite) {
    const [filters] = site.outputShape;
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#geometry = windowGeometry(options, site);
    this.#weight = allocateParameter(site, 'weight', [filters, 1, options.kernelSize, options.kernelSize]);
    this.#bias = options.bias ? allocateParameter(site, 'bias', [filters]) : null;
    this.parameters = this.#bias ? [this.#weight, this.#bias] : [this.#weight];
    this.#x = this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#x = x;
    this.#kernels.depthwiseConv2d(x, this.#weight.value, this.#bias?.value ?? null, this.#y, batchSize, this.#geometry);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize }: LayerContext): readonly (Float32Array | null)[] {
    const dbias = this.#bias?.grad ?? null;
    this.#kernels.depthwiseConv2dBackwardWeight(this.#x, dy, this.#weight.grad, dbias, batchSize, this.#geometry);
    if (this.#dx)
      this.#kernels.depthwiseConv2dBackwardInput(dy, this.#weight.value, this.#dx, batchSize, this.#geometry);
    return [this.#dx];
  }
}
