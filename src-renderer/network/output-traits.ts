import type { LayerAnalysis } from '../../src-core/architecture/analyze';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { INPUT, type NetworkSpec } from '../../src-core/architecture/network-spec';

/** What is known of a layer's values before there are any. */
export interface OutputTraits {
  /** None of them can be below zero. */
  readonly neverNegative: boolean;
  /** The maps (C, H, W) that a vector is made of, in their order; null where it is not. */
  readonly unrolled: readonly number[] | null;
  /** What each stands for: the classes, in an answer with a value for each; else empty. */
  readonly labels: readonly string[];
}

/** Of a layer of which nothing is known. */
export const UNKNOWN: OutputTraits = { neverNegative: false, unrolled: null, labels: [] };

type Sign = 'never negative' | 'as what it reads' | 'any';

const SIGNS: Readonly<Record<LayerSpec['kind'], Sign>> = {
  relu: 'never negative',
  sigmoid: 'never negative',
  softmax: 'never negative',
  maxPool2d: 'as what it reads',
  averagePool2d: 'as what it reads',
  globalAveragePool2d: 'as what it reads',
  flatten: 'as what it reads',
  dropout: 'as what it reads',
  leakyRelu: 'as what it reads',
  tanh: 'as what it reads',
  add: 'as what it reads',
  concatenate: 'as what it reads',
  conv2d: 'any',
  depthwiseConv2d: 'any',
  dense: 'any',
  batchNorm: 'any',
};

/** They change every value by itself: order and meaning stay. */
const ELEMENTWISE: ReadonlySet<LayerSpec['kind']> = new Set([
  'relu',
  'leakyRelu',
  'sigmoid',
  'tanh',
  'softmax',
  'dropout',
  'batchNorm',
]);

/** The layers whose values stand for the classes: the last one, and what it only rescales. */
function answers(layers: readonly LayerAnalysis[]): Set<string> {
  const names = new Set<string>();
  for (let layer = layers.at(-1); layer;) {
    const { spec }: LayerAnalysis = layer;
    names.add(spec.name);
    layer = ELEMENTWISE.has(spec.kind) ? layers.find((other) => other.spec.name === spec.inputs[0]) : undefined;
  }
  return names;
}

function unrolledOf({ kind }: LayerSpec, read: readonly number[], source?: OutputTraits): readonly number[] | null {
  if (kind === 'flatten' && read.length === 3) return read;
  return ELEMENTWISE.has(kind) ? (source?.unrolled ?? null) : null;
}

/** Of every layer, by name. `layers`: inputs before those that read them. */
export function outputTraits(
  { input, classNames }: NetworkSpec,
  layers: readonly LayerAnalysis[],
): ReadonlyMap<string, OutputTraits> {
  const answer = answers(layers);
  const traits = new Map<string, OutputTraits>([
    [INPUT, { neverNegative: input.normalization.mean <= 0, unrolled: null, labels: [] }],
  ]);
  for (const { spec, inputShapes, outputShape } of layers) {
    const sources = spec.inputs.map((name) => traits.get(name));
    const sign = SIGNS[spec.kind];
    const [read = []] = inputShapes ?? [];
    traits.set(spec.name, {
      neverNegative:
        sign === 'never negative' || (sign === 'as what it reads' && sources.every((source) => source?.neverNegative)),
      unrolled: unrolledOf(spec, read, sources[0]),
      labels: answer.has(spec.name) && outputShape?.[0] === classNames.length ? classNames : [],
    });
  }
  return traits;
}
