import { sizeOf, type Shape } from '../tensor/shape';
import type { LayerAnalysis, NetworkAnalysis } from './analyze';
import { INPUT } from './network-spec';

const FLOAT_BYTES = 4;

/** The part of the example on which one value of a layer can depend. */
export interface ReceptiveField {
  /**
   * Its sides, pixels: height and width, or the length for a vector. May be larger than the example: the window then
   * reaches into the zeros of the padding.
   */
  readonly size: readonly number[];
  /** How far the fields of two neighbouring values are apart, pixels; null where values no longer lie as the image does. */
  readonly jump: number | null;
}

/** What one layer costs for one example. */
interface LayerCosts {
  /**
   * Multiplications of a weight by a value, with the addition that belongs to each: F·H'·W'·C·k² of a convolution with F
   * filters on C channels, C'·H'·W'·k² of a depthwise one, in·out of a dense layer. Everything else counts 0: biases,
   * pooling and activations have nothing to multiply, and batch normalization can be folded into the layer before it.
   * Products with the zeros of a padding are counted.
   */
  readonly multiplyAdds: number;
  /** The layer's output: 4 bytes a value. */
  readonly activationBytes: number;
  /** The same with the gradient of every output value, as training keeps it. */
  readonly trainingBytes: number;
  /** Values that no optimizer changes: running statistics. */
  readonly notTrainable: number;
  readonly receptiveField: ReceptiveField;
}

interface NetworkCosts {
  /** In the order of the analysis; null for a layer whose shapes are not known. */
  readonly layers: readonly (LayerCosts | null)[];
  readonly trainable: number;
  readonly notTrainable: number;
  /** For one example. */
  readonly multiplyAdds: number;
  /** To predict one example: all parameters, the example and every layer's output. */
  readonly predictionBytes: number;
  /**
   * To train on a batch: all parameters with a gradient for each trainable one, and for each example itself and the outputs
   * and gradients of every layer. What an optimizer remembers comes on top.
   */
  readonly trainingBytes: (batchSize: number) => number;
}

/** Weights multiplied once for each place of the output; `outputShape` begins with the filters, which the weights hold already. */
function multiplyAddsOf({ spec, parameters, outputShape }: LayerAnalysis): number {
  if (spec.kind !== 'conv2d' && spec.kind !== 'depthwiseConv2d' && spec.kind !== 'dense') return 0;
  const weight = parameters.find(({ role }) => role === 'weight');
  return weight && outputShape ? sizeOf(weight.shape) * sizeOf(outputShape.slice(1)) : 0;
}

/** size' = size + (k − 1) · jump, jump' = stride · jump. Source: Araujo, Norris and Sim 2019, "Computing receptive fields". */
function slide(field: ReceptiveField, { kernelSize, stride }: { kernelSize: number; stride: number }): ReceptiveField {
  const jump = field.jump ?? 0;
  return { size: field.size.map((side) => side + (kernelSize - 1) * jump), jump: stride * jump };
}

/** Where branches meet: the largest of their fields. */
function union(fields: readonly ReceptiveField[]): ReceptiveField {
  const jumps = fields.map(({ jump }) => jump).filter((jump) => jump !== null);
  return {
    size: fields[0].size.map((_, side) => Math.max(...fields.map(({ size }) => size[side]))),
    jump: jumps.length === fields.length ? Math.max(...jumps) : null,
  };
}

function fieldOf({ spec }: LayerAnalysis, inputs: readonly ReceptiveField[], whole: ReceptiveField): ReceptiveField {
  switch (spec.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'maxPool2d':
    case 'averagePool2d':
      return slide(inputs[0], spec);
    case 'dense':
    case 'softmax':
    case 'globalAveragePool2d':
      return whole;
    case 'flatten':
      return { ...inputs[0], jump: null };
    case 'add':
    case 'concatenate':
      return union(inputs);
    case 'batchNorm':
    case 'dropout':
    case 'relu':
    case 'leakyRelu':
    case 'sigmoid':
    case 'tanh':
      return inputs[0];
    default:
      return spec satisfies never;
  }
}

function layerCosts(layer: LayerAnalysis, receptiveField: ReceptiveField, output: Shape): LayerCosts {
  const activationBytes = FLOAT_BYTES * sizeOf(output);
  return {
    multiplyAdds: multiplyAddsOf(layer),
    activationBytes,
    trainingBytes: 2 * activationBytes,
    notTrainable: layer.parameters.reduce((sum, { trainable, shape }) => sum + (trainable ? 0 : sizeOf(shape)), 0),
    receptiveField,
  };
}

/** The costs of each layer that can be told, in order: every layer comes after those it reads. */
function costsInOrder({ layers }: NetworkAnalysis, input: Shape): (LayerCosts | null)[] {
  const image = input.slice(1);
  const sides = image.length > 0 ? image : input;
  const whole = { size: sides, jump: null };
  const fields = new Map<string, ReceptiveField>([[INPUT, { size: sides.map(() => 1), jump: 1 }]]);
  return layers.map((layer) => {
    if (!layer.outputShape) return null;
    const read = layer.spec.inputs.map((name) => fields.get(name) ?? whole);
    const field = fieldOf(layer, read, whole);
    fields.set(layer.spec.name, field);
    return layerCosts(layer, field, layer.outputShape);
  });
}

/** What a network of this analysis costs, for examples of shape `input`. Layers that cannot work count nothing. */
export function networkCosts(analysis: NetworkAnalysis, input: Shape): NetworkCosts {
  const layers = costsInOrder(analysis, input);
  const sum = (value: (costs: LayerCosts) => number): number =>
    layers.reduce((total, costs) => total + (costs ? value(costs) : 0), 0);
  const trainable = analysis.parameterCount;
  const notTrainable = sum((costs) => costs.notTrainable);
  const parameterBytes = FLOAT_BYTES * (trainable + notTrainable);
  const inputBytes = FLOAT_BYTES * sizeOf(input);
  const perTrainedExample = inputBytes + sum((costs) => costs.trainingBytes);
  return {
    layers,
    trainable,
    notTrainable,
    multiplyAdds: sum((costs) => costs.multiplyAdds),
    predictionBytes: parameterBytes + inputBytes + sum((costs) => costs.activationBytes),
    trainingBytes: (batchSize) => parameterBytes + FLOAT_BYTES * trainable + batchSize * perTrainedExample,
  };
}
