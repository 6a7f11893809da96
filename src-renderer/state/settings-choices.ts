import { LIGHT_AUGMENTATION, type Augmentation } from '../../src-core/architecture/augmentation';
import type { DataSource } from '../../src-core/architecture/data-source';
import { EARLY_STOPPING_DEFAULT } from '../../src-core/architecture/early-stopping';
import { OPTIMIZER_DEFAULTS, type OptimizerSpec } from '../../src-core/architecture/optimizer-spec';
import type { Preset } from '../../src-core/architecture/presets';
import { SCHEDULE_DEFAULTS, type ScheduleSpec } from '../../src-core/architecture/schedule-spec';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';

// What of a recipe is chosen from a few things, where settings-fields.ts has what is typed in.

/** Data sets that the window offers; a place on the disk is not for a page to name. */
export type DataKind = Exclude<DataSource['kind'], 'folder'>;
/** What early stopping looks at. */
export type StoppingChoice = 'off' | 'loss' | 'accuracy';
export type AugmentationMode = 'off' | 'light' | 'custom';

/** What each choice is at present, to be compared. */
export const settingsChoices = {
  dataset: ({ dataset }) => dataset.kind,
  classes: ({ classes }) => classes?.join() ?? null,
  balanced: ({ balanced }) => balanced,
  augmentation: ({ augmentation }) => augmentationMode(augmentation),
  optimizer: ({ optimizer }) => optimizer.kind,
  nesterov: ({ optimizer }) => 'nesterov' in optimizer && optimizer.nesterov,
  schedule: ({ schedule }) => schedule.kind,
  earlyStopping: ({ earlyStopping }) => earlyStopping?.metric ?? 'off',
  restoreBest: ({ earlyStopping }) => earlyStopping?.restoreBest ?? null,
  shuffle: ({ shuffle }) => shuffle,
  redrawDense: ({ mistakes }) => mistakes.includes('redrawDense'),
  flipGradient: ({ mistakes }) => mistakes.includes('flipGradient'),
} satisfies Record<string, (settings: TrainingSettings) => string | boolean | null>;

export type ChoiceId = keyof typeof settingsChoices;

const SOURCES: { readonly [K in DataKind]: Extract<DataSource, { kind: K }> } = {
  mnist: { kind: 'mnist' },
  fashionMnist: { kind: 'fashionMnist' },
  lines: { kind: 'lines', training: 500, test: 100, noise: 0.1, seed: 7 },
  xor: { kind: 'xor' },
};

/** The data set of a kind: as the preset has it, if it has one of that kind. Its classes are its own. */
export function withDataset(settings: TrainingSettings, kind: DataKind, preset: Preset): TrainingSettings {
  const own = preset.settings.dataset;
  return { ...settings, dataset: own.kind === kind ? own : SOURCES[kind], classes: null };
}

/** The optimizer of a kind: as the preset has it, else with PyTorch's defaults. */
export function withOptimizer(
  settings: TrainingSettings,
  kind: OptimizerSpec['kind'],
  preset: Preset,
): TrainingSettings {
  const own = preset.settings.optimizer;
  return { ...settings, optimizer: own.kind === kind ? own : OPTIMIZER_DEFAULTS[kind] };
}

/** The schedule of a kind: as the preset has it, else with PyTorch's defaults. */
export function withSchedule(settings: TrainingSettings, kind: ScheduleSpec['kind'], preset: Preset): TrainingSettings {
  const own = preset.settings.schedule;
  return { ...settings, schedule: own.kind === kind ? own : SCHEDULE_DEFAULTS[kind] };
}

/** Early stopping by a metric, its numbers as they were, and at first such as can end the run early; off, without any. */
export function withEarlyStopping(settings: TrainingSettings, choice: StoppingChoice): TrainingSettings {
  const patience = Math.max(1, Math.min(EARLY_STOPPING_DEFAULT.patience, settings.epochs - 2));
  const before = settings.earlyStopping ?? { ...EARLY_STOPPING_DEFAULT, patience };
  return { ...settings, earlyStopping: choice === 'off' ? null : { ...before, metric: choice } };
}

const NO_CHANGE: Augmentation = { shift: 0, rotate: 0, scale: 0, shear: 0, elastic: null, noise: 0, erase: 0 };

export function augmentationMode(augmentation: Augmentation | null): AugmentationMode {
  if (augmentation === null) return 'off';
  return JSON.stringify(augmentation) === JSON.stringify(LIGHT_AUGMENTATION) ? 'light' : 'custom';
}

/** Custom begins with what is there; from nothing, with the light one, or for vectors without a change. */
export function withAugmentation(
  settings: TrainingSettings,
  mode: AugmentationMode,
  ofVectors: boolean,
): TrainingSettings {
  if (mode === 'off') return { ...settings, augmentation: null };
  if (mode === 'light') return { ...settings, augmentation: LIGHT_AUGMENTATION };
  return { ...settings, augmentation: settings.augmentation ?? (ofVectors ? NO_CHANGE : LIGHT_AUGMENTATION) };
}

/** A class taken in or left out, of `count`. The last one stays: nothing could be learned without it. */
export function withClass(settings: TrainingSettings, index: number, count: number): TrainingSettings {
  const all = Array.from({ length: count }, (_, i) => i);
  const seen = settings.classes ?? all;
  const changed = all.filter((i) => (i === index ? !seen.includes(i) : seen.includes(i)));
  if (changed.length === 0) return settings;
  return { ...settings, classes: changed.length === count ? null : changed };
}

type Mistake = TrainingSettings['mistakes'][number];

export function withMistake(settings: TrainingSettings, mistake: Mistake, made: boolean): TrainingSettings {
  const others = settings.mistakes.filter((other) => other !== mistake);
  return { ...settings, mistakes: made ? [...others, mistake] : others };
}
