import { LIGHT_AUGMENTATION } from '../../src-core/architecture/augmentation';
import {
  EARLY_STOPPING_DEFAULT,
  earlyStoppingSchema,
  type EarlyStopping,
} from '../../src-core/architecture/early-stopping';
import { OPTIMIZER_DEFAULTS } from '../../src-core/architecture/optimizer-spec';
import { findPreset, presets } from '../../src-core/architecture/presets';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { SCHEDULE_DEFAULTS } from '../../src-core/architecture/schedule-spec';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { parseTrainingSettings, type TrainingSettings } from '../../src-core/architecture/training-settings';
import { InputError } from '../../src-core/input-error';
import type { Command } from './command';
import { KNOWN_DATA, parseDataOption } from './data';
import { readNetwork } from './files';
import { eitherOption, numberOption, type Options } from './options';

const number = (value: string, what: string) => ({ type: 'string', value, what }) as const;
const choice = (value: string, choices: object, what: string) =>
  ({ type: 'string', value, what: `${what}: ${Object.keys(choices).join(', ')}` }) as const;

const METRICS = earlyStoppingSchema.shape.metric.enum;

/** The options that say what is trained, and how it differs from the preset's recipe. */
export const RECIPE_OPTIONS: Command['options'] = {
  preset: { type: 'string', value: 'P', what: `${presets.map(({ id }) => id).join(', ')}, or:` },
  network: {
    type: 'string',
    value: 'NET.json',
    what: 'a network file (docs/network.md), trained as lenet-5 is; vectors are not augmented',
  },
  data: { type: 'string', value: 'D', what: `${KNOWN_DATA.join(', ')}, or a folder (docs/data.md)` },
  subset: number('N', 'how many training images are used, the first ones'),
  validation: number('N', 'how many of the last training images are kept apart'),
  epochs: number('N', 'passes over the training images'),
  batch: number('N', 'images in a step'),
  lr: number('X', 'learning rate'),
  optimizer: choice('O', OPTIMIZER_DEFAULTS, 'another kind comes with PyTorch’s defaults'),
  schedule: choice('S', SCHEDULE_DEFAULTS, 'how the learning rate changes'),
  'early-stopping': choice('E', METRICS, 'ends the run when this gets no better, with the best weights'),
  patience: number(
    'N',
    `epochs that early stopping waits for something better, ${EARLY_STOPPING_DEFAULT.patience} where nothing is said`,
  ),
  augment: { type: 'boolean', what: 'shifts, turns, scales and shears training images a little, anew in each epoch' },
  mistakes: {
    type: 'string',
    value: 'M',
    what: 'faults put in on purpose: redrawDense, flipGradient or both, by a comma',
  },
  seed: number('N', 'decides the first weights and the order of the images'),
};

/** A network with what it is to be trained by. */
export interface Recipe {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
}

/** Whether any of these options was given. */
export function hasRecipe(options: Options): boolean {
  return Object.keys(RECIPE_OPTIONS).some((name) => options[name] !== undefined);
}

/** Whether one of them says which network is meant. */
export const namesNetwork = ({ preset, network }: Options): boolean => preset !== undefined || network !== undefined;

/** The recipe of a preset, or of a network file, or else of `base`, with what the options change. */
export async function recipeFrom(options: Options, base: Recipe | null = null): Promise<Recipe> {
  const { network, settings } = base ?? (await baseRecipe(options));
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
    earlyStopping: changedEarlyStopping(settings.earlyStopping, options),
  });
  return { network, settings: changed };
}

async function baseRecipe(options: Options): Promise<Recipe> {
  const name = eitherOption(options, 'preset', 'network');
  const value = String(options[name]);
  if (name === 'preset') return findPreset(value);
  const network = await readNetwork(value);
  return { network, settings: lenet5For(network) };
}

/** The recipe of lenet-5 for another network: what shifts and turns an image does not go with vectors. */
function lenet5For({ input }: NetworkSpec): TrainingSettings {
  const { settings } = lenet5;
  return input.shape.length === 1 ? { ...settings, augmentation: null } : settings;
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

function changedEarlyStopping(
  earlyStopping: TrainingSettings['earlyStopping'],
  options: Options,
): EarlyStopping | null {
  const patience = numberOption(options, 'patience');
  const metric = options['early-stopping'];
  if (typeof metric !== 'string' && !earlyStopping) {
    if (patience === undefined) return null;
    throw new InputError('--patience says how long --early-stopping waits, which is missing.');
  }
  const { metric: own, ...others } = { ...EARLY_STOPPING_DEFAULT, ...earlyStopping };
  return {
    ...others,
    metric: typeof metric === 'string' ? kindOf(METRICS, 'early-stopping', metric) : own,
    patience: patience ?? others.patience,
  };
}
