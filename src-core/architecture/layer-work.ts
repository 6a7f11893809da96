import { sizeOf } from '../tensor/shape';
import type { RunnableLayer } from './analyze';
import type { LayerSpec } from './layer-spec';
import { INPUT } from './network-spec';
import type { Amounts, WorkUnit } from './work-units';

/** What a layer computes for one example: each entry is a call of a kernel. */
export interface LayerWork {
  readonly forward: readonly Amounts[];
  /** The gradients of what it reads and of its weights. */
  readonly backward: readonly Amounts[];
}

/** From so many channels on there are faster ways to do a convolution. */
const MANY_CHANNELS = 8;

function convolutionUnit(spec: Extract<LayerSpec, { kind: 'conv2d' }>, channels: number): WorkUnit {
  if (spec.stride > 1) return 'stridedConvolution';
  if (channels < MANY_CHANNELS) return 'narrowConvolution';
  return spec.kernelSize === 3 && spec.filters >= MANY_CHANNELS ? 'tiledConvolution' : 'wideConvolution';
}

/** Of one direction. `fused`: a ReLU with its pooling, one of which does the work of both. */
function passOf({ spec, inputShapes, outputShape, parameters }: RunnableLayer, fused: boolean): Amounts {
  const [inputs, outputs] = [inputShapes.reduce((sum, shape) => sum + sizeOf(shape), 0), sizeOf(outputShape)];
  // Weights multiplied once for each place of the output, which begins with the filters that the weights hold already.
  const multiplyAdds = parameters.length > 0 ? sizeOf(parameters[0].shape) * sizeOf(outputShape.slice(1)) : 0;
  switch (spec.kind) {
    case 'conv2d': {
      const unit = convolutionUnit(spec, inputShapes[0][0]);
      const values = unit === 'tiledConvolution' ? { tiledValue: inputs + outputs } : { convolvedValue: outputs };
      return { [unit]: multiplyAdds, ...values };
    }
    case 'depthwiseConv2d':
      return { depthwiseConvolution: multiplyAdds, convolvedValue: outputs };
    case 'dense':
      return { dense: multiplyAdds };
    case 'maxPool2d':
    case 'averagePool2d':
      return fused ? { halvedValue: inputs } : { windowValue: outputs * spec.kernelSize ** 2 };
    case 'batchNorm':
      return { normalizedValue: outputs };
    case 'dropout':
      return { droppedValue: outputs };
    case 'sigmoid':
    case 'tanh':
      return { exponentialValue: outputs };
    case 'softmax':
      return { softmaxValue: outputs };
    case 'relu':
    case 'leakyRelu':
      return fused ? {} : { value: outputs };
    case 'add':
    case 'concatenate':
    case 'globalAveragePool2d':
      return { value: inputs };
    case 'flatten':
      return {};
    default:
      return spec satisfies never;
  }
}

const MULTIPLIES: ReadonlySet<LayerSpec['kind']> = new Set(['conv2d', 'depthwiseConv2d', 'dense']);

/**
 * Of a layer of which everything is known. A gradient takes as much as the way there; nobody asks for that of the images.
 * `fused`: names of the layers that are done together with a neighbour (`fusedLayers`).
 */
export function layerWork(layer: RunnableLayer, fused: ReadonlySet<string>): LayerWork {
  const { kind, name, inputs } = layer.spec;
  const pass = passOf(layer, fused.has(name));
  if (Object.keys(pass).length === 0) return { forward: [], backward: [] };
  const ofInputs = inputs.some((input) => input !== INPUT) || kind === 'batchNorm' ? [pass] : [];
  return { forward: [pass], backward: [...ofInputs, ...(MULTIPLIES.has(kind) ? [pass] : [])] };
}

/** ReLUs that only a pooling of 2×2 reads, and these poolings. */
export function fusedLayers(layers: readonly LayerSpec[]): ReadonlySet<string> {
  const fused = new Set<string>();
  for (const spec of layers) {
    if (spec.kind !== 'maxPool2d' || spec.kernelSize !== 2 || spec.stride !== 2) continue;
    const [read] = spec.inputs;
    const isRelu = layers.some(({ name, kind }) => name === read && kind === 'relu');
    if (isRelu && layers.filter(({ inputs }) => inputs.includes(read)).length === 1) fused.add(read).add(spec.name);
  }
  return fused;
}
