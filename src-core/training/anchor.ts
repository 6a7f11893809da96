import type { Training } from './prepare';
import type { ProgressState } from './progress';

/** Least time between two copies, milliseconds, and how many times as long as a copy takes it is at least: at most 1 %. */
const INTERVAL = 100;
const RARITY = 100;

/** A copy of a moment between two steps. Its memory is taken once. */
export class Moment {
  readonly #training: Training;
  readonly #tensors: readonly Float32Array[];
  readonly #copies: readonly Float32Array[];
  #progress: ProgressState;
  #best: Training['best']['kept'];

  constructor(training: Training) {
    const { model, optimizer, progress, best } = training;
    this.#training = training;
    this.#tensors = [...model.parameters.map(({ value }) => value), ...optimizer.state.map(({ values }) => values)];
    this.#copies = this.#tensors.map((tensor) => Float32Array.from(tensor));
    this.#progress = progress.state;
    this.#best = best.kept; // which never changes
  }

  /** Steps done. */
  get step(): number {
    return this.#progress.step;
  }

  /** Copies the present moment instead. */
  renew(): void {
    this.#tensors.forEach((tensor, i) => {
      this.#copies[i].set(tensor);
    });
    this.#progress = this.#training.progress.state;
    this.#best = this.#training.best.kept;
  }

  goBack(): void {
    this.#tensors.forEach((tensor, i) => {
      tensor.set(this.#copies[i]);
    });
    this.#training.progress.restore(this.#progress);
    this.#training.best.restore(this.#best);
  }
}

/**
 * A moment not long ago, from which the steps after it can be taken once more. With a clock it is renewed so rarely that
 * copying costs next to nothing; without one, before all steps that are taken in one go.
 */
export class Anchor {
  readonly #training: Training;
  readonly #now: (() => number) | null;
  /** The last moment that was copied, and the one before: so there is always one a while ago. */
  #newer: Moment | null = null;
  #older: Moment | null = null;
  #settings: Training['settings'];
  #network: Training['network'];
  #due = 0;

  /** `now`: milliseconds. */
  constructor(training: Training, now: (() => number) | null) {
    this.#training = training;
    this.#now = now;
    this.#settings = training.settings;
    this.#network = training.network;
  }

  /** The present one, where there is none from before: the run went on right here. */
  get moment(): Moment {
    return this.#older ?? this.#newer ?? new Moment(this.#training);
  }

  /** Whether the steps since then can be taken once more: settings may have been changed behind the last of them. */
  get isRepeatable(): boolean {
    const { settings, network } = this.#training;
    return settings === this.#settings && network === this.#network;
  }

  /** Copies the present moment, where it is time to. */
  renew(): void {
    const begun = this.#now?.() ?? 0;
    this.#forgetOtherSettings();
    if (this.#now && this.#newer && begun < this.#due) return;
    const moment = this.#older ?? new Moment(this.#training);
    moment.renew();
    [this.#older, this.#newer] = [this.#newer, moment];
    const end = this.#now?.() ?? 0;
    this.#due = end + Math.max(INTERVAL, RARITY * (end - begun));
  }

  /** Steps that were taken by other settings cannot be taken once more. */
  #forgetOtherSettings(): void {
    if (this.isRepeatable) return;
    const { settings, network } = this.#training;
    [this.#settings, this.#network] = [settings, network];
    [this.#older, this.#newer] = [null, null];
  }
}
