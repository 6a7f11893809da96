import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Examples } from '../../src-core/data/dataset';
import { InputError } from '../../src-core/input-error';
import { createLoss } from '../../src-core/model/create-loss';
import { Model } from '../../src-core/model/model';
import { loadWeights } from '../../src-core/model/weights';
import type { Evaluation } from '../../src-core/metrics/evaluation';
import { scoresPerClass, type ClassScores } from '../../src-core/metrics/per-class';
import { checkExamples } from '../../src-core/training/prepare';
import { evaluate } from '../../src-core/training/evaluate';
import type { TestLook } from '../../src-core/protocol/runs';
import { describeFileError } from '../storage/file-error';
import { readRun } from '../trainer/run-folder';
import { addTestLook } from '../trainer/run-notes';
import { JSON_OPTION, type Command } from './command';
import { openSplits, parseDataOption } from './data';
import { KERNELS_OPTION, kernelsFrom } from './kernels';
import { parseOptions, requiredOption } from './options';
import { createOutput, percent, type Output } from './output';
import { progressLine } from './progress-line';
import { formatTable } from './table';

const OPTIONS: Command['options'] = {
  run: { type: 'string', value: 'RUN', what: 'the folder of a run' },
  split: { type: 'string', value: 'S', what: 'validation (where this is left out) or test' },
  data: { type: 'string', value: 'D', what: 'other data than the run was trained on, split in the same way' },
  kernels: KERNELS_OPTION,
  json: JSON_OPTION,
};

/** Examples that go through the network together; the result does not depend on it. */
const BATCH = 100;

type Split = 'validation' | 'test';

function parseSplit(value: string | boolean | undefined): Split {
  if (value === undefined || value === 'validation') return 'validation';
  if (value === 'test') return 'test';
  throw new InputError(`--split is "${String(value)}", expected validation or test.`);
}

/** The examples of a split. The test set needs nothing of the training set, however small that is. */
async function openSplit(split: Split, settings: TrainingSettings): Promise<Examples> {
  const part = split === 'test' ? { subset: null, validation: 0 } : {};
  return (await openSplits({ ...settings, ...part }))[split];
}

/** The figures for people: a line for all, and one for each class. */
function describe(split: Split, { count, loss, accuracy }: Evaluation, scores: readonly ClassScores[]): string {
  const cell = (share: number | null): string => (share === null ? '–' : percent(share));
  const rows = scores.map(({ label, support, precision, recall, f1 }) => [
    String(label),
    String(support),
    ...[precision, recall, f1].map(cell),
  ]);
  const table = formatTable([['class', 'images', 'precision', 'recall', 'F1'], ...rows]);
  return `${split}, ${count} images: ${percent(accuracy)} right, loss ${loss.toFixed(4)}\n${table}`;
}

/** Notes in the run that the test set was opened by it, as the window does. */
async function tellLook(folder: string, look: TestLook, output: Output): Promise<void> {
  await addTestLook(folder, look).catch((error: unknown) => {
    output.note(`${folder}: it could not be noted that the test set was opened: ${describeFileError(error)}`);
  });
}

async function run(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, OPTIONS);
  const folder = requiredOption(options, 'run', 'the folder of a run');
  const split = parseSplit(options.split);
  const kernels = kernelsFrom(options);
  const output = createOutput(options.json === true);
  const { network, settings, step, weights } = await readRun(folder);
  const dataset = typeof options.data === 'string' ? parseDataOption(options.data) : settings.dataset;
  const examples = await openSplit(split, { ...settings, dataset });
  if (examples.count === 0) throw new InputError(`${folder}: this run has no ${split} images.`);
  checkExamples(network, examples);
  const model = new Model(network, kernels, { maxBatch: BATCH, trainable: false });
  loadWeights(model.parameters, weights, folder);
  const evaluation = evaluate(model, createLoss(model, kernels), examples);
  let next = evaluation.next();
  for (; !next.done; next = evaluation.next()) {
    output.progress(
      progressLine(next.value.done / next.value.count, `${next.value.done} of ${next.value.count} images`),
    );
  }
  const { count, loss, accuracy, confusion } = next.value;
  if (split === 'test' && dataset === settings.dataset)
    await tellLook(folder, { at: Date.now(), step, count, loss, accuracy }, output);
  const perClass = scoresPerClass(confusion);
  output.result({ split, count, loss, accuracy, confusion, perClass }, describe(split, next.value, perClass));
}

/** Tells how the network of a run does on its validation images or on the test set. */
export const evaluateCommand: Command = {
  summary: 'Tells how the network of a run does on images that it was not trained on',
  options: OPTIONS,
  run,
};
