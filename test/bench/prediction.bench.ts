import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { epochWork } from '../../src-core/architecture/epoch-work';
import type { LayerSpec } from '../../src-core/architecture/layer-spec';
import { presets, type Preset } from '../../src-core/architecture/presets';
import { lenet5 } from '../../src-core/architecture/presets/lenet-5';
import { splitExamples } from '../../src-core/data/dataset';
import { areLanesReady } from '../../src-core/kernels/wasm';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { train } from '../../src-core/training/train';
import { DataShelf } from '../../src-main/trainer/datasets/shelf';
import { allLanes, openKernelsOnLanes } from '../../src-main/trainer/kernels';
import { lowerPriority } from '../../src-main/trainer/priority';
import { mustBeSaved, RunSaver } from '../../src-main/trainer/run-saver';
import { Session } from '../../src-main/trainer/session';
import { StepsAtOnce } from '../../src-main/trainer/steps-at-once';
import { wait } from '../support/timings';

/** Short epochs are trained for so long, milliseconds; of long ones a single one. */
const LEAST = 1000;
const MOST_ERROR = 0.25;
const ROUNDS = 5;

type Recipe = Pick<Preset, 'network' | 'settings'>;

/**
 * A measurement begins when other programs use less than this share of the processors, or after so many looks, and is taken
 * again, so many times, where they used more meanwhile.
 */
const QUIET = 0.1;
const TRIES = 3;
const LOOKS = 40;
const LOOK = 250;

const now = (): number => performance.now();
const workerFile = resolve('out/main/training-worker.js');
const shelf = new DataShelf({ mnist: resolve('resources/mnist') });

/** Seconds of an epoch, trained and kept in a folder as the command line does it. */
async function trainEpochs(training: Training, saver: RunSaver): Promise<number> {
  const start = now();
  const pace = new StepsAtOnce(now);
  for (const event of train(training, pace.next)) {
    if (event.kind === 'steps') pace.taken(event.losses.length);
    await saver.record(event);
    if (event.kind === 'epoch' && now() - start >= LEAST) break;
  }
  return (now() - start) / 1000 / training.progress.epochsDone;
}

async function realSeconds({ network, settings }: Recipe): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kernelsmith-prediction-'));
  const { training, test } = await shelf.load(settings.dataset);
  const { kernels, terminate } = openKernelsOnLanes(workerFile, allLanes());
  while (!areLanesReady(kernels.lanes)) await wait(5);
  const long = { ...settings, epochs: 100_000 };
  const prepared = prepareTraining(network, long, splitExamples(training, test, settings), kernels);
  const saver = new RunSaver(prepared, mustBeSaved(now));
  await saver.begin({ folder: join(folder, 'run') }, { network, settings: long, kernels: kernels.name });
  try {
    return await trainEpochs(prepared, saver);
  } finally {
    await saver.close();
    terminate();
    rmSync(folder, { recursive: true });
  }
}

/** The layer with twice as many filters, or units; any other as it is. */
function doubled(layer: LayerSpec): LayerSpec {
  if (layer.kind === 'conv2d') return { ...layer, filters: 2 * layer.filters };
  return layer.kind === 'dense' ? { ...layer, units: 2 * layer.units } : layer;
}

/** One edit away: doubled is the first layer that can be, so that the network still runs. */
function edited({ network, settings }: Recipe): Recipe {
  const edits = network.layers.map((_, at) => network.layers.map((layer, i) => (i === at ? doubled(layer) : layer)));
  const layers = edits.find(
    (changed, at) =>
      changed[at] !== network.layers[at] && analyzeNetwork({ ...network, layers: changed }).errors.length === 0,
  );
  if (!layers) throw new Error(`${network.name} has no layer that could be doubled`);
  return { network: { ...network, layers }, settings };
}

async function workOf({ network, settings }: Recipe): Promise<number> {
  const { training, test } = await shelf.load(settings.dataset);
  const { train, validation } = splitExamples(training, test, settings);
  const images = { train: train.count, validation: validation.count };
  return epochWork(network, analyzeNetwork(network), settings, images).total;
}

/** What the window says of `recipe` at once, while only `other` has been measured. */
const estimate = async (recipe: Recipe, other: Recipe, secondsOfOther: number): Promise<number> =>
  (secondsOfOther * (await workOf(recipe))) / (await workOf(other));

/** Milliseconds since the machine and this program began: of the processors together, what they were busy, and what with this. */
function processorTimes(): { all: number; busy: number; own: number } {
  let [all, idle] = [0, 0];
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.irq + times.idle;
    idle += times.idle;
  }
  const { user, system } = process.cpuUsage();
  return { all, busy: all - idle, own: (user + system) / 1000 };
}

/** Does some work and tells what share of the processors others used meanwhile. */
async function loadDuring(work: () => Promise<void>): Promise<number> {
  const before = processorTimes();
  await work();
  const after = processorTimes();
  return Math.max(0, (after.busy - before.busy - (after.own - before.own)) / (after.all - before.all));
}

