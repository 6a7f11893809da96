import type { RunnableLayer } from '../../architecture/analyze';
import type { NetworkSpec } from '../../architecture/network-spec';
import { sizeOf, type Shape } from '../../tensor/shape';
import { codeOf, type Code } from './code';
import { kerasLayer, type KerasCall, type KerasLayer } from './keras-layers';
import { call, docText, itemLines, noted, stringLiteral, variableName } from './python';
import { epsilonWords, inputWords, outputWords, targetWords } from './words';
import { wire, type Wiring } from './wiring';

/** Height × width × channels, or the length of a vector, as a tuple of Python. */
function channelsLast(shape: Shape): string {
  const [channels, ...sides] = shape;
  return sides.length === 0 ? `${channels},` : [...sides, channels].join(', ');
}

function lossWords(network: NetworkSpec, outputs: number): string {
  const { loss } = network;
  if (loss.kind !== 'softmaxCrossEntropy') {
    const times = loss.kind === 'halfSquaredError' && outputs !== 2 ? `${outputs / 2} times ` : '';
    return `${times}keras.losses.MeanSquaredError(); ${targetWords(network, outputs)}`;
  }
  const { epsilon, labelSmoothing = 0 } = loss;
  const text =
    labelSmoothing === 0
      ? 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)'
      : `keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=${labelSmoothing})`;
  return `${text}${epsilonWords(epsilon)}`;
}

/** How arrays by PyTorch's keys become Keras' own, for the kinds of layers that there are. */
const LAYOUTS: readonly (readonly [kind: string, words: string])[] = [
  ['conv2d', 'Conv2D: weight.transpose(2, 3, 1, 0)'],
  ['depthwiseConv2d', 'DepthwiseConv2D: weight.reshape(channels, -1, k, k).transpose(2, 3, 0, 1)'],
  ['dense', 'Dense: weight.transpose(1, 0)'],
];

function layoutLines(layers: readonly RunnableLayer[]): string[] {
  const kinds = new Set<string>(layers.map(({ spec }) => spec.kind));
  const lines = LAYOUTS.flatMap(([kind, words]) => (kinds.has(kind) ? [`    ${words}`] : []));
  return lines.length === 0 ? [] : ["Kernels from weight files, whose layout is PyTorch's:", ...lines];
}

function docstring(network: NetworkSpec, layers: readonly RunnableLayer[], outputs: number): string[] {
  const { shape } = network.input;
  const layout = shape.length === 3 ? ', channels last' : '';
  return [
    `"""${docText(network.name)}, for Keras 3.`,
    '',
    `inputs: (N, ${channelsLast(shape).replace(/,$/, '')})${layout}; ${inputWords(network)}.`,
    `Outputs (N, ${outputs}): ${outputWords(network, outputs)}.`,
    `Loss: ${lossWords(network, outputs)}.`,
    ...layoutLines(layers),
    '"""',
  ];
}

/** The statements of one layer, and of the one that has to come before it. */
function statements(
  { before, own }: KerasLayer,
  several: boolean,
  { reads, result }: Wiring['steps'][number],
): { lines: string[]; note: string | null }[] {
  const written = (name: string, { kind, args, note }: KerasCall, read: string) => ({
    lines: itemLines(`${name} = ${kind}(`, args, `)(${read})`),
    note,
  });
  const read = several ? `[${reads.join(', ')}]` : reads.join();
  return before ? [written('x', before, read), written(result, own, 'x')] : [written(result, own, read)];
}

/** A name of which TensorFlow can make a scope. */
function modelName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_.-]+/g, '_');
  return stringLiteral(/^[A-Za-z0-9.]/.test(plain) ? plain : `model${plain}`);
}

function moduleLines(network: NetworkSpec, layers: readonly RunnableLayer[]): string[] {
  const { steps } = wire(layers, ['keras', 'init', 'layers', 'model', 'CLASSES'], 'inputs');
  const names = new Set(layers.map(({ spec }) => spec.name));
  const code = layers.flatMap((layer, i) => {
    const { kind, name } = layer.spec;
    const before = variableName(`${name}_${kind === 'flatten' ? 'order' : 'zeros'}`, names);
    return statements(kerasLayer(layer, before), kind === 'add' || kind === 'concatenate', steps[i]);
  });
  const draws = code.some(({ lines }) => lines.some((line) => line.includes('init.')));
  const shape = channelsLast(network.input.shape);
  return [
    ...docstring(network, layers, sizeOf(layers[layers.length - 1].outputShape)),
    '',
    'import keras',
    `from keras import ${draws ? 'initializers as init, layers' : 'layers'}`,
    '',
    ...itemLines('CLASSES = [', network.classNames.map(stringLiteral), ']'),
    '',
    `inputs = ${call('keras.Input', [], { shape: `(${shape})`, name: '"input"' })}`,
    ...noted(code),
    `model = ${call('keras.Model', ['inputs', steps[steps.length - 1].result], { name: modelName(network.name) })}`,
  ];
}

/** A network in Keras' functional interface: the same outputs for the same weights, once these are laid out as Keras does. */
export const kerasCode = (network: NetworkSpec): Code => codeOf(network, moduleLines);
