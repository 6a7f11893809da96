import type { Shape } from './shape';

/** What a network remembers besides its spec. Layers add into `grad`; an optimizer reads it and changes `value`. Row-major. */
export interface Parameter {
  /** PyTorch's key: layer name, dot, role, such as `conv1.weight`. */
  readonly name: string;
  readonly shape: Shape;
  /** False for what a layer keeps by itself, such as running statistics: no gradient, no optimizer. */
  readonly trainable: boolean;
  readonly value: Float32Array;
  /** d(mean loss) / d(value), summed since the last zeroGrad. Empty in a model that is only used for inference. */
  readonly grad: Float32Array;
}
