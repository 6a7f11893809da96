import type { Augmentation } from '../../src-core/architecture/augmentation';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import { formatCount } from './format';
import type { AugmentationMode } from './settings-choices';
import { SCHEDULE_NAMES } from './words';

// What is set in each part of the settings, for its heading: what is usual is left out where nothing would be missed.

type Words = readonly (string | false | null | undefined)[];
const list = (words: Words): string => words.filter(Boolean).join(', ');

/** So many classes are named one by one. */
const MOST_NAMED = 4;

/** "all classes", "classes 1, 7, balanced, 500 for test" */
export function selectionWords(
  { classes, balanced, test, dataset }: TrainingSettings,
  names: readonly string[],
): string {
  const named = (classes ?? []).map((i) => names[i] ?? String(i)).join(', ');
  const seen =
    classes === null
      ? 'all classes'
      : classes.length <= MOST_NAMED
        ? `only ${named}`
        : `${classes.length} of ${names.length} classes`;
  return list([
    seen,
    balanced && 'balanced',
    test !== null && `${formatCount(test)} for test`,
    dataset.kind === 'lines' && `noise ${dataset.noise}`,
  ]);
}

/** "off", "light", "shift 2, rotate 15" */
export function augmentationWords(mode: AugmentationMode, augmentation: Augmentation | null): string {
  if (mode !== 'custom' || augmentation === null) return mode;
  const { elastic, ...plain } = augmentation;
  const set = Object.entries(plain).flatMap(([name, value]) => (value > 0 ? [`${name} ${value}`] : []));
  return list([...set, elastic && `elastic ${elastic.alpha}`]) || 'custom, all at 0';
}

function optimizerWords({ optimizer }: TrainingSettings): string {
  const own =
    'beta1' in optimizer
      ? [`betas ${optimizer.beta1}, ${optimizer.beta2}`]
      : [
          'alpha' in optimizer && `alpha ${optimizer.alpha}`,
          (optimizer.kind === 'sgd' || optimizer.momentum > 0) && `momentum ${optimizer.momentum}`,
          'nesterov' in optimizer && optimizer.nesterov && 'Nesterov',
        ];
  return list([...own, optimizer.weightDecay > 0 && `weight decay ${optimizer.weightDecay}`]);
}

/** "momentum 0.9, constant rate, seed 7" */
export function trainingWords(settings: TrainingSettings): string {
  const { schedule, warmup, clipNorm, seed, shuffle } = settings;
  const name = SCHEDULE_NAMES[schedule.kind].toLowerCase();
  return list([
    optimizerWords(settings),
    schedule.kind === 'constant' ? 'constant rate' : name,
    warmup > 0 && `warm-up ${formatCount(warmup)}`,
    clipNorm !== null && `clip norm ${clipNorm}`,
    `seed ${seed}`,
    !shuffle && 'not shuffled',
  ]);
}

export function mistakesWords({ mistakes }: TrainingSettings): string {
  const made = [
    mistakes.includes('redrawDense') && 'dense drawn anew',
    mistakes.includes('flipGradient') && 'sign flipped',
  ];
  return list(made) || 'none';
}
