import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { notebook003 } from '../../src-core/architecture/presets/notebook-003';
import { OPTIMIZER_DEFAULTS } from '../../src-core/architecture/optimizer-spec';
import { splitExamples } from '../../src-core/data/dataset';
import { writeCheckpoint } from '../../src-core/formats/checkpoint';
import { RandomStream } from '../../src-core/random/random-stream';
import { takeCheckpoint, type Checkpoint } from '../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { train, type TrainingEvent } from '../../src-core/training/train';
import { loadDataset } from '../../src-main/trainer/datasets';
import { openKernels } from '../../src-main/trainer/kernels';
import { ended, endBy, startTraining } from './child-training';
import { checkpointsOf, hashOf, litterIn, newestOf, untilSaving } from './run-files';
import { wait } from './timings';

/** notebook-003 by Adam for longer than anybody waits: its checkpoints have 1.2 MB, so that writing one takes its time. */
const OPTIONS = ['--preset', 'notebook-003', '--optimizer', 'adam', '--epochs', '100000', '--threads', '1'];
const settings = { ...notebook003.settings, optimizer: OPTIMIZER_DEFAULTS.adam, epochs: 100_000 };

/** Kills while a run is begun, each so many milliseconds after the start of the program at most. */
const EARLY_KILLS = 3;
const EARLY = 600;

/** The same training in this process, never stopped: what every checkpoint and every line has to agree with. */
class Reference {
  readonly #training: Training;
  readonly #events: Generator<TrainingEvent, void>;
  readonly #losses: number[] = [];

  private constructor(training: Training) {
    this.#training = training;
    this.#events = train(training);
  }

  static async open(): Promise<Reference> {
    const { training, test } = await loadDataset(settings.dataset, { mnist: '' });
    const splits = splitExamples(training, test, settings);
    return new Reference(prepareTraining(notebook003.network, settings, splits, openKernels()));
  }

  /** The checkpoint at a moment that is not before the last one asked for. */
  at({ step, epochsDone }: Checkpoint['progress']): Uint8Array {
    const { progress } = this.#training;
    while (progress.step < step || progress.epochsDone < epochsDone) {
      const event = this.#events.next().value;
      if (event?.kind === 'steps') this.#losses.push(...event.losses);
    }
    return writeCheckpoint(takeCheckpoint(this.#training));
  }

  /** Checks the steps of a history, up to that moment: each is there once, in order. */
  expectHistory(path: string): void {
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .slice(0, this.#losses.length * 2);
    const steps = lines.flatMap((line) => (line.startsWith('{"kind":"step"') ? [JSON.parse(line) as Step] : []));
    expect(steps.slice(0, this.#losses.length).map(({ loss }) => loss)).toEqual(this.#losses);
    expect(steps.every(({ step }, i) => step === i + 1)).toBe(true);
  }
}

interface Step {
  readonly step: number;
  readonly loss: number;
}

export interface KillReport {
  readonly kills: number;
  /** So many of them while a checkpoint was being written: its temporary file was left. */
  inside: number;
  /** Of the run at its end. */
  readonly steps: number;
}

/** Trains a run in a process that is killed again and again, every other time in the middle of a save. */
export async function killAgainAndAgain(folder: string, kills: number, seed: number): Promise<KillReport> {
  const random = new RandomStream(seed, 'kills');
  const reference = await Reference.open();
  let inside = 0;
  await beginRun(folder, new RandomStream(seed, 'early kills'));
  for (let kill = 0; kill < kills; kill++) {
    const before = { checkpoints: checkpointsOf(folder), litter: litterIn(folder) };
    const child = startTraining(folder, ['--resume']);
    const saving = untilSaving(folder, 1 + random.below(2 * kill, 2));
    const gone = ended(child).then((complaints) => {
      if (child.signalCode !== 'SIGKILL') throw new Error(`training ended by itself: ${complaints}`);
    });
    if (kill % 2 === 0) await Promise.race([saving.promise, gone]);
    else await Promise.race([wait(random.below(2 * kill + 1, 2500)), gone]);
    await endBy(child, 'SIGKILL');
    saving.end();
    await gone;
    inside += expectWhole(folder, before, reference) ? 1 : 0;
  }
  const last = startTraining(folder, ['--resume']);
  const saving = untilSaving(folder);
  await saving.promise;
  saving.end();
  await endBy(last, 'SIGINT');
  expect(litterIn(folder)).toEqual([]);
  const { checkpoint, bytes } = newestOf(folder);
  expect(hashOf(reference.at(checkpoint.progress))).toBe(hashOf(bytes));
  reference.expectHistory(join(folder, 'history.ndjson'));
  return { kills, inside, steps: checkpoint.progress.step };
}

/** What to ask for so that training goes on with what is in a folder: a run, or one that was killed before it was one. */
const optionsFor = (folder: string): readonly string[] =>
  existsSync(join(folder, 'run.json')) ? ['--resume'] : OPTIONS;

/** A run that was killed while it was begun, and then stopped by an interrupt when it had a checkpoint. */
async function beginRun(folder: string, random: RandomStream): Promise<void> {
  for (let kill = 0; kill < EARLY_KILLS; kill++) {
    const early = startTraining(folder, optionsFor(folder));
    await wait(random.below(kill, EARLY));
    expect(await endBy(early, 'SIGKILL')).toBe('');
  }
  const child = startTraining(folder, optionsFor(folder));
  while (!existsSync(join(folder, 'run.json'))) {
    if (child.exitCode !== null) throw new Error(await ended(child));
    await wait(20);
  }
  await endBy(child, 'SIGINT');
}

type Kept = ReturnType<typeof newestOf>;

/** The same bytes; but one of the last step of an epoch is written again when the epoch is over, with the same tensors. */
function expectUnchanged(name: string, then: Kept, now: Kept): void {
  const over = now.checkpoint.progress.epochsDone - then.checkpoint.progress.epochsDone;
  if (over === 0) {
    expect(hashOf(now.bytes), name).toBe(hashOf(then.bytes));
    return;
  }
  expect(over, name).toBe(1);
  const { progress: before, ...tensorsThen } = then.checkpoint;
  const { progress: after, ...tensorsNow } = now.checkpoint;
  expect(after.step, name).toBe(before.step);
  expect(tensorsNow, name).toEqual(tensorsThen);
}

/** What lay in a folder before training went on. */
interface Before {
  readonly checkpoints: ReadonlyMap<string, Kept>;
  readonly litter: readonly string[];
}

/** All checkpoints are readable, none has changed, the newest is one of the run that never stopped. Returns whether a save was cut off. */
function expectWhole(folder: string, before: Before, reference: Reference): boolean {
  const after = checkpointsOf(folder);
  for (const [name, then] of before.checkpoints) {
    const now = after.get(name);
    if (now) expectUnchanged(name, then, now);
  }
  const newest = [...after.values()].at(-1)!;
  const { step } = newest.checkpoint.progress;
  expect(step).toBeGreaterThanOrEqual([...before.checkpoints.values()].at(-1)!.checkpoint.progress.step);
  expect(hashOf(reference.at(newest.checkpoint.progress))).toBe(hashOf(newest.bytes));
  // What an earlier kill left in a folder goes with the first save there, which this process may not have come to.
  const litter = litterIn(folder).filter((name) => !before.litter.includes(name));
  expect(litter.length).toBeLessThanOrEqual(1);
  return litter.some((name) => name.startsWith('checkpoints'));
}