async function untilQuiet(): Promise<void> {
  for (let i = 0; i < LOOKS && (await loadDuring(() => wait(LOOK))) > QUIET; i++);
}

const time = (seconds: number): string => {
  if (seconds < 0.001) return `${(seconds * 1e6).toFixed(1)} µs`;
  return seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
};
const percent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %`;
const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;

/** Median (minimum – maximum). */
function spread(values: readonly number[], format: (value: number) => string): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${format(median(values))} (${format(sorted[0])} – ${format(sorted[sorted.length - 1])})`;
}
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

interface Found {
  readonly predicted: number[];
  readonly real: number[];
  readonly errors: number[];
  readonly answers: number[];
  /** Of what is said at once, when lenet-5 was measured, and when this preset with one edit was. */
  readonly fromLenet: number[];
  readonly fromEdited: number[];
  /** Share of the processors that other programs had. */
  readonly loads: number[];
}

interface Measured {
  seconds: number;
  real: number;
  answer: number;
  secondsEdited: number;
  load: number;
}

async function measureOnce({ network, settings }: Recipe, session: Session): Promise<Measured> {
  await untilQuiet();
  let [seconds, answer, real, secondsEdited] = [NaN, NaN, NaN, NaN];
  const load = await loadDuring(async () => {
    const asked = now();
    ({ seconds } = await session.predictEpoch({ network, settings }));
    answer = now() - asked;
    secondsEdited = (await session.predictEpoch(edited({ network, settings }))).seconds;
    real = await realSeconds({ network, settings });
  });
  const times = `predicted ${time(seconds)}, real ${time(real)}, ${percent(seconds / real - 1)}`;
  console.log(`${network.name}: ${times}, answered in ${milliseconds(answer)}, others ${percent(load)}`);
  return { seconds, real, answer, secondsEdited, load };
}

/** The first measurement in which other programs were quiet, or the last; returns the seconds that were predicted. */
async function measure(recipe: Recipe, session: Session, found: Found, lenetSeconds: number | null): Promise<number> {
  let measured = await measureOnce(recipe, session);
  for (let i = 1; i < TRIES && measured.load > QUIET; i++) measured = await measureOnce(recipe, session);
  const { seconds, real, answer, secondsEdited, load } = measured;
  const [byLenet, byEdited] = await Promise.all([
    estimate(recipe, lenet5, lenetSeconds ?? seconds),
    estimate(recipe, edited(recipe), secondsEdited),
  ]);
  found.fromLenet.push(byLenet / real - 1);
  found.fromEdited.push(byEdited / real - 1);
  found.answers.push(answer);
  found.predicted.push(seconds);
  found.real.push(real);
  found.errors.push(seconds / real - 1);
  found.loads.push(load);
  return seconds;
}

it('predicts the time of an epoch of every preset, interleaved', async () => {
  // As the app trains and predicts: beside other programs it makes a difference.
  lowerPriority();
  const session = new Session({
    load: (source) => shelf.load(source),
    workerFile,
    runs: null,
    emit: () => undefined,
    onDeath: (reason) => {
      throw new Error(reason);
    },
    now,
  });
  for (const { settings } of presets) await shelf.load(settings.dataset);
  const first = now();
  await session.predictEpoch({ network: presets[0].network, settings: presets[0].settings });
  console.log(`the very first answer: ${milliseconds(now() - first)}`);

  const results = new Map(
    presets.map(({ id }) => [
      id,
      { predicted: [], real: [], errors: [], answers: [], fromLenet: [], fromEdited: [], loads: [] },
    ]),
  );
  for (let round = 0; round < ROUNDS; round++) {
    let lenetSeconds: number | null = null;
    for (const preset of [lenet5, ...presets.filter((other) => other !== lenet5)]) {
      const seconds = await measure(preset, session, results.get(preset.id)!, lenetSeconds);
      lenetSeconds ??= seconds;
    }
  }
  const rows = [...results].map(([id, { predicted, real, errors, answers, loads }]) => [
    ...[id, spread(predicted, time), spread(real, time), spread(errors, percent), spread(answers, milliseconds)],
    spread(loads, percent),
  ]);
  const table = [['preset', 'predicted', 'real', 'error', 'answered in', 'others'], ...rows];
  console.log(table.map((row) => `| ${row.join(' | ')} |`).join('\n'));
  const instant = [...results].map(([id, { fromEdited, fromLenet }]) => [
    ...[id, spread(fromEdited, percent), spread(fromLenet, percent)],
  ]);
  const errorTable = [['preset', 'said at once, one edit away', 'lenet-5 measured'], ...instant];
  console.log(errorTable.map((row) => `| ${row.join(' | ')} |`).join('\n'));
  for (const [id, { errors, fromEdited }] of results) {
    expect(Math.abs(median(errors)), id).toBeLessThan(MOST_ERROR);
    expect(Math.abs(median(fromEdited)), `${id}, at once`).toBeLessThan(MOST_ERROR);
  }
});
