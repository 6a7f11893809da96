import { LIGHT_AUGMENTATION } from '../../../src-core/architecture/augmentation';
import type { LayerSpec } from '../../../src-core/architecture/layer-spec';
import { analyzeNetwork } from '../../../src-core/architecture/analyze';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import { OPTIMIZER_DEFAULTS } from '../../../src-core/architecture/optimizer-spec';
import { PLAIN } from '../../../src-core/architecture/presets/preset';
import type { TrainingSettings } from '../../../src-core/architecture/training-settings';
import {
  add,
  batchNorm,
  chainOf,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPool2d,
  networkOf,
  relu,
} from '../../support/networks';

export interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

const SGD: TrainingSettings = {
  ...PLAIN,
  validation: 0,
  epochs: 10,
  batchSize: 32,
  optimizer: OPTIMIZER_DEFAULTS.sgd,
};

/** Layers on the digits, with what makes ten scores of them. */
function recipeOf(name: string, layers: readonly LayerSpec[], changes: Partial<TrainingSettings> = {}): Recipe {
  const body = chainOf([1, 28, 28], 10, layers);
  const isImage = layers.length === 0 || analyzeNetwork(body).layers.at(-1)?.outputShape?.length === 3;
  const all = [...layers, ...(isImage ? [flatten('flatten')] : []), dense('fc', 10)];
  return { network: { ...chainOf([1, 28, 28], 10, all), name }, settings: { ...SGD, ...changes } };
}

const depthwise = (name: string, kernelSize: number): LayerSpec => ({
  kind: 'depthwiseConv2d',
  ...{ name, inputs: [], depthMultiplier: 1, kernelSize, stride: 1, padding: 'same', bias: true },
  initializer: { kind: 'heNormal' },
});
const plain = (kind: 'sigmoid' | 'tanh' | 'leakyRelu' | 'softmax', name: string): LayerSpec =>
  kind === 'leakyRelu' ? { kind, name, inputs: [], negativeSlope: 0.1 } : { kind, name, inputs: [] };
const averagePool = (name: string, kernelSize: number): LayerSpec => ({
  kind: 'averagePool2d',
  ...{ name, inputs: [], kernelSize, stride: kernelSize },
});
const global: LayerSpec = { kind: 'globalAveragePool2d', name: 'gap', inputs: [] };

