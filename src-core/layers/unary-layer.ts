import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';
import { sizeOf, type Shape } from '../tensor/shape';
import { allocateInputGradient, allocateOutput } from './buffers';
import type { Layer, LayerContext, LayerSite } from './layer';

/** What layers share that have one input, no parameters and an output of the input's shape: buffers and sizes. */
export abstract class UnaryLayer implements Layer {
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly parameters: readonly Parameter[] = [];
  protected readonly kernels: Kernels;
  /** Values of one example. */
  protected readonly size: number;
  protected readonly y: Float32Array;
  /** Null where nobody needs it. */
  protected readonly dx: Float32Array | null;

  constructor(site: LayerSite) {
    this.inputShapes = site.inputShapes;
    this.outputShape = site.outputShape;
    this.kernels = site.kernels;
    this.size = sizeOf(site.outputShape);
    this.y = allocateOutput(site);
    this.dx = allocateInputGradient(site);
  }

  abstract forward(inputs: readonly Float32Array[], context: LayerContext): Float32Array;
  abstract backward(dy: Float32Array, context: LayerContext): readonly (Float32Array | null)[];
}
