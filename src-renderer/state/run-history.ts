import type { DetailedEvaluation, Evaluation } from '../../src-core/metrics/evaluation';
import type { TrainerEvent } from '../../src-core/protocol/events';
import type { Result } from '../../src-core/protocol/methods';
import { Series } from './series';
import { centredMean, halfWindow, smoothingWindow } from './smoothing';

/** What was known at the end of an epoch. */
export interface EpochPoint {
  readonly epoch: number;
  readonly step: number;
  /** Mean over the epoch's batches, each taken as the network was when it met them. */
  readonly train: Evaluation;
  /** Null without validation images. */
  readonly validation: DetailedEvaluation | null;
}

/** One quantity of training, a value for every step from the first; `smooth` is its moving average. */
export interface Curve {
  readonly raw: Float32Array;
  readonly smooth: Float32Array;
  /** So many of the averages will not change any more: the others wait for the steps that follow them. */
  readonly settled: number;
}

/** The course of a run so far. Values stay as they are; each event gives a new one. */
export interface Curves {
  readonly run: number;
  /** Steps over which the smooth curves average, about: half of them before each step, half after. */
  readonly window: number;
  /** Mean loss of each batch before its update, nats. */
  readonly loss: Curve;
  /** Share of each batch that was right before its update, 0…1. */
  readonly accuracy: Curve;
  readonly epochs: readonly EpochPoint[];
}

type EventOf<Kind extends TrainerEvent['kind']> = Extract<TrainerEvent, { kind: Kind }>;

/** What a run went through before anybody here heard of it: its steps from the first, its epochs. */
export type Course = Pick<NonNullable<Result<'present'>>, 'losses' | 'accuracies' | 'epochs'>;

class GrowingCurve {
  readonly #raw = new Series();
  readonly #settled = new Series();
  readonly #half: number;
  #view: Curve = { raw: this.#raw.values, smooth: this.#settled.values, settled: 0 };

  constructor(window: number) {
    this.#half = halfWindow(window);
  }

  push(value: number): void {
    this.#raw.push(value);
    const { length } = this.#settled;
    const { values } = this.#raw;
    if (length + Math.min(this.#half, length) < values.length)
      this.#settled.push(centredMean(values, length, this.#half));
  }

  get length(): number {
    return this.#raw.length;
  }

  get view(): Curve {
    if (this.#view.raw.length !== this.length) this.#view = this.#makeView();
    return this.#view;
  }

  #makeView(): Curve {
    const raw = this.#raw.values;
    const settled = this.#settled.length;
    const smooth = new Float32Array(raw.length);
    smooth.set(this.#settled.values);
    for (let i = settled; i < raw.length; i++) smooth[i] = centredMean(raw, i, this.#half);
    return { raw, smooth, settled };
  }
}

/** Collects the events of one run. */
export class RunHistory {
  /** The number by which the trainer tells of it: another one when another process goes on with it. */
  run: number;
  readonly #window: number;
  readonly #loss: GrowingCurve;
  readonly #accuracy: GrowingCurve;
  #epochs: readonly EpochPoint[] = [];
  #curves: Curves;

  constructor(run: number, stepsPerEpoch: number) {
    this.run = run;
    this.#window = smoothingWindow(stepsPerEpoch);
    this.#loss = new GrowingCurve(this.#window);
    this.#accuracy = new GrowingCurve(this.#window);
    this.#curves = this.#viewed();
  }

  /** That of a run that has gone on for a while without anybody here. */
  static of(run: number, stepsPerEpoch: number, { losses, accuracies, epochs }: Course): RunHistory {
    const history = new RunHistory(run, stepsPerEpoch);
    history.addSteps({ kind: 'steps', run, firstStep: 1, losses, accuracies });
    history.addEpochs({ kind: 'epochs', run, epochs });
    return history;
  }

  /** Steps that are known already are passed over, and so are those after a gap: they would stand in the wrong place. */
  addSteps({ firstStep, losses, accuracies }: EventOf<'steps'>): void {
    if (firstStep > this.#loss.length + 1) return;
    for (let i = Math.max(0, this.#loss.length + 1 - firstStep); i < losses.length; i++) {
      this.#loss.push(losses[i] ?? NaN);
      this.#accuracy.push(accuracies[i] ?? NaN);
    }
  }

  /** Epochs that are known already are passed over. */
  addEpochs({ epochs }: EventOf<'epochs'>): void {
    const last = this.#epochs.at(-1)?.epoch ?? 0;
    const others = epochs.filter(({ epoch }) => epoch > last);
    if (others.length > 0) this.#epochs = [...this.#epochs, ...others];
  }

  /** The same object as long as nothing has come. */
  get curves(): Curves {
    const now = this.#viewed();
    const isSame = (Object.keys(now) as (keyof Curves)[]).every((part) => now[part] === this.#curves[part]);
    if (!isSame) this.#curves = now;
    return this.#curves;
  }

  #viewed(): Curves {
    const { run } = this;
    return { run, window: this.#window, loss: this.#loss.view, accuracy: this.#accuracy.view, epochs: this.#epochs };
  }
}

/** Images in the batch of step `step`, counted from 1: the last one of an epoch holds what is left. */
export function batchSizeOf(step: number, batchSize: number, trainCount: number | null): number {
  if (trainCount === null || step === 0) return batchSize;
  const steps = Math.ceil(trainCount / batchSize);
  return step % steps === 0 ? trainCount - (steps - 1) * batchSize : batchSize;
}
