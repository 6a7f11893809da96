import { layerSpecSchema, type Initializer, type LayerSpec } from '../../src-core/architecture/layer-spec';
import { lossSpecSchema, type NetworkSpec } from '../../src-core/architecture/network-spec';
import { choiceField, numberField, switchField, type EditField, type FieldWords, type Slide } from './edit-field';
import type { LayerSettings, NetworkEdit } from './network-edit';

const [conv2d, depthwise, maxPool, , , dense, , , leaky, , , , dropout, batchNorm] = layerSpecSchema.options;
const [pixels] = conv2d.shape.padding.options;
const [crossEntropy] = lossSpecSchema.options;
const [, , , , normal, constant] = conv2d.shape.initializer.options;

type Spec<K extends LayerSpec['kind']> = Extract<LayerSpec, { kind: K }>;
type Sliding = Spec<'conv2d' | 'depthwiseConv2d'>;
type Weighted = Sliding | Spec<'dense'>;

const to = (max: number, step = 1, min = 1): Slide => ({ min, max, step });
const SHARE: Slide = { min: 0, max: 1, step: 0.01 };

const set =
  ({ name }: LayerSpec) =>
  (settings: LayerSettings): NetworkEdit => ({ kind: 'set', name, settings });

const often = (id: string, label: string, more: Partial<FieldWords> = {}): FieldWords => ({
  ...{ id, label, common: true },
  ...more,
});
const seldom = (id: string, label: string, more: Partial<FieldWords> = {}): FieldWords => ({
  ...often(id, label, more),
  common: false,
});

const PADDINGS = [
  { value: 'same', label: 'Same size' },
  { value: 'valid', label: 'None (valid)' },
  { value: 'pixels', label: 'Pixels' },
] as const;

/** `same`, `valid` or a number: first which of them, then the number. In pixels it begins as it would be for the same size. */
function paddingFields(spec: Sliding): EditField[] {
  const { padding, kernelSize } = spec;
  const mode = typeof padding === 'number' ? 'pixels' : padding;
  const half = Math.floor((kernelSize - 1) / 2);
  const choice = choiceField(often('padding', 'Padding', { hint: 'zeros around the image' }), PADDINGS, mode, (value) =>
    set(spec)({ padding: value === 'pixels' ? (typeof padding === 'number' ? padding : half) : value }),
  );
  if (typeof padding !== 'number') return [choice];
  const words = often('paddingPixels', 'Padding size', { unit: 'pixels' });
  return [choice, numberField(words, pixels, to(8, 1, 0), padding, (value) => set(spec)({ padding: value }))];
}

function windowFields(spec: Sliding | Spec<'maxPool2d' | 'averagePool2d'>): EditField[] {
  const { kernelSize, stride } = maxPool.shape;
  const size = often('kernelSize', spec.kind.endsWith('Pool2d') ? 'Window' : 'Kernel size', { unit: 'pixels' });
  return [
    numberField(size, kernelSize, to(11), spec.kernelSize, (value) => set(spec)({ kernelSize: value })),
    numberField(
      often('stride', 'Stride', { unit: 'pixels', hint: 'how far it moves at a time' }),
      stride,
      to(6),
      spec.stride,
      (value) => set(spec)({ stride: value }),
    ),
  ];
}

const INITIALIZERS: readonly { value: Initializer['kind']; label: string }[] = [
  { value: 'heNormal', label: 'He normal' },
  { value: 'heUniform', label: 'He uniform' },
  { value: 'xavierNormal', label: 'Xavier normal' },
  { value: 'xavierUniform', label: 'Xavier uniform' },
  { value: 'normal', label: 'Normal' },
  { value: 'constant', label: 'Constant' },
];

/** An initialiser of a kind, its number as it is usual where it has one. */
function initializerOf(kind: Initializer['kind']): Initializer {
  if (kind === 'normal') return { kind, sigma: 0.1 };
  return kind === 'constant' ? { kind, value: 0 } : { kind };
}

/** The number of an initialiser that has one. */
function initializerNumber(
  id: string,
  initializer: Initializer | undefined,
  edit: (initializer: Initializer) => NetworkEdit,
): EditField[] {
  if (initializer?.kind === 'normal') {
    const words = seldom(`${id}Sigma`, id === 'initializer' ? 'Sigma' : 'Bias sigma', { hint: 'standard deviation' });
    return [
      numberField(words, normal.shape.sigma, SHARE, initializer.sigma, (sigma) => edit({ kind: 'normal', sigma })),
    ];
  }
  if (initializer?.kind !== 'constant') return [];
  const words = seldom(`${id}Value`, id === 'initializer' ? 'Value' : 'Bias value');
  const slide = { min: -1, max: 1, step: 0.01 };
  return [
    numberField(words, constant.shape.value, slide, initializer.value, (value) => edit({ kind: 'constant', value })),
  ];
}

