import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { liveSettingsOf, withLiveSettings, type LiveSettings } from '../../src-core/architecture/live-settings';
import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { referenceKernels } from '../../src-core/kernels/reference';
import { changeTraining } from '../../src-core/training/change';
import { restoreCheckpoint } from '../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { endOf, isOver, train, type RunEnd, type TrainingEvent } from '../../src-core/training/train';
import { allLanes, openKernelsOnLanes } from '../trainer/kernels';
import { checkRoom } from '../trainer/memory-limits';
import { readRunParts, type RunParts } from '../trainer/run-file';
import { damageWords, readNewestCheckpoint, readRunStanding, RunWriter } from '../trainer/run-folder';
import type { EpochEvent } from '../trainer/history-reader';
import { mustBeSaved, RunSaver } from '../trainer/run-saver';
import { StepsAtOnce } from '../trainer/steps-at-once';
import { JSON_OPTION, type Command } from './command';
import { openSplits } from './data';
import { kernelChoice, KERNELS_OPTION } from './kernels';
import { numberOption, parseOptions, requiredOption, type Options } from './options';
import { createOutput, percent, type Output } from './output';
import { duration, progressLine } from './progress-line';
import { recipeFrom, RECIPE_OPTIONS, type Recipe } from './recipe';
import { changeOnResume, changeWords } from './resume-change';

const OPTIONS: Command['options'] = {
  ...RECIPE_OPTIONS,
  threads: { type: 'string', value: 'N', what: 'threads to compute with; the result does not depend on it' },
  kernels: KERNELS_OPTION,
  resume: { type: 'boolean', what: 'goes on with the run in --out; --lr and --schedule change it from there on' },
  out: { type: 'string', value: 'RUN', what: 'a new folder for the run' },
  json: JSON_OPTION,
};

/** Least time between two looks around, milliseconds. */
const TURN_INTERVAL = 50;
/** Lines about epochs that stay; of more epochs only some are told. */
const MOST_NOTES = 200;

function describe({ epoch, train: trained, validation }: EpochEvent): string {
  const checked = validation
    ? `; validation, ${validation.count} images: ${percent(validation.accuracy)} right`
    : '; no validation';
  const words = `loss ${trained.loss.toFixed(4)}, ${percent(trained.accuracy)} right`;
  return `epoch ${epoch}: training, ${trained.count} images: ${words}${checked}`;
}

/** Where early stopping had a say. */
function describeEnd({ early, epoch, weightsOf }: RunEnd, epochs: number): string {
  const words = [
    ...(early ? [`stopped early, after epoch ${epoch} of ${epochs}`] : []),
    ...(weightsOf === epoch ? [] : [`the weights are those of epoch ${weightsOf}`]),
  ];
  return words.map((part) => `${part}; `).join('');
}

/** A run that is being trained. */
interface RunInProgress {
  readonly training: Training;
  readonly saver: RunSaver;
  readonly epochs: EpochEvent[];
}

/** Where a run stands; `pace`: milliseconds a step. */
function describeProgress(event: TrainingEvent, { progress, totalSteps }: Training, pace: number): string {
  const loss = event.kind === 'steps' ? event.losses.at(-1) : undefined;
  const what = loss === undefined ? 'validating' : `loss ${loss.toFixed(4)}`;
  const left = (pace * (totalSteps - progress.step)) / 1000;
  const time = Number.isFinite(left) ? [`${duration(left)} left`] : [];
  return progressLine(progress.step / totalSteps, `step ${progress.step} of ${totalSteps}`, what, ...time);
}

