import type { z } from 'zod';
import { augmentationSchema, type Augmentation } from '../../src-core/architecture/augmentation';
import { dataSourceSchema } from '../../src-core/architecture/data-source';
import { earlyStoppingSchema } from '../../src-core/architecture/early-stopping';
import { optimizerSpecSchema } from '../../src-core/architecture/optimizer-spec';
import { scheduleSpecSchema } from '../../src-core/architecture/schedule-spec';
import { trainingSettingsSchema, type TrainingSettings } from '../../src-core/architecture/training-settings';
import type { DataLimits } from './data-fit';
import { parseNumber, rangeWords, shownNumber } from './typed-number';

const { shape } = trainingSettingsSchema;
const [, , lines] = dataSourceSchema.options;
const [sgd, adam, , rmsprop] = optimizerSpecSchema.options;
const [, stepwise, , cosine, oneCycle, plateau] = scheduleSpecSchema.options;
const augmentation = augmentationSchema.shape;
const elastic = augmentation.elastic.unwrap().shape;

/** A number of the recipe that can be typed in. */
interface NumberField {
  readonly label: string;
  /** What it is, in a few words. */
  readonly hint?: string;
  readonly unit?: string;
  readonly schema: z.ZodNumber;
  /** What an empty field means, where it means something. */
  readonly whenEmpty?: string;
  /** Undefined where the recipe has no such number. */
  readonly read: (settings: TrainingSettings) => number | null | undefined;
  readonly write: (settings: TrainingSettings, value: number | null) => unknown;
  /** The largest value that the data allows. */
  readonly most?: (settings: TrainingSettings, limits: DataLimits) => number | null;
}

type Words = Pick<NumberField, 'label' | 'hint' | 'unit' | 'schema' | 'whenEmpty' | 'most'>;

/** The number that an object has under this key, if it has one. */
const numberIn = (object: object | null, key: string): number | undefined =>
  object && key in object ? (object as Record<string, number>)[key] : undefined;

/** A number of a part of the recipe whose kinds have different ones. */
const ofPart = (
  part: 'optimizer' | 'schedule' | 'dataset' | 'augmentation' | 'earlyStopping',
  key: string,
  words: Words,
): NumberField => ({
  ...words,
  read: (settings) => numberIn(settings[part], key),
  write: (settings, value) => ({ ...settings, [part]: { ...settings[part], [key]: value } }),
});

type PlainKey = 'subset' | 'validation' | 'test' | 'epochs' | 'batchSize' | 'seed' | 'warmup' | 'clipNorm';

const ofRecipe = (key: PlainKey, words: Words): NumberField => ({
  ...words,
  read: (settings) => settings[key],
  write: (settings, value) => ({ ...settings, [key]: value }),
});

const minus = (count: number | null, other: number): number | null => (count === null ? null : count - other);

/** Without displacement there is no elastic change, and its smoothness means nothing. */
const withElastic = (alpha: number, before: Augmentation['elastic']): Augmentation['elastic'] =>
  alpha === 0 ? null : { sigma: before?.sigma ?? 4, alpha };