/** Whether there are biases, and how the first weights and biases are drawn. */
function weightFields(spec: Weighted): EditField[] {
  const { initializer, biasInitializer } = spec;
  const first = (value: Initializer): NetworkEdit => set(spec)({ initializer: value });
  const bias = (value: Initializer): NetworkEdit => set(spec)({ biasInitializer: value });
  const zero = [{ value: 'zero', label: 'Zero' } as const, ...INITIALIZERS];
  const biases = [
    choiceField(seldom('biasInitializer', 'First biases'), zero, biasInitializer?.kind ?? 'zero', (kind) =>
      set(spec)({ biasInitializer: kind === 'zero' ? undefined : initializerOf(kind) }),
    ),
    ...initializerNumber('biasInitializer', biasInitializer, bias),
  ];
  return [
    switchField(seldom('bias', 'Bias'), 'a number added to each output', spec.bias, (value) =>
      set(spec)({ bias: value }),
    ),
    choiceField(seldom('initializer', 'First weights'), INITIALIZERS, initializer.kind, (kind) =>
      first(initializerOf(kind)),
    ),
    ...initializerNumber('initializer', initializer, first),
    ...(spec.bias ? biases : []),
  ];
}

const TIES = [
  { value: 'first', label: 'The first' },
  { value: 'all', label: 'All' },
] as const;

function batchNormFields(spec: Spec<'batchNorm'>): EditField[] {
  const { momentum, epsilon } = batchNorm.shape;
  const share = seldom('momentum', 'Momentum', { hint: 'share of the newest batch in the running statistics' });
  const small = seldom('epsilon', 'Epsilon', { hint: 'added to the variance' });
  return [
    numberField(share, momentum, SHARE, spec.momentum, (value) => set(spec)({ momentum: value })),
    numberField(small, epsilon, { min: 0, max: 0.1, step: 0.001 }, spec.epsilon, (value) =>
      set(spec)({ epsilon: value }),
    ),
  ];
}

/** Every setting of a layer, in the order in which they stand in its panel; none where its kind has none. */
export function layerFields(spec: LayerSpec): EditField[] {
  const change = set(spec);
  switch (spec.kind) {
    case 'conv2d':
      return [
        numberField(often('filters', 'Filters'), conv2d.shape.filters, to(64), spec.filters, (filters) =>
          change({ filters }),
        ),
        ...[...windowFields(spec), ...paddingFields(spec), ...weightFields(spec)],
      ];
    case 'depthwiseConv2d': {
      const words = often('depthMultiplier', 'Multiplier', { unit: 'filters', hint: 'for each channel' });
      return [
        numberField(words, depthwise.shape.depthMultiplier, to(8), spec.depthMultiplier, (depthMultiplier) =>
          change({ depthMultiplier }),
        ),
        ...[...windowFields(spec), ...paddingFields(spec), ...weightFields(spec)],
      ];
    }
    case 'maxPool2d': {
      const words = seldom('ties', 'Ties', { hint: 'which of equal largest values receive the gradient' });
      return [...windowFields(spec), choiceField(words, TIES, spec.ties, (ties) => change({ ties }))];
    }
    case 'averagePool2d':
      return windowFields(spec);
    case 'dense':
      return [
        numberField(often('units', 'Units'), dense.shape.units, to(512), spec.units, (units) => change({ units })),
        ...weightFields(spec),
      ];
    case 'dropout': {
      const words = often('rate', 'Rate', { hint: 'share that is left out while learning' });
      return [
        numberField(words, dropout.shape.rate, { ...SHARE, max: 0.9, step: 0.05 }, spec.rate, (rate) =>
          change({ rate }),
        ),
      ];
    }
    case 'leakyRelu': {
      const words = often('negativeSlope', 'Slope', { hint: 'of negative values' });
      return [
        numberField(words, leaky.shape.negativeSlope, SHARE, spec.negativeSlope, (negativeSlope) =>
          change({ negativeSlope }),
        ),
      ];
    }
    case 'batchNorm':
      return batchNormFields(spec);
    case 'globalAveragePool2d':
    case 'flatten':
    case 'relu':
    case 'sigmoid':
    case 'tanh':
    case 'softmax':
    case 'add':
    case 'concatenate':
      return [];
    default:
      return spec satisfies never;
  }
}

type Loss = NetworkSpec['loss'];

const LOSSES: readonly { value: Loss['kind']; label: string }[] = [
  { value: 'softmaxCrossEntropy', label: 'Softmax cross-entropy' },
  { value: 'meanSquaredError', label: 'Mean squared error' },
  { value: 'halfSquaredError', label: '½ squared error' },
];

const lossOf = (kind: Loss['kind']): Loss => (kind === 'softmaxCrossEntropy' ? { kind, epsilon: 0 } : { kind });

/** Every setting of the network's loss. */
export function lossFields({ loss }: NetworkSpec): EditField[] {
  const change = (changed: Loss): NetworkEdit => ({ kind: 'describe', changes: { loss: changed } });
  const kind = choiceField(often('loss', 'Loss', { hint: 'what training makes small' }), LOSSES, loss.kind, (value) =>
    change(lossOf(value)),
  );
  if (loss.kind !== 'softmaxCrossEntropy') return [kind];
  const { epsilon, labelSmoothing } = crossEntropy.shape;
  const smoothing = seldom('labelSmoothing', 'Smoothing', { hint: 'share of the truth spread over all classes' });
  const small = seldom('epsilon', 'Epsilon', { hint: 'added before the logarithm; 0 is exact' });
  return [
    kind,
    numberField(smoothing, labelSmoothing.unwrap(), { ...SHARE, max: 0.5 }, loss.labelSmoothing ?? 0, (value) =>
      change({ ...loss, labelSmoothing: value === 0 ? undefined : value }),
    ),
    numberField(small, epsilon, { min: 0, max: 0.1, step: 0.001 }, loss.epsilon, (value) =>
      change({ ...loss, epsilon: value }),
    ),
  ];
}
