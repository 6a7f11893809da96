import { analyzeNetwork } from '../../src-core/architecture/analyze';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';

/** Kinds of layers that do alike, as a picture of a network tells them apart. */
export const BAR_KINDS = ['input', 'convolution', 'pooling', 'dense', 'join', 'other'] as const;
type BarKind = (typeof BAR_KINDS)[number];

/** One layer, or the input, of a network's picture. */
export interface Bar {
  readonly kind: BarKind;
  /** 0…1, by the logarithm of how many values come out. */
  readonly size: number;
}

const KIND: Partial<Record<LayerSpec['kind'], BarKind>> = {
  conv2d: 'convolution',
  depthwiseConv2d: 'convolution',
  dense: 'dense',
  maxPool2d: 'pooling',
  averagePool2d: 'pooling',
  globalAveragePool2d: 'pooling',
  add: 'join',
  concatenate: 'join',
};

const valuesIn = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/** The layers of a network in the order of their work, the input first: where it widens, where it narrows, and by what. */
export function layerBars(network: NetworkSpec): Bar[] {
  const layers = analyzeNetwork(network).layers.map(({ spec, outputShape }) => ({
    kind: KIND[spec.kind] ?? ('other' as const),
    values: outputShape ? valuesIn(outputShape) : 1,
  }));
  const all = [{ kind: 'input' as const, values: valuesIn(network.input.shape) }, ...layers];
  const most = Math.log(1 + Math.max(...all.map(({ values }) => values)));
  return all.map(({ kind, values }) => ({ kind, size: Math.log(1 + values) / most }));
}