const settingsFields = {
  subset: ofRecipe('subset', {
    label: 'Training',
    schema: shape.subset.unwrap(),
    whenEmpty: 'all',
    most: ({ validation }, { training }) => minus(training, validation),
  }),
  validation: ofRecipe('validation', {
    label: 'Validation',
    schema: shape.validation,
    most: ({ subset }, { training }) => minus(training, subset ?? 1),
  }),
  test: ofRecipe('test', {
    label: 'Test',
    schema: shape.test.unwrap(),
    whenEmpty: 'all',
    most: (_, { test }) => test,
  }),
  lineNoise: ofPart('dataset', 'noise', {
    label: 'Line noise',
    hint: 'deviation of the noise, 1 being white',
    schema: lines.shape.noise,
  }),
  shift: ofPart('augmentation', 'shift', { label: 'Shift', unit: '± pixels', schema: augmentation.shift }),
  rotate: ofPart('augmentation', 'rotate', { label: 'Rotate', unit: '± degrees', schema: augmentation.rotate }),
  scale: ofPart('augmentation', 'scale', { label: 'Scale', unit: '± share', schema: augmentation.scale }),
  shear: ofPart('augmentation', 'shear', { label: 'Shear', unit: '± degrees', schema: augmentation.shear }),
  elasticAlpha: {
    label: 'Elastic',
    unit: 'α, pixels',
    schema: elastic.alpha,
    read: ({ augmentation }) => (augmentation ? (augmentation.elastic?.alpha ?? 0) : undefined),
    write: (settings, alpha) => ({
      ...settings,
      augmentation: settings.augmentation && {
        ...settings.augmentation,
        elastic: withElastic(alpha ?? NaN, settings.augmentation.elastic),
      },
    }),
  },
  elasticSigma: {
    label: 'Smoothness',
    unit: 'σ, pixels',
    schema: elastic.sigma,
    read: ({ augmentation }) => augmentation?.elastic?.sigma,
    write: (settings, sigma) => ({
      ...settings,
      augmentation: { ...settings.augmentation, elastic: { ...settings.augmentation?.elastic, sigma } },
    }),
  },
  noise: ofPart('augmentation', 'noise', { label: 'Noise', unit: 'deviation', schema: augmentation.noise }),
  erase: ofPart('augmentation', 'erase', {
    label: 'Erase',
    unit: 'pixels a side',
    schema: augmentation.erase,
    most: (_, { side }) => side,
  }),
  learningRate: ofPart('optimizer', 'learningRate', { label: 'Learning rate', schema: sgd.shape.learningRate }),
  batchSize: ofRecipe('batchSize', { label: 'Batch size', schema: shape.batchSize }),
  epochs: ofRecipe('epochs', { label: 'Epochs', schema: shape.epochs }),
  stopPatience: ofPart('earlyStopping', 'patience', {
    label: 'Stop patience',
    unit: 'epochs',
    hint: 'that bring nothing better, then it stops',
    schema: earlyStoppingSchema.shape.patience,
  }),
  momentum: ofPart('optimizer', 'momentum', {
    label: 'Momentum',
    hint: 'share of the last step that goes on',
    schema: sgd.shape.momentum,
  }),
  alpha: ofPart('optimizer', 'alpha', {
    label: 'Alpha',
    hint: 'how long squared gradients are kept',
    schema: rmsprop.shape.alpha,
  }),
  beta1: ofPart('optimizer', 'beta1', {
    label: 'Beta 1',
    hint: 'how long gradients are kept',
    schema: adam.shape.beta1,
  }),
  beta2: ofPart('optimizer', 'beta2', {
    label: 'Beta 2',
    hint: 'how long squared gradients are kept',
    schema: adam.shape.beta2,
  }),
  epsilon: ofPart('optimizer', 'epsilon', {
    label: 'Epsilon',
    hint: 'keeps the division from zero',
    schema: adam.shape.epsilon,
  }),
  weightDecay: ofPart('optimizer', 'weightDecay', {
    label: 'Weight decay',
    hint: 'pulls every weight towards zero',
    schema: sgd.shape.weightDecay,
  }),
  every: ofPart('schedule', 'every', {
    label: 'Every',
    unit: 'epochs',
    schema: stepwise.shape.every,
  }),
  rise: ofPart('schedule', 'rise', {
    label: 'Rise',
    hint: 'share of the run until the top',
    schema: oneCycle.shape.rise,
  }),
  divide: ofPart('schedule', 'divide', {
    label: 'Divide',
    hint: 'begins at the rate over this',
    schema: oneCycle.shape.divide,
  }),
  finalDivide: ofPart('schedule', 'finalDivide', {
    label: 'Final divide',
    hint: 'ends at the beginning over this',
    schema: oneCycle.shape.finalDivide,
  }),
  factor: ofPart('schedule', 'factor', {
    label: 'Factor',
    hint: 'the rate is multiplied by this',
    schema: stepwise.shape.factor,
  }),
  patience: ofPart('schedule', 'patience', {
    label: 'Patience',
    unit: 'epochs',
    hint: 'without a lower loss, before it falls',
    schema: plateau.shape.patience,
  }),
  final: ofPart('schedule', 'final', {
    label: 'Final share',
    hint: 'of the rate, at the last step',
    schema: cosine.shape.final,
  }),
  warmup: ofRecipe('warmup', {
    label: 'Warm-up',
    unit: 'steps',
    hint: 'the rate rises evenly first',
    schema: shape.warmup,
  }),
  clipNorm: ofRecipe('clipNorm', {
    label: 'Clip norm',
    hint: 'longest gradient, all weights together',
    schema: shape.clipNorm.unwrap(),
    whenEmpty: 'off',
  }),
  seed: ofRecipe('seed', { label: 'Seed', hint: 'of first weights, order and changes', schema: shape.seed }),
} satisfies Record<string, NumberField>;

export type FieldId = keyof typeof settingsFields;

/** In the order in which they stand in the panel. */
export const FIELD_IDS = Object.keys(settingsFields) as FieldId[];

export const fieldOf = (id: FieldId): NumberField => settingsFields[id];

/** New settings, or one sentence on what the field takes. */
export type Reading =
  { readonly ok: true; readonly settings: TrainingSettings } | { readonly ok: false; readonly error: string };

/** Counts with their thousands apart; a seed is a name and stays as it is. */
export function showField(id: FieldId, settings: TrainingSettings): string {
  const value = fieldOf(id).read(settings) ?? null;
  if (value === null) return '';
  return id === 'seed' ? String(value) : shownNumber(value);
}

/** Whether the recipe has such a number. */
export const hasField = (id: FieldId, settings: TrainingSettings): boolean => fieldOf(id).read(settings) !== undefined;

export function readField(id: FieldId, text: string, settings: TrainingSettings, limits: DataLimits): Reading {
  const field = fieldOf(id);
  const value = text.trim() === '' && field.whenEmpty ? null : parseNumber(text);
  const fits = value === null || (field.schema.safeParse(value).success && value <= mostOf(field, settings, limits));
  const checked = trainingSettingsSchema.safeParse(field.write(settings, value));
  if (fits && checked.success) return { ok: true, settings: checked.data };
  return { ok: false, error: describeRange(field, mostOf(field, settings, limits)) };
}

/** Why the value in force does not go with the data; null when it does. */
export function misfitOf(id: FieldId, settings: TrainingSettings, limits: DataLimits): string | null {
  const field = fieldOf(id);
  const value = field.read(settings) ?? null;
  const most = mostOf(field, settings, limits);
  return value === null || value <= most ? null : describeRange(field, most);
}

/** Two settings agree in a field. */
export function sameField(id: FieldId, a: TrainingSettings, b: TrainingSettings): boolean {
  return fieldOf(id).read(a) === fieldOf(id).read(b);
}

function mostOf(field: NumberField, settings: TrainingSettings, limits: DataLimits): number {
  return Math.min(field.schema.maxValue ?? Infinity, field.most?.(settings, limits) ?? Infinity);
}

/** "Batch size: a whole number from 1 to 4,096." */
function describeRange({ label, schema, whenEmpty }: NumberField, most: number): string {
  const empty = whenEmpty ? `, or empty for ${whenEmpty}` : '';
  const words = most < (schema.minValue ?? -Infinity) ? 'the data leaves none' : rangeWords(schema, most);
  return `${label}: ${words}${empty}.`;
}