/** Trains to the end, or until an interrupt, whatever comes first; what is done is on the disk then. */
async function runToEnd({ training, saver, epochs }: RunInProgress, output: Output): Promise<void> {
  const { progress, settings } = training;
  const noteEvery = Math.ceil(settings.epochs / MOST_NOTES);
  const [start, firstStep] = [performance.now(), progress.step];
  let lastTurn = start;
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const pace = new StepsAtOnce(() => performance.now());
  const stepsAtOnce = (): number => Math.min(pace.next(), saver.stepsToMilestone);
  saver.move();
  try {
    for (const event of train(training, stepsAtOnce, () => performance.now())) {
      const now = performance.now();
      if (event.kind === 'steps') pace.taken(event.losses.length);
      await saver.record(event);
      if (event.kind === 'epoch') {
        epochs.push(event);
        if (event.epoch % noteEvery === 0) output.note(describe(event));
      }
      if (now - lastTurn < TURN_INTERVAL) continue;
      lastTurn = now;
      output.progress(describeProgress(event, training, (now - start) / (progress.step - firstStep)));
      await nextTurn();
      if (interruption.signal.aborted) break;
    }
  } finally {
    // Also where it failed: the weights from before that are worth keeping.
    await saver.close();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Who asked for a folder wants the run in it: one that cannot be saved ends here. */
const saverOf = (training: Training): RunSaver =>
  new RunSaver(
    training,
    mustBeSaved(() => performance.now()),
  );

async function prepare({ network, settings }: Recipe, kernels: Kernels): Promise<Training> {
  const splits = await openSplits(settings);
  checkRoom(network, settings, splits.train);
  return prepareTraining(network, settings, splits, kernels);
}

async function begin(folder: string, recipe: Recipe, kernels: Kernels): Promise<RunInProgress> {
  const training = await prepare(recipe, kernels);
  const { network, settings } = recipe;
  const saver = saverOf(training);
  await saver.begin({ folder }, { network, settings, kernels: kernels.name });
  return { training, saver, epochs: [] };
}

async function resume(folder: string, options: Options, kernels: Kernels, output: Output): Promise<RunInProgress> {
  const parts = await readRunParts(folder);
  const change = await changeFor(folder, parts, options);
  const training = await prepare(parts, kernels);
  const { seconds } = await readRunStanding(folder, parts);
  const { writer, checkpoint, course } = await RunWriter.resume(folder);
  restoreCheckpoint(training, checkpoint, folder);
  const damage = await damageWords(folder, checkpoint.progress.step);
  if (damage !== null) output.note(damage);
  output.note(`going on at step ${checkpoint.progress.step} of ${training.totalSteps}`);
  if (parts.kernels !== kernels.name) {
    output.note(`begun on the ${parts.kernels} kernels, resumed on the ${kernels.name} ones: last bits may differ`);
  }
  const saver = saverOf(training);
  saver.resume(writer, seconds);
  if (change) await goOnBy(change, { training, saver }, output);
  return { training, saver, epochs: [...course.epochs] };
}

/** What a run is to go on by that stands in a folder; null: nothing else than before. */
async function changeFor(folder: string, begun: RunParts, options: Options): Promise<LiveSettings | null> {
  const { live } = await readNewestCheckpoint(folder, begun);
  const present = live ? withLiveSettings(begun, live) : begun;
  const change = await changeOnResume({ folder, begun, present }, options);
  const { state } = await readRunStanding(folder, begun);
  if (change && state === 'finished')
    throw new InputError(`${folder}: this run is finished: its settings change with another run only.`);
  return change;
}

/** As the window does it: told by the first step that it applies to, and on the disk before that. */
async function goOnBy(
  live: LiveSettings,
  { training, saver }: Pick<RunInProgress, 'training' | 'saver'>,
  output: Output,
): Promise<void> {
  const words = changeWords(liveSettingsOf(training), live);
  const step = changeTraining(training, live);
  const { settings } = training;
  await saver.change({ kind: 'change', step, settings, dropout: liveSettingsOf(training).dropout });
  output.note(`from step ${step} on: ${words}`);
}

/** Kernels on as many threads as the options say: all there are, where they say nothing. */
function openTrainingKernels(options: Options): { kernels: Kernels; terminate: () => void } {
  const threads = numberOption(options, 'threads') ?? allLanes();
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new InputError(`--threads is ${threads}, expected a whole number from 1 to 64.`);
  }
  const choice = kernelChoice(options);
  if (choice === 'reference') return { kernels: referenceKernels, terminate: () => undefined };
  return openKernelsOnLanes(join(__dirname, 'training-worker.js'), threads, choice);
}

async function run(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, OPTIONS);
  const { kernels, terminate } = openTrainingKernels(options);
  const folder = requiredOption(options, 'out', 'a folder for the run');
  const output = createOutput(options.json === true);
  const begun =
    options.resume === true
      ? await resume(folder, options, kernels, output)
      : await begin(folder, await recipeFrom(options), kernels);
  const { training, epochs } = begun;
  const start = performance.now();
  await runToEnd(begun, output).finally(terminate);
  const seconds = (performance.now() - start) / 1000;
  const { settings, progress, totalSteps } = training;
  const { step } = progress;
  const finished = isOver(training);
  const end = finished ? endOf(training) : null;
  const result = { run: folder, settings, step, steps: totalSteps, finished, end, seconds, epochs };
  const text = end
    ? `${describeEnd(end, settings.epochs)}${step} steps in ${duration(seconds)}; the run is in ${folder}`
    : `stopped at step ${step} of ${totalSteps}; --resume --out ${folder} goes on from there`;
  output.result(result, text);
  if (!finished) process.exitCode = 130;
}

/** Trains a network and leaves the run in a folder. */
export const trainCommand: Command = {
  summary: 'Trains a network and leaves the run in a folder',
  options: OPTIONS,
  run,
};
