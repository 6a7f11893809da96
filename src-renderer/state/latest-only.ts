/**
 * Does a task again and again, one at a time: however often it is asked for meanwhile, it is done once more afterwards.
 * So the last answer belongs to the latest state, and a slow worker is never given a queue.
 */
export class LatestOnly {
  readonly #task: () => Promise<void>;
  #work: Promise<void> | null = null;
  #again = false;

  /** `task` looks at the state when it begins; it must not reject. */
  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  ask(): void {
    this.#again = true;
    this.#work ??= this.#doAll();
  }

  /** When all is done that has been asked for. */
  get rest(): Promise<void> {
    return this.#work ?? Promise.resolve();
  }

  async #doAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#task();
    }
    this.#work = null;
  }
}
