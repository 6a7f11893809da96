import { InputError } from '../../src-core/input-error';
import { referenceKernels } from '../../src-core/kernels/reference';
import { createLoss } from '../../src-core/model/create-loss';
import { Model } from '../../src-core/model/model';
import { loadWeights } from '../../src-core/model/weights';
import { evaluate } from '../../src-core/training/evaluate';
import { readRun } from '../trainer/run-folder';
import { openSplits, parseDataOption } from './data';
import { parseOptions, requiredOption, type OptionTypes } from './options';
import { createOutput, percent } from './output';

const OPTIONS = {
  run: { type: 'string' },
  split: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
} satisfies OptionTypes;

/** Examples that go through the network together; the result does not depend on it. */
const BATCH = 100;

function parseSplit(value: string | boolean | undefined): 'validation' | 'test' {
  if (value === undefined || value === 'validation') return 'validation';
  if (value === 'test') return 'test';
  throw new InputError(`--split is "${String(value)}", expected validation or test.`);
}

/** Tells how the network of a run does on its validation images or on the test set. */
export async function evaluateCommand(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, OPTIONS);
  const folder = requiredOption(options, 'run', 'the folder of a run');
  const split = parseSplit(options.split);
  const output = createOutput(options.json === true);
  const { network, settings, weights } = await readRun(folder);
  const dataset = typeof options.data === 'string' ? parseDataOption(options.data) : settings.dataset;
  const examples = (await openSplits({ ...settings, dataset }))[split];
  if (examples.count === 0) throw new InputError(`${folder}: this run has no ${split} images.`);
  const model = new Model(network, referenceKernels, { maxBatch: BATCH, trainable: false });
  loadWeights(model.parameters, weights, folder);
  const evaluation = evaluate(model, createLoss(model, referenceKernels), examples);
  let next = evaluation.next();
  for (; !next.done; next = evaluation.next()) output.progress(`${next.value.done} of ${next.value.count} images`);
  const { count, loss, accuracy, confusion } = next.value;
  output.result(
    { split, count, loss, accuracy, confusion },
    `${split}, ${count} images: ${percent(accuracy)} right, loss ${loss.toFixed(4)}`,
  );
}
