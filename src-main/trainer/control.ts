/** What the trainer wants of a training worker. `step`: one batch, then pause. */
export type Command = 'pause' | 'run' | 'step' | 'stop';

const COMMANDS: readonly Command[] = ['pause', 'run', 'step', 'stop'];

/**
 * The one word of memory that the trainer and a training worker share for control. The worker reads it between two steps
 * (so a pause is in force after the step that is being computed) and sleeps on it while paused, using no processor time.
 */
export class Control {
  readonly #word: Int32Array<SharedArrayBuffer>;

  /** Without a buffer: a new one, paused. */
  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.#word = new Int32Array(buffer);
  }

  get command(): Command {
    return COMMANDS[Atomics.load(this.#word, 0)] ?? 'stop';
  }

  set command(command: Command) {
    Atomics.store(this.#word, 0, COMMANDS.indexOf(command));
    Atomics.notify(this.#word, 0);
  }

  /** For the worker: turns `step` into `pause`, unless something else has been commanded meanwhile. */
  finishStep(): void {
    Atomics.compareExchange(this.#word, 0, COMMANDS.indexOf('step'), COMMANDS.indexOf('pause'));
  }

  /** For the worker: sleeps while the command is `pause`. */
  waitWhilePaused(): void {
    Atomics.wait(this.#word, 0, COMMANDS.indexOf('pause'));
  }
}
