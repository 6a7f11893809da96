import type { Parameter } from '../tensor/parameter';
import type { Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput, allocateParameter } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

export interface DenseOptions {
  readonly bias: boolean;
}

/**
 * Fully connected layer (PyTorch's Linear). x (N, I), weight (O, I), bias (O), y (N, O).
 *
 *     y = x weightᵀ + bias      dx = dy weight      dweight = dyᵀ x      dbias = Σ_N dy
 */
export class Dense implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters: readonly Parameter[];
  readonly #kernels;
  readonly #inFeatures: number;
  readonly #outFeatures: number;
  readonly #weight: Parameter;
  readonly #bias: Parameter | null;
  readonly #y: Float32Array;
  readonly #dx: Float32Array | null;
  #x: Float32Array;

  constructor(options: DenseOptions, site: LayerSite) {
    [this.#inFeatures] = site.inputShapes[0];
    [this.#outFeatures] = site.outputShape;
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.#kernels = site.kernels;
    this.#weight = allocateParameter(site, 'weight', [this.#outFeatures, this.#inFeatures]);
    this.#bias = options.bias ? allocateParameter(site, 'bias', [this.#outFeatures]) : null;
    this.parameters = this.#bias ? [this.#weight, this.#bias] : [this.#weight];
    this.#x = this.#y = allocateOutput(site);
    this.#dx = allocateInputGradient(site);
  }

  forward([x]: readonly Float32Array[], { batchSize }: LayerContext): Float32Array {
    this.#x = x;
    const bias = this.#bias?.value ?? null;
    this.#kernels.dense(x, this.#weight.value, bias, this.#y, batchSize, this.#inFeatures, this.#outFeatures);
    return this.#y;
  }

  backward(dy: Float32Array, { batchSize: n }: LayerContext): readonly (Float32Array | null)[] {
    const { value, grad } = this.#weight;
    const dbias = this.#bias?.grad ?? null;
    this.#kernels.denseBackwardWeight(this.#x, dy, grad, dbias, n, this.#inFeatures, this.#outFeatures);
    if (this.#dx) this.#kernels.denseBackwardInput(dy, value, this.#dx, n, this.#inFeatures, this.#outFeatures);
    return [this.#dx];
  }
}
