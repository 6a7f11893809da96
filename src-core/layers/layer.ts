import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import type { Shape } from '../tensor/shape';

/** What a pass needs to know besides its inputs. */
export interface LayerContext {
  /** Layers that behave differently while learning (dropout, batch norm) look here. */
  readonly mode: 'train' | 'eval';
  /** Examples in this pass, at most the model's `maxBatch`. Buffers may be longer; only the first examples count. */
  readonly batchSize: number;
  /** What is drawn at random is a function of (seed, layer, step): repeating a step repeats its numbers. */
  readonly seed: number;
  readonly step: number;
}

/**
 * One differentiable function with its parameters. Shapes are per example; buffers hold (N, ...shape), row-major, and are
 * allocated once, when the layer is built. `backward` follows the `forward` of the same batch: it may read what that left.
 */
export interface Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters: readonly Parameter[];
  /** The output, in a buffer that stays the layer's own until the next forward. */
  forward(inputs: readonly Float32Array[], context: LayerContext): Float32Array;
  /** dLoss/dInput for each input, from dLoss/dOutput; adds dLoss/dParameter into `parameter.grad`. Null where nobody needs it. */
  backward(dy: Float32Array, context: LayerContext): readonly (Float32Array | null)[];
}

/** Where a layer is put: what the model knows and every layer needs to allocate its buffers. */
export interface LayerSite {
  readonly name: string;
  readonly kernels: Kernels;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly maxBatch: number;
  /** Whether there will be a backward pass at all; without one no gradient is allocated. */
  readonly trainable: boolean;
  /** For each input, whether somebody needs its gradient: the network's first layer has no one to hand it to. */
  readonly wantsInputGradient: readonly boolean[];
  /** Four numbers that the model draws anew before each step of learning; see the kernel `dropout`. */
  readonly stepKey: Float32Array;
  /** Tells the layers of a model apart that draw from the same key: an integer 0…2³²−1. */
  readonly salt: number;
}
