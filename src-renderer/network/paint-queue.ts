/** How long is painted on end, milliseconds: the rest of a frame belongs to others. */
const BUDGET = 4;

/**
 * Paints what has changed a little at a time, oldest first: thirty layers that change at once would hold up the window
 * otherwise. What changes again while it waits is painted once, as it is then.
 */
export class PaintQueue {
  readonly #waiting = new Map<object, () => void>();
  readonly #schedule: (run: () => void) => void;
  readonly #now: () => number;
  #isScheduled = false;

  /** `schedule`: calls back before the next frame. `now`: milliseconds. */
  constructor(schedule: (run: () => void) => void, now: () => number) {
    this.#schedule = schedule;
    this.#now = now;
  }

  /** `canvas`: what is painted on. */
  add(canvas: object, paint: () => void): void {
    this.#waiting.set(canvas, paint);
    this.#goOn();
  }

  /** The canvas is gone. */
  remove(canvas: object): void {
    this.#waiting.delete(canvas);
  }

  #goOn(): void {
    if (this.#isScheduled || this.#waiting.size === 0) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      this.#run();
    });
  }

  #run(): void {
    const end = this.#now() + BUDGET;
    for (const [canvas, paint] of this.#waiting) {
      this.#waiting.delete(canvas);
      paint();
      if (this.#now() >= end) break;
    }
    this.#goOn();
  }
}

/** The one of the window. In a window that nobody sees there are no frames, and nothing is painted. */
export const paintQueue = new PaintQueue(
  (run) => requestAnimationFrame(run),
  () => performance.now(),
);
