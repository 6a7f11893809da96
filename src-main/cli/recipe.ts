import { LIGHT_AUGMENTATION } from '../../src-core/architecture/augmentation';
import { OPTIMIZER_DEFAULTS } from '../../src-core/architecture/optimizer-spec';
import { findPreset } from '../../src-core/architecture/presets';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { SCHEDULE_DEFAULTS } from '../../src-core/architecture/schedule-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { parseTrainingSettings, type TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';
import { parseDataOption } from './data';
import { readNetworkFile } from './network-file';
import { numberOption, type Options, type OptionTypes } from './options';

/** The options that say what is trained, and how it differs from the preset's recipe. */
export const RECIPE_OPTIONS = {
  preset: { type: 'string' },
  network: { type: 'string' },
  data: { type: 'string' },
  subset: { type: 'string' },
  validation: { type: 'string' },
  epochs: { type: 'string' },
  batch: { type: 'string' },
  lr: { type: 'string' },
  optimizer: { type: 'string' },
  schedule: { type: 'string' },
  augment: { type: 'boolean' },
  mistakes: { type: 'string' },
  seed: { type: 'string' },
} satisfies OptionTypes;

/** A network with what it is to be trained by. */
export interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** Whether any of these options was given. */
export function hasRecipe(options: Options): boolean {
  return Object.keys(RECIPE_OPTIONS).some((name) => options[name] !== undefined);
}

/** The recipe of a preset, or of a network file (trained as lenet-5 is), with what the options change. */
export async function recipeFrom(options: Options): Promise<Recipe> {
  const { network, settings } = await baseRecipe(options);
  const optimizer = changedOptimizer(settings.optimizer, options);
  const changed = parseTrainingSettings({
    ...settings,
    dataset: typeof options.data === 'string' ? parseDataOption(options.data) : settings.dataset,
    augmentation: options.augment === true ? LIGHT_AUGMENTATION : settings.augmentation,
    mistakes: typeof options.mistakes === 'string' ? options.mistakes.split(',') : settings.mistakes,
    subset: numberOption(options, 'subset') ?? settings.subset,
    validation: numberOption(options, 'validation') ?? settings.validation,
    epochs: numberOption(options, 'epochs') ?? settings.epochs,
    batchSize: numberOption(options, 'batch') ?? settings.batchSize,
    seed: numberOption(options, 'seed') ?? settings.seed,
    optimizer: { ...optimizer, learningRate: numberOption(options, 'lr') ?? optimizer.learningRate },
    schedule: changedSchedule(settings.schedule, options),
  });
  return { network, settings: changed };
}

async function baseRecipe({ preset, network }: Options): Promise<Recipe> {
  if (preset !== undefined && network !== undefined) {
    throw new InputError('--preset and --network cannot both be given: expected one of them.');
  }
  if (typeof preset === 'string') return findPreset(preset);
  if (typeof network === 'string') return { network: await readNetworkFile(network), settings: lenet5.settings };
  throw new InputError('--preset is missing: expected the name of a preset, or --network with a file.');
}

/** The kind of a table that an option names, upper and lower case alike. */
function kindOf<T extends object>(kinds: T, option: string, value: string): keyof T {
  const found = Object.keys(kinds).find((kind) => kind.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found as keyof T;
  throw new InputError(`--${option} is "${value}", expected ${Object.keys(kinds).join(', ')}.`);
}

/** An optimizer of another kind comes with PyTorch's defaults. */
function changedOptimizer(optimizer: TrainingSettings['optimizer'], options: Options): TrainingSettings['optimizer'] {
  if (typeof options.optimizer !== 'string') return optimizer;
  const kind = kindOf(OPTIMIZER_DEFAULTS, 'optimizer', options.optimizer);
  return kind === optimizer.kind ? optimizer : OPTIMIZER_DEFAULTS[kind];
}

function changedSchedule(schedule: TrainingSettings['schedule'], options: Options): TrainingSettings['schedule'] {
  if (typeof options.schedule !== 'string') return schedule;
  const kind = kindOf(SCHEDULE_DEFAULTS, 'schedule', options.schedule);
  return kind === schedule.kind ? schedule : SCHEDULE_DEFAULTS[kind];
}
