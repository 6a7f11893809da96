import { sizeOf } from '../tensor/shape';
import type { LayerAnalysis, NetworkAnalysis, RunnableLayer } from './analyze';
import { isIdentity, onlyMoves } from './augmentation';
import { fusedLayers, layerWork } from './layer-work';
import type { NetworkSpec } from './network-spec';
import type { OptimizerSpec } from './optimizer-spec';
import type { TrainingSettings } from './training-settings';
import { nanosecondsOf, sumOf, type Amounts, type WorkUnit } from './work-units';

/** Images that an epoch learns from and is then validated with. */
export interface EpochImages {
  readonly train: number;
  readonly validation: number;
}

/** What one epoch is made of, its validation included. */
export interface EpochAmounts {
  /** In the order of the analysis; nothing of a layer whose shapes are not known. */
  readonly layers: readonly Amounts[];
  /** What is no layer's: images that are loaded and augmented. */
  readonly images: Amounts;
}

/** How much work that is: nanoseconds on the machine that the units are known of, so that only relations mean anything. */
export interface EpochWork {
  readonly layers: readonly number[];
  readonly images: number;
  readonly total: number;
}

/** Of fewer multiply-adds or values in a call, one lane does them sooner than two that have to meet. */
const SMALL = { multiplyAdds: 50_000, values: 13_000 };
const LANES = 2;

const MULTIPLY_ADDS: ReadonlySet<WorkUnit> = new Set<WorkUnit>([
  'narrowConvolution',
  'tiledConvolution',
  'wideConvolution',
  'stridedConvolution',
  'depthwiseConvolution',
  'dense',
]);

/** A call for so many examples. What one lane does by itself takes as long as if both did the double of it. */
function callFor(examples: number, anExample: Amounts): Amounts {
  const amounts = Object.entries(anExample) as [WorkUnit, number][];
  const isSmall = amounts.every(
    ([unit, amount]) => amount * examples < (MULTIPLY_ADDS.has(unit) ? SMALL.multiplyAdds : SMALL.values),
  );
  return sumOf([
    [anExample, examples * (isSmall ? LANES : 1)],
    [{ call: 1 }, 1],
  ]);
}

function weightUnit(optimizer: OptimizerSpec): WorkUnit {
  switch (optimizer.kind) {
    case 'sgd':
      return optimizer.momentum > 0 ? 'momentumWeight' : 'sgdWeight';
    case 'adam':
    case 'adamW':
      return 'adamWeight';
    case 'rmsprop':
      return 'rmspropWeight';
    default:
      return optimizer satisfies never;
  }
}

/** The update of a layer's weights, after their gradients have been set to zero. */
function updateOf({ parameterCount }: LayerAnalysis, { optimizer, clipNorm }: TrainingSettings): Amounts[] {
  if (parameterCount === 0) return [];
  const update = callFor(1, { [weightUnit(optimizer)]: parameterCount });
  return [update, { call: 1 }, ...(clipNorm === null ? [] : [{ clippedWeight: parameterCount }])];
}

const isKnown = (layer: LayerAnalysis): layer is RunnableLayer =>
  layer.inputShapes !== null && layer.outputShape !== null;

function layerAmounts(
  layer: LayerAnalysis,
  fused: ReadonlySet<string>,
  settings: TrainingSettings,
  { train, validation }: EpochImages,
): Amounts {
  if (!isKnown(layer)) return {};
  const batch = Math.min(settings.batchSize, train);
  const { forward, backward } = layerWork(layer, fused);
  const calls = (passes: readonly Amounts[]): Amounts[] => passes.map((pass) => callFor(batch, pass));
  const step = [...calls(forward), ...calls(backward), ...updateOf(layer, settings)];
  return sumOf([
    ...step.map((amounts) => [amounts, train / batch] as const),
    ...calls(forward).map((amounts) => [amounts, validation / batch] as const),
  ]);
}

function augmentedPixels({ augmentation }: TrainingSettings, pixels: number): Amounts {
  if (!augmentation || isIdentity(augmentation)) return {};
  if (onlyMoves(augmentation)) return { movedPixel: pixels };
  const { elastic, noise } = augmentation;
  return {
    drawnPixel: pixels,
    elasticPixel: elastic && elastic.alpha > 0 ? pixels : 0,
    noisyPixel: noise > 0 ? pixels : 0,
  };
}

/** `images`: at least one to learn from. */
export function epochAmounts(
  { input }: NetworkSpec,
  { layers }: NetworkAnalysis,
  settings: TrainingSettings,
  images: EpochImages,
): EpochAmounts {
  const fused = fusedLayers(layers.map(({ spec }) => spec));
  const pixels = sizeOf(input.shape);
  return {
    layers: layers.map((layer) => layerAmounts(layer, fused, settings, images)),
    images: {
      image: images.train,
      validationPixel: images.validation * pixels,
      ...augmentedPixels(settings, images.train * pixels),
    },
  };
}

/** `images`: at least one to learn from. */
export function epochWork(
  network: NetworkSpec,
  analysis: NetworkAnalysis,
  settings: TrainingSettings,
  images: EpochImages,
): EpochWork {
  const amounts = epochAmounts(network, analysis, settings, images);
  const layers = amounts.layers.map(nanosecondsOf);
  const ofImages = nanosecondsOf(amounts.images);
  return { layers, images: ofImages, total: layers.reduce((sum, layer) => sum + layer, ofImages) };
}