const DENSE = [32, 256, 1024].flatMap((units) =>
  [1, 8, 64, 500].map((batchSize) =>
    recipeOf(`dense ${units}, ${batchSize}`, [flatten('flat'), dense('fc1', units), relu('relu1')], { batchSize }),
  ),
);
const NARROW = [1, 4, 8, 16, 32].flatMap((filters) =>
  [3, 5].flatMap((k) =>
    [16, 64].map((batchSize) =>
      recipeOf(
        `conv ${filters} ${k}×${k}, ${batchSize}`,
        [conv2d('conv', filters, k), relu('relu'), maxPool2d('pool', 2)],
        {
          batchSize,
        },
      ),
    ),
  ),
);
const SMALL = [1, 2, 4].map((batchSize) =>
  recipeOf(`conv 2 3×3, ${batchSize}`, [conv2d('conv', 2, 3), relu('relu'), maxPool2d('pool', 2)], { batchSize }),
);
const WIDE = [8, 16, 32, 64].flatMap((filters) =>
  [1, 3, 5].flatMap((k) =>
    [16, 64].map((batchSize) =>
      recipeOf(
        `conv ${filters} → ${filters} ${k}×${k}, ${batchSize}`,
        [
          conv2d('conv1', filters, 3),
          relu('relu1'),
          maxPool2d('pool1', 2),
          conv2d('conv2', filters, k),
          relu('relu2'),
          maxPool2d('pool2', 2),
        ],
        { batchSize },
      ),
    ),
  ),
);
const DEEP = [
  [4, 8],
  [8, 16],
  [16, 32],
].flatMap(([first, second]) =>
  [16, 64].flatMap((batchSize) => [
    recipeOf(
      `conv ${first}, conv ${second}, conv ${second} at 14, batch normalization, ${batchSize}`,
      [
        ...[conv2d('conv1', first, 3, 1), batchNorm('bn1'), relu('relu1'), maxPool2d('pool1', 2)],
        ...[conv2d('conv2', second, 3, 1), batchNorm('bn2'), relu('relu2')],
        ...[conv2d('conv3', second, 3, 1), batchNorm('bn3'), relu('relu3'), global],
      ],
      { batchSize, optimizer: OPTIMIZER_DEFAULTS.adam, validation: 5000 },
    ),
    recipeOf(
      `conv ${first}, conv ${second} at 28, ${batchSize}`,
      [conv2d('conv1', first, 3, 1), relu('relu1'), conv2d('conv2', second, 3, 1), relu('relu2'), maxPool2d('pool', 4)],
      { batchSize },
    ),
  ]),
);
const stem = [conv2d('conv', 8, 3, 1)];
const KINDS = [
  recipeOf('sigmoid', [...stem, plain('sigmoid', 'act')]),
  recipeOf('tanh', [...stem, plain('tanh', 'act')]),
  recipeOf('leaky', [...stem, plain('leakyRelu', 'act')]),
  recipeOf('norm', [...stem, batchNorm('norm')]),
  recipeOf('norm, norm', [...stem, batchNorm('norm'), batchNorm('norm2')]),
  recipeOf('drop', [...stem, dropout('drop', 0.2)]),
  recipeOf('average', [...stem, averagePool('pool', 2)]),
  recipeOf('max 4', [...stem, maxPool2d('pool', 4)]),
  recipeOf('global', [...stem, global]),
  recipeOf('depthwise 3', [...stem, depthwise('depth', 3), maxPool2d('pool', 4)]),
  recipeOf('depthwise 5', [...stem, depthwise('depth', 5), maxPool2d('pool', 4)]),
  recipeOf('softmax', [flatten('flat'), dense('fc1', 256), plain('softmax', 'soft')]),
  recipeOf('stride', [...stem, relu('relu'), { ...conv2d('conv2', 16, 3, 1), stride: 2 }, relu('relu2')]),
  recipeOf('relus', [...stem, relu('relu1'), relu('relu2'), relu('relu3')]),
];
/** A block of two convolutions whose result is added to what they read. */
const residual = (filters: number): readonly LayerSpec[] => [
  conv2d('stem', filters, 3, 1, ['input']),
  relu('relu1', ['stem']),
  maxPool2d('pool', 2, ['relu1']),
  conv2d('conv1', filters, 3, 1, ['pool']),
  relu('relu2', ['conv1']),
  conv2d('conv2', filters, 3, 1, ['relu2']),
  add('add', ['conv2', 'pool']),
  relu('relu3', ['add']),
  { ...global, inputs: ['relu3'] },
  dense('fc', 10, ['gap']),
];
const BRANCHED = [8, 16].map((filters): Recipe => ({
  network: { ...networkOf([1, 28, 28], 10, residual(filters)), name: `residual ${filters}` },
  settings: SGD,
}));
const hidden = [flatten('flat'), dense('fc1', 256), relu('relu1')];
const NOTHING = { shift: 0, rotate: 0, scale: 0, shear: 0, elastic: null, noise: 0, erase: 0 };
const SETTINGS = [
  ...Object.values(OPTIMIZER_DEFAULTS).flatMap((optimizer) =>
    [4, 32].map((batchSize) => recipeOf(`${optimizer.kind}, ${batchSize}`, hidden, { optimizer, batchSize })),
  ),
  recipeOf('momentum', hidden, { optimizer: { ...OPTIMIZER_DEFAULTS.sgd, momentum: 0.9 } }),
  recipeOf('momentum, 4', hidden, { optimizer: { ...OPTIMIZER_DEFAULTS.sgd, momentum: 0.9 }, batchSize: 4 }),
  recipeOf('clip', hidden, { clipNorm: 1, batchSize: 8 }),
  recipeOf('moved', [flatten('flat')], { augmentation: LIGHT_AUGMENTATION }),
  recipeOf('moved, dense', hidden, { augmentation: LIGHT_AUGMENTATION, batchSize: 64 }),
  recipeOf('noise', hidden, { augmentation: { ...LIGHT_AUGMENTATION, noise: 0.1 } }),
  recipeOf('elastic', hidden, { augmentation: { ...LIGHT_AUGMENTATION, elastic: { alpha: 34, sigma: 4 } } }),
  recipeOf('erased', hidden, { augmentation: { ...NOTHING, erase: 8 } }),
  ...[1, 4, 32, 256].map((batchSize) => recipeOf(`linear, ${batchSize}`, [], { batchSize })),
  recipeOf('linear, validated', [], { subset: 5000, validation: 50_000 }),
  recipeOf('dense, validated', hidden, { subset: 5000, validation: 50_000 }),
];

/** Recipes that are unlike each other in every kind of work; none is a preset, so that these can tell how good it is. */
export const RECIPES: readonly Recipe[] = [
  ...DENSE,
  ...NARROW,
  ...SMALL,
  ...WIDE,
  ...DEEP,
  ...KINDS,
  ...BRANCHED,
  ...SETTINGS,
];
