import { findPreset } from '../../src-core/architecture/presets';
import { parseTrainingSettings, type TrainingSettings } from '../../src-core/architecture/training-settings';
import { splitExamples } from '../../src-core/data/dataset';
import { referenceKernels } from '../../src-core/kernels/reference';
import { namedWeights } from '../../src-core/model/weights';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import { RunWriter, type HistoryEvent } from '../trainer/run-folder';
import { openMnist } from './mnist';
import { numberOption, parseOptions, requiredOption, type Options, type OptionTypes } from './options';
import { createOutput, percent, type Output } from './output';

const OPTIONS = {
  preset: { type: 'string' },
  subset: { type: 'string' },
  validation: { type: 'string' },
  epochs: { type: 'string' },
  batch: { type: 'string' },
  lr: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
} satisfies OptionTypes;

/** The preset's recipe with what the command line changes of it. */
function settingsFrom(recipe: TrainingSettings, options: Options): TrainingSettings {
  return parseTrainingSettings({
    ...recipe,
    subset: numberOption(options, 'subset') ?? recipe.subset,
    validation: numberOption(options, 'validation') ?? recipe.validation,
    epochs: numberOption(options, 'epochs') ?? recipe.epochs,
    batchSize: numberOption(options, 'batch') ?? recipe.batchSize,
    seed: numberOption(options, 'seed') ?? recipe.seed,
    optimizer: { ...recipe.optimizer, learningRate: numberOption(options, 'lr') ?? recipe.optimizer.learningRate },
  });
}

type EpochEvent = HistoryEvent & { kind: 'epoch' };

function describe(event: EpochEvent): string {
  const trained = `loss ${event.train.loss.toFixed(4)}, ${percent(event.train.accuracy)} right`;
  const { validation } = event;
  const checked = validation
    ? `; validation, ${validation.count} images: ${percent(validation.accuracy)} right`
    : '; no validation';
  return `epoch ${event.epoch}: training, ${event.train.count} images: ${trained}${checked}`;
}

/** Trains to the end, writing the history; gives back how the epochs ended and how long it took. */
function runToEnd(training: Training, run: RunWriter, output: Output): { epochs: EpochEvent[]; seconds: number } {
  const epochs: EpochEvent[] = [];
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  for (const event of train(training)) {
    if (event.kind === 'validating') {
      output.progress(`validating: ${event.done} of ${event.count} images`);
      continue;
    }
    run.record(event);
    if (event.kind === 'epoch') {
      epochs.push(event);
      output.note(describe(event));
    } else {
      const left = Math.ceil((elapsed() / event.step) * (training.totalSteps - event.step));
      output.progress(
        `step ${event.step} of ${training.totalSteps}, loss ${event.loss.toFixed(4)}, about ${left} s left`,
      );
    }
  }
  return { epochs, seconds: elapsed() };
}

/** Trains a preset and leaves the run in a folder. */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, OPTIONS);
  const preset = findPreset(requiredOption(options, 'preset', 'the name of a preset'));
  const folder = requiredOption(options, 'out', 'a folder for the run');
  const output = createOutput(options.json === true);
  const settings = settingsFrom(preset.settings, options);
  const { network } = preset;
  const data = await openMnist();
  const splits = splitExamples(data.training, data.test, settings);
  const training = prepareTraining(network, settings, splits, referenceKernels);
  const run = new RunWriter(folder);
  const { epochs, seconds } = runToEnd(training, run, output);
  const weights = namedWeights(training.model.parameters);
  await run.finish({ network, settings, kernels: referenceKernels.name, step: training.totalSteps, weights });
  output.result(
    { run: folder, preset: preset.id, settings, steps: training.totalSteps, seconds, epochs },
    `${training.totalSteps} steps in ${seconds.toFixed(1)} s; the run is in ${folder}`,
  );
}
