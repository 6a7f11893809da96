/** Over less than this, the time at which a message arrives says too little, milliseconds. */
const LEAST = 500;

/** How long the epochs of a run take, by when the window hears of their ends. */
export class EpochClock {
  #first: { readonly epoch: number; readonly time: number } | null = null;

  /** The run is halted, or is another one: what lies in between is no epoch's time. */
  halt(): void {
    this.#first = null;
  }

  /** Epoch number `epoch` has ended, `now` in milliseconds. Seconds of an epoch since the first one that was heard of; null at first. */
  ended(epoch: number, now: number): number | null {
    this.#first ??= { epoch, time: now };
    const [epochs, time] = [epoch - this.#first.epoch, now - this.#first.time];
    return epochs > 0 && time >= LEAST ? time / 1000 / epochs : null;
  }
}
