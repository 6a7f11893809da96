import type { TrainingSettings } from '../architecture/training-settings';
import type { Kernels } from '../kernels/kernels';
import type { LayerContext } from '../layers/layer';
import type { Loss } from '../losses/loss';
import { fuse } from '../model/fuse';
import type { Model } from '../model/model';
import { writeGradients } from '../model/write-gradients';
import type { Optimizer } from '../optimizers/optimizer';
import { drawStepKey } from '../random/step-key';
import { ExampleFeed, type FeedParts } from './example-feed';

/** Most steps that are taken in one go, and most examples that their table lists. */
const MOST_STEPS = 1024;
const MOST_LISTED = 16_384;

interface BurstParts extends FeedParts {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly settings: TrainingSettings;
}

/**
 * Steps that follow each other in one go: what each of them needs is put into tables beforehand, what each gave is read
 * afterwards, and between two of them nothing comes back from the kernels. A step of a small network takes microseconds;
 * preparing it one by one would take longer than the step.
 */
export class Burst {
  readonly #parts: BurstParts;
  readonly #kernels: Kernels;
  readonly #feed: ExampleFeed;
  /** Which row of the tables the present step reads. */
  readonly #cursor: Float32Array;
  readonly #rates: Float32Array;
  /** Null where nothing is drawn at random. */
  readonly #keys: Float32Array | null;
  /** Mean loss and number of right answers of each step. */
  readonly #results: Float32Array;
  readonly #flip: Float32Array | null;
  /** The recorded step, by its number of examples. */
  readonly #recorded = new Map<number, (times?: number) => void>();

  /** Throws an InputError when the augmentation does not fit the examples. */
  constructor(parts: BurstParts, kernels: Kernels) {
    const { settings, model, optimizer } = parts;
    const rows = Math.max(1, Math.min(MOST_STEPS, Math.floor(MOST_LISTED / settings.batchSize)));
    this.#parts = parts;
    this.#kernels = kernels;
    this.#feed = new ExampleFeed(parts, kernels, rows);
    this.#cursor = kernels.allocate(1);
    this.#rates = kernels.allocate(this.most * optimizer.settings.length);
    this.#keys = model.stepKey && kernels.allocate(this.most * model.stepKey.length);
    this.#results = kernels.allocate(2 * this.most);
    this.#flip = settings.mistakes.includes('flipGradient') ? kernels.allocate(1) : null;
    this.#flip?.fill(-1);
  }

  /** Most steps in one go. */
  get most(): number {
    // Dense layers that are drawn anew before every step are drawn by JavaScript.
    return this.#parts.settings.mistakes.includes('redrawDense') ? 1 : this.#feed.rows;
  }

  /** Puts down what step `step` needs, as number `row` of the next burst. */
  prepare(row: number, step: number, learningRate: number): void {
    const { optimizer, settings, model } = this.#parts;
    const { length } = optimizer.settings;
    this.#feed.fill(row, step);
    optimizer.prepare(learningRate, step + 1, this.#rates, row * length);
    if (this.#keys && model.stepKey) drawStepKey(settings.seed, step, this.#keys, row * model.stepKey.length);
  }

  /** The next step is the first that was put down. */
  rewind(): void {
    this.#cursor[0] = 0;
  }

  /** Takes the first `count` steps that were put down, each of `batchSize` examples. */
  run(count: number, batchSize: number): void {
    this.rewind();
    const recorded = this.#recorded.get(batchSize);
    if (recorded) {
      recorded(count);
      return;
    }
    const again = this.#kernels.record(
      () => {
        this.#step(batchSize);
      },
      (calls) => writeGradients(fuse(calls, [])),
    );
    this.#recorded.set(batchSize, again);
    if (count > 1) again(count - 1);
  }

  /** Takes the first step that was put down call by call, and fuses none: what every layer made can be looked at then. */
  runOpenly(batchSize: number): void {
    this.rewind();
    this.#step(batchSize);
  }

  /** What was recorded holds no longer: the next steps are recorded anew, which takes a little more of the kernels' memory. */
  forget(): void {
    this.#recorded.clear();
  }

  /** Mean loss of the batch of step number `row` of the last burst, before its update. */
  loss(row: number): number {
    return this.#results[2 * row];
  }

  /** How many of that batch were right. */
  correct(row: number): number {
    return this.#results[2 * row + 1];
  }

  /** The whole of a step: nothing but calls of kernels. */
  #step(batchSize: number): void {
    const { model, loss, optimizer, settings } = this.#parts;
    const [kernels, cursor] = [this.#kernels, this.#cursor];
    // What is drawn at random comes from the table of keys.
    const context: LayerContext = { mode: 'train', batchSize, seed: settings.seed, step: 0 };
    kernels.takeRow(this.#rates, cursor, optimizer.settings);
    if (this.#keys && model.stepKey) kernels.takeRow(this.#keys, cursor, model.stepKey);
    this.#feed.load(cursor, model.batch, batchSize);
    const outputs = model.compute(context);
    loss.compute(outputs, model.batch.labels, batchSize);
    kernels.recordStep(outputs, model.batch.labels, loss.losses, this.#results, cursor, batchSize, model.outputSize);
    if (this.#flip) kernels.scale(loss.gradient, this.#flip);
    model.zeroGrad();
    model.backward(loss.gradient, context);
    optimizer.apply();
  }
}
