import type { z } from 'zod';
import { trainingSettingsSchema, type TrainingSettings } from '../../src-core/architecture/training-settings';
import { learningRate, momentum } from '../../src-core/architecture/optimizer-spec';
import { formatCount } from './format';

const { shape } = trainingSettingsSchema;

/** A number of the recipe that can be typed in. */
interface NumberField {
  readonly label: string;
  readonly schema: z.ZodNumber;
  /** What an empty field means, where it means something. */
  readonly whenEmpty?: string;
  readonly read: (settings: TrainingSettings) => number | null;
  readonly write: (settings: TrainingSettings, value: number | null) => unknown;
}

/** A number of the optimizer; null where its kind does not have it. */
const ofOptimizer = (key: 'learningRate' | 'momentum', label: string, schema: z.ZodNumber): NumberField => ({
  label,
  schema,
  read: ({ optimizer }) => (key in optimizer ? (optimizer as Record<typeof key, number>)[key] : null),
  write: (settings, value) => ({ ...settings, optimizer: { ...settings.optimizer, [key]: value } }),
});

const ofRecipe = (key: 'validation' | 'epochs' | 'batchSize' | 'seed', label: string): NumberField => ({
  label,
  schema: shape[key],
  read: (settings) => settings[key],
  write: (settings, value) => ({ ...settings, [key]: value }),
});

export const settingsFields = {
  subset: {
    label: 'Training',
    schema: shape.subset.unwrap(),
    whenEmpty: 'all',
    read: (settings) => settings.subset,
    write: (settings, subset) => ({ ...settings, subset }),
  },
  validation: ofRecipe('validation', 'Validation'),
  learningRate: ofOptimizer('learningRate', 'Learning rate', learningRate),
  momentum: ofOptimizer('momentum', 'Momentum', momentum),
  batchSize: ofRecipe('batchSize', 'Batch size'),
  epochs: ofRecipe('epochs', 'Epochs'),
  seed: ofRecipe('seed', 'Seed'),
} satisfies Record<string, NumberField>;

export type FieldId = keyof typeof settingsFields;

/** New settings, or one sentence on what the field takes. */
export type Reading =
  { readonly ok: true; readonly settings: TrainingSettings } | { readonly ok: false; readonly error: string };

/** Counts with their thousands apart; a seed is a name and stays as it is. */
export function showField(id: FieldId, settings: TrainingSettings): string {
  const value = settingsFields[id].read(settings);
  if (value === null) return '';
  return Number.isInteger(value) && id !== 'seed' ? formatCount(value) : String(value);
}

/** `available`: images of the training set, which training and validation share; null while it is not known. */
export function readField(id: FieldId, text: string, settings: TrainingSettings, available: number | null): Reading {
  const field: NumberField = settingsFields[id];
  const value = text.trim() === '' && field.whenEmpty ? null : parseNumber(text);
  const most = Math.min(field.schema.maxValue ?? Infinity, imagesLeft(id, settings, available));
  const fits = value === null || (field.schema.safeParse(value).success && value <= most);
  const checked = trainingSettingsSchema.safeParse(field.write(settings, value));
  if (fits && checked.success) return { ok: true, settings: checked.data };
  return { ok: false, error: describeRange(field, most) };
}

/** Two settings agree in a field. */
export function sameField(id: FieldId, a: TrainingSettings, b: TrainingSettings): boolean {
  return settingsFields[id].read(a) === settingsFields[id].read(b);
}

/** How many images the other part of the training set leaves for this one. */
function imagesLeft(id: FieldId, settings: TrainingSettings, available: number | null): number {
  if (available === null) return Infinity;
  if (id === 'subset') return available - settings.validation;
  if (id === 'validation') return available - (settings.subset ?? 1);
  return Infinity;
}

/** Decimals with a point, 1e-3, and thousands as in 55,000; anything else is NaN. */
function parseNumber(text: string): number {
  const plain = text.trim();
  if (/^\d{1,3}(,\d{3})+$/.test(plain)) return Number(plain.replaceAll(',', ''));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** "Batch size: a whole number from 1 to 4,096." */
function describeRange({ label, schema, whenEmpty }: NumberField, most: number): string {
  const kind = schema.format === 'safeint' ? 'a whole number' : 'a number';
  const least = schema.minValue ?? -Infinity;
  const lower = schema.safeParse(least).success
    ? `from ${formatCount(least)} to`
    : `above ${formatCount(least)}, at most`;
  const upper = Number.isInteger(most) ? formatCount(most) : String(most);
  return `${label}: ${kind} ${lower} ${upper}${whenEmpty ? `, or empty for ${whenEmpty}` : ''}.`;
}
