import { formatCount, formatLoss, formatPercent, plural } from '../state/format';
import { augmentationWords, trainingWords } from '../state/group-words';
import type { Recipe } from '../state/recipe';
import { changeMarks, latestChanges } from '../state/run-changes';
import type { RunCourse } from '../state/run-course';
import { bestAccuracies, bestLosses, meanOf, rangeOf, type Entry } from '../state/run-entries';
import { augmentationMode } from '../state/settings-choices';
import { endedEarly, type ShownRun } from '../state/shown-run';
import { DATA_NAMES, OPTIMIZER_NAMES } from '../state/words';

/** What of the course of a run is told. */
type Told = Pick<RunCourse, 'recipe' | 'changes'>;

interface Fact {
  readonly label: string;
  readonly text: string;
  /** A run that stands behind the text, and can be gone to. */
  readonly run?: { readonly id: string; readonly name: string };
}

const percent = (share: number): string => formatPercent(share);

/** What is to be said of an entry, in the order of what is asked first. `course`: null while it is not known. */
export function factsOf(entry: Entry, course: Told | null, all: readonly ShownRun[]): readonly Fact[] {
  const recipe = course?.recipe ?? null;
  const facts = entry.isSeries ? seriesFacts(entry, recipe) : runFacts(entry.runs[0], recipe, all);
  return course && recipe ? [...facts, ...recipeFacts(course), ...changeFacts(course)] : facts;
}

function seriesFacts(entry: Entry, recipe: Recipe | null): Fact[] {
  const { values, count } = bestAccuracies(entry);
  if (values.length === 0) return [{ label: 'Best', text: 'no run is finished and validated yet' }];
  const images = count === null ? 'their validation images' : `${formatCount(count)} validation images`;
  const accuracy = meanAndRange(values, percent);
  return [
    { label: 'Best epochs', text: `accuracy ${accuracy} on ${images}, ${plural(values.length, 'finished run')}` },
    { label: '', text: `loss ${meanAndRange(bestLosses(entry), formatLoss)}` },
    ...earlyFacts(entry, recipe),
    { label: 'Seeds', text: entry.runs.map(({ seed }) => seed).join(', ') },
  ];
}

/** After which epoch runs of a series ended, where any ended before the last. */
function earlyFacts({ runs }: Entry, recipe: Recipe | null): Fact[] {
  const early = runs.filter(endedEarly);
  if (early.length === 0) return [];
  const all = early.length === runs.length ? 'all' : `${early.length} of ${runs.length}`;
  const [least, most] = rangeOf(early.map(({ epochsDone }) => epochsDone)).map(formatCount);
  const after = least === most ? least : `${least} to ${most}`;
  return [{ label: 'Ended', text: `${all} early, after epoch ${after} of ${epochsAndWhy(runs[0], recipe)}` }];
}

/** "98.52 % (98.31 % to 98.71 %)" */
function meanAndRange(values: readonly number[], format: (value: number) => string): string {
  const [least, most] = rangeOf(values);
  return `mean ${format(meanOf(values))} (${format(least)} to ${format(most)})`;
}

function runFacts(run: ShownRun, recipe: Recipe | null, all: readonly ShownRun[]): Fact[] {
  const { best, testLooks, parent } = run;
  const validates = recipe?.settings.validation !== 0;
  const facts: Fact[] = [
    { label: 'Best', text: validates ? bestWords(best) : 'not told: there are no validation images' },
  ];
  if (endedEarly(run)) facts.push({ label: 'Ended', text: earlyWords(run, recipe) });
  if (parent) facts.push(forkedFact(parent, all));
  facts.push({ label: 'Test', text: testWords(testLooks) });
  return facts;
}

function bestWords(best: ShownRun['best']): string {
  if (!best?.validation) return 'not validated yet';
  const { accuracy, loss, count } = best.validation;
  const figures = `${percent(accuracy)}, loss ${formatLoss(loss)}`;
  return `epoch ${formatCount(best.epoch)}: ${figures} on validation, ${plural(count, 'image')}`;
}

/** "early, after epoch 5 of 12: no better accuracy for 2 epochs" */
function earlyWords(run: ShownRun, recipe: Recipe | null): string {
  return `early, after epoch ${formatCount(run.epochsDone)} of ${epochsAndWhy(run, recipe)}`;
}

/** "12: no better accuracy for 2 epochs" */
function epochsAndWhy({ epochs }: ShownRun, recipe: Recipe | null): string {
  const stopping = recipe?.settings.earlyStopping;
  const why = stopping ? `: no better ${stopping.metric} for ${plural(Math.max(1, stopping.patience), 'epoch')}` : '';
  return `${formatCount(epochs)}${why}`;
}

/** "stops early by accuracy, patience 2" */
const stoppingWords = ({ earlyStopping }: Recipe['settings']): string[] =>
  earlyStopping ? [`stops early by ${earlyStopping.metric}, patience ${formatCount(earlyStopping.patience)}`] : [];

/** A run that begins at step 0 shares the first weights only. */
function forkedFact({ id, step }: NonNullable<ShownRun['parent']>, all: readonly ShownRun[]): Fact {
  const run = all.find((other) => other.id === id);
  const from = `from ${step === 0 ? 'the first weights' : `step ${formatCount(step)}`} of`;
  return run ? { label: 'Forked', text: from, run } : { label: 'Forked', text: `${from} a run that is gone` };
}

function testWords(looks: ShownRun['testLooks']): string {
  const last = looks.at(-1);
  if (!last) return 'sealed: never opened by this run';
  const result = `${percent(last.accuracy)} of ${plural(last.count, 'image')} after step ${formatCount(last.step)}`;
  return `opened ${plural(looks.length, 'time')}, last: ${result}`;
}

function recipeFacts({ recipe: { network, settings }, changes }: Told): Fact[] {
  const { optimizer, batchSize, epochs, dataset, subset, validation, augmentation } = settings;
  const now = changes.at(-1)?.settings.optimizer.learningRate ?? optimizer.learningRate;
  const rate = now === optimizer.learningRate ? String(now) : `${optimizer.learningRate}, changed to ${now}`;
  const images = subset === null ? 'all but validation' : formatCount(subset);
  return [
    {
      label: 'Training',
      text: `${OPTIMIZER_NAMES[optimizer.kind]}, learning rate ${rate}, ${trainingWords(settings)}`,
    },
    {
      label: '',
      text: [`batches of ${formatCount(batchSize)}`, plural(epochs, 'epoch'), ...stoppingWords(settings)].join(', '),
    },
    {
      label: 'Data',
      text: `${DATA_NAMES[dataset.kind]}: training ${images}, validation ${formatCount(validation)}, augmentation ${augmentationWords(augmentationMode(augmentation), augmentation)}`,
    },
    { label: 'Network', text: `${network.name}, ${plural(network.layers.length, 'layer')}` },
  ];
}

/** What was changed while it was trained, the latest first. */
function changeFacts({ changes }: Told): Fact[] {
  const { latest, before } = latestChanges(changeMarks(changes));
  const told = latest.map(({ step, words }) => `from step ${formatCount(step)}: ${words}`);
  if (before > 0) told.push(`and ${plural(before, 'change')} before`);
  return told.map((text, i) => ({ label: i === 0 ? 'Changed' : '', text }));
}
