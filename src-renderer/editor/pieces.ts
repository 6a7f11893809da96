import { layerKinds, newLayer, type KindEntry } from '../state/layer-kinds';
import type { Block } from '../state/network-edit';
import { templates, type TemplatePlace } from '../state/templates';
import { searched, type Findable } from '../state/word-search';

/** Something that can be put into a network: a layer of a kind, or several that belong together. */
export interface Piece extends Findable {
  readonly id: string;
  /** As short as it can be, for the palette. */
  readonly short: string;
  readonly sentence: string;
  readonly group: string;
  /** Of what most networks are made: always in sight. */
  readonly isCommon: boolean;
  /** Whose icon it bears: that of its first layer. */
  readonly kind: KindEntry['kind'];
  readonly block: (place: TemplatePlace) => Block;
}

const SHORT: Readonly<Record<KindEntry['kind'], string>> = {
  conv2d: 'Conv',
  depthwiseConv2d: 'Depthwise',
  maxPool2d: 'MaxPool',
  averagePool2d: 'AvgPool',
  globalAveragePool2d: 'GlobalAvg',
  dense: 'Dense',
  flatten: 'Flatten',
  relu: 'ReLU',
  leakyRelu: 'LeakyReLU',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  softmax: 'Softmax',
  dropout: 'Dropout',
  batchNorm: 'BatchNorm',
  add: 'Add',
  concatenate: 'Concat',
};

const COMMON: readonly KindEntry['kind'][] = [
  'conv2d',
  'maxPool2d',
  'relu',
  'dense',
  'flatten',
  'dropout',
  'batchNorm',
  'add',
];

const SHORT_BLOCKS: Readonly<Record<string, string | undefined>> = {
  'conv-relu-pool': 'Conv–Pool',
  'conv-norm-relu': 'Conv–BN',
  'dense-relu-dropout': 'Dense–Drop',
  answer: 'Answer',
  residual: 'Residual',
  'depthwise-separable': 'Separable',
};

const PLACE: TemplatePlace = { shape: null, classes: 10 };
/** The heading of blocks. */
export const BLOCKS = 'Blocks';

const layers: readonly Piece[] = layerKinds.map((entry) => ({
  ...entry,
  id: entry.kind,
  short: SHORT[entry.kind],
  isCommon: COMMON.includes(entry.kind),
  block: () => [newLayer(entry.kind)],
}));

const blocks: readonly Piece[] = templates.map((template) => ({
  ...template,
  short: SHORT_BLOCKS[template.id] ?? template.name,
  group: BLOCKS,
  isCommon: false,
  kind: template.block(PLACE)[0]?.kind ?? 'conv2d',
}));

/** All of them, in the order of the palette. */
export const pieces: readonly Piece[] = [...layers, ...blocks];

/** Those that a query finds, the best first. */
export const searchPieces = (query: string): Piece[] => searched(pieces, query);
