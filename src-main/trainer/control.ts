/** What the trainer wants of a training worker. `step`: one batch, `epoch`: to the end of the present one, then pause. */
export type Command = 'pause' | 'run' | 'step' | 'epoch' | 'stop';

const COMMANDS: readonly Command[] = ['pause', 'run', 'step', 'epoch', 'stop'];

/**
 * The one word of memory that the trainer and a training worker share for control: the command and the number of the
 * command, so that two that follow each other quickly are told apart from none. The worker reads it between two steps
 * (a pause is in force after the step that is being computed) and sleeps on it while paused, using no processor time.
 */
export class Control {
  readonly #word: Int32Array<SharedArrayBuffer>;

  /** Without a buffer: a new one, paused. */
  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.#word = new Int32Array(buffer);
  }

  /** The latest command and its number. */
  get latest(): { readonly command: Command; readonly number: number } {
    const word = Atomics.load(this.#word, 0);
    return { command: COMMANDS[word % COMMANDS.length] ?? 'stop', number: Math.floor(word / COMMANDS.length) };
  }

  /** For the trainer. */
  give(command: Command): void {
    Atomics.store(this.#word, 0, this.#encode(command, this.latest.number + 1));
    Atomics.notify(this.#word, 0);
  }

  /** For the trainer: the same command under a new number, so that the worker looks for what else it was told. */
  repeat(): void {
    for (;;) {
      const word = Atomics.load(this.#word, 0);
      // The worker may just be turning the command into a pause.
      if (Atomics.compareExchange(this.#word, 0, word, word + COMMANDS.length) === word) break;
    }
    Atomics.notify(this.#word, 0);
  }

  /** For the worker: turns `step` or `epoch` into the pause that it ends in, unless something else has been commanded meanwhile. */
  finishStep(command: 'step' | 'epoch'): void {
    // It may just be repeated.
    for (let now = this.latest; now.command === command; now = this.latest) {
      Atomics.compareExchange(this.#word, 0, this.#encode(command, now.number), this.#encode('pause', now.number));
    }
  }

  /** For the worker: turns whatever would let it compute into a pause. */
  halt(): void {
    for (let now = this.latest; now.command !== 'pause' && now.command !== 'stop'; now = this.latest) {
      Atomics.compareExchange(this.#word, 0, this.#encode(now.command, now.number), this.#encode('pause', now.number));
    }
  }

  /**
   * For the worker: sleeps until there is another command than that of this number, but no longer than so many milliseconds.
   * Returns whether it was that long.
   */
  sleep(number: number, milliseconds = Infinity): boolean {
    const { command } = this.latest;
    return Atomics.wait(this.#word, 0, this.#encode(command, number), milliseconds) === 'timed-out';
  }

  #encode(command: Command, number: number): number {
    return number * COMMANDS.length + COMMANDS.indexOf(command);
  }
}
