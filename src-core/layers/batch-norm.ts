import type { Parameter } from '../tensor/parameter';
import { sizeOf } from '../tensor/shape';
import { allocateParameter, allocateStatistic } from './buffers';
import type { LayerContext, LayerSite } from './layer';
import { UnaryLayer } from './unary-layer';

export interface BatchNormOptions {
  /** Share of the batch in the running statistics after each step, 0…1 (PyTorch's meaning; Keras' is 1 minus this). */
  readonly momentum: number;
  /** Added to the variance. */
  readonly epsilon: number;
}

/**
 * Batch normalization of the channels of (N, C, H, W), or of the features of (N, F). weight is γ, bias is β, (C) each.
 * While learning, μ and σ² are those of the batch, and running_mean and running_var follow them; else the running ones
 * stand in for them, as constants. Ioffe and Szegedy 2015; running_var takes the variance with N·H·W − 1, as PyTorch does.
 *
 *     x̂ = (x − μ) / √(σ² + ε)      y = γ x̂ + β
 *     dγ = Σ dy x̂      dβ = Σ dy      dx = γ / √(σ² + ε) · (dy − mean(dy) − x̂ mean(dy x̂))
 */
export class BatchNorm extends UnaryLayer {
  override readonly parameters: readonly Parameter[];
  readonly #options: BatchNormOptions;
  readonly #channels: number;
  readonly #area: number;
  readonly #gamma: Parameter;
  readonly #beta: Parameter;
  readonly #runningMean: Parameter;
  readonly #runningVar: Parameter;
  readonly #mean: Float32Array;
  readonly #invStd: Float32Array;
  #x: Float32Array;

  constructor(options: BatchNormOptions, site: LayerSite) {
    super(site);
    const [channels, ...sides] = site.inputShapes[0];
    this.#options = options;
    this.#channels = channels;
    this.#area = sizeOf(sides);
    this.#gamma = allocateParameter(site, 'weight', [channels]);
    this.#beta = allocateParameter(site, 'bias', [channels]);
    this.#runningMean = allocateStatistic(site, 'running_mean', [channels]);
    this.#runningVar = allocateStatistic(site, 'running_var', [channels]);
    this.parameters = [this.#gamma, this.#beta, this.#runningMean, this.#runningVar];
    this.#mean = site.kernels.allocate(channels);
    this.#invStd = site.kernels.allocate(channels);
    this.#x = this.y;
  }

  override forward([x]: readonly Float32Array[], { mode, batchSize }: LayerContext): Float32Array {
    const [gamma, beta] = [this.#gamma.value, this.#beta.value];
    const [runningMean, runningVar] = [this.#runningMean.value, this.#runningVar.value];
    const tensors = [x, gamma, beta, this.#mean, this.#invStd, runningMean, runningVar, this.y] as const;
    const sizes = [batchSize, this.#channels, this.#area] as const;
    this.#x = x;
    if (mode === 'train') {
      this.kernels.batchNorm(...tensors, ...sizes, this.#options.momentum, this.#options.epsilon);
    } else {
      this.kernels.batchNormInference(...tensors, ...sizes, this.#options.epsilon);
    }
    return this.y;
  }

  override backward(dy: Float32Array, { mode, batchSize }: LayerContext): readonly (Float32Array | null)[] {
    const sizes = [batchSize, this.#channels, this.#area] as const;
    const [gamma, dgamma, dbeta] = [this.#gamma.value, this.#gamma.grad, this.#beta.grad];
    // γ and β get their gradients by the same x̂ either way.
    const dx = mode === 'train' ? this.dx : null;
    this.kernels.batchNormBackward(this.#x, dy, gamma, this.#mean, this.#invStd, dx, dgamma, dbeta, ...sizes);
    if (mode === 'eval' && this.dx) {
      this.kernels.batchNormInferenceBackward(dy, gamma, this.#invStd, this.dx, ...sizes);
    }
    return [this.dx];
  }
}
