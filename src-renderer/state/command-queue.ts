import type { TrainerClient } from './trainer-client';

export type Command = (trainer: TrainerClient) => Promise<void>;

interface Surroundings {
  /** Whether the trainer has ended, so that there is none to command. */
  readonly isLost: () => boolean;
  /** Does it, and says what it fails by: it never throws. */
  readonly attempt: (action: () => Promise<void>) => Promise<void>;
}

/** Gives the trainer its commands, one after the other. */
export class CommandQueue {
  readonly #surroundings: Surroundings;
  #trainer: TrainerClient | null = null;
  #queue = Promise.resolve();
  #waiting = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  connect(trainer: TrainerClient): void {
    this.#trainer = trainer;
  }

  /** Whether a command is on its way. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** `begins`: it makes up for a trainer that is lost; without that, nothing is commanded until there is another. */
  give(command: Command, begins = false): Promise<void> {
    const trainer = this.#trainer;
    const { isLost, attempt } = this.#surroundings;
    if (!trainer || (isLost() && !begins)) return this.#queue;
    this.#waiting++;
    this.#queue = this.#queue.then(async () => {
      await attempt(() => command(trainer));
      this.#waiting--;
    });
    return this.#queue;
  }
}
