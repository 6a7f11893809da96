import type { Kernels } from '../kernels/kernels';
import type { Parameter } from '../tensor/parameter';

/** Changes the parameters it was made for by their gradients. */
export interface Optimizer {
  /** What it remembers between steps, by PyTorch's names, such as `conv1.weight.momentum_buffer`: part of a checkpoint. */
  readonly state: readonly { readonly name: string; readonly values: Float32Array }[];
  /** Where its kernels read what changes from step to step. */
  readonly settings: Float32Array;
  /** Puts what changes from step to step there, for update number `update` (1, 2, …); or into a table, from place `at`. */
  prepare(learningRate: number, update: number, table?: Float32Array, at?: number): void;
  /** One update with the gradients that `backward` left and what was prepared: nothing but calls of kernels. */
  apply(): void;
  /** Both: update number `update` at this rate, which may differ from step to step. */
  step(learningRate: number, update: number): void;
}

/** One parameter with what its optimizer remembers of it. */
export interface Slot {
  readonly parameter: Parameter;
  readonly state: readonly Float32Array[];
}

export interface OptimizerParts {
  /** Names of the tensors that are kept for each parameter, all of its length. */
  readonly stateNames: readonly string[];
  /** How many numbers its kernel reads that may change from step to step. */
  readonly settingsLength: number;
}

/** What every optimizer can be told. */
export interface CommonOptions {
  /** Largest length of all gradients together; longer ones are shortened to it. Null, or nothing: as long as they are. */
  readonly clipNorm?: number | null;
}

/** What all optimizers share: a slot for each trainable parameter, settings in a tensor, clipping by norm. */
export abstract class SlotOptimizer<Options extends CommonOptions> implements Optimizer {
  readonly state: readonly { readonly name: string; readonly values: Float32Array }[];
  protected readonly kernels: Kernels;
  readonly settings: Float32Array;
  protected options: Options;
  readonly #slots: readonly Slot[];
  readonly #sum: Float32Array;
  readonly #factor: Float32Array;

  constructor(
    { stateNames, settingsLength }: OptimizerParts,
    options: Options,
    all: readonly Parameter[],
    kernels: Kernels,
  ) {
    this.kernels = kernels;
    this.options = options;
    this.settings = kernels.allocate(settingsLength);
    this.#sum = kernels.allocate(1);
    this.#factor = kernels.allocate(1);
    this.#slots = all
      .filter(({ trainable }) => trainable)
      .map((parameter) => ({ parameter, state: stateNames.map(() => kernels.allocate(parameter.value.length)) }));
    this.state = this.#slots.flatMap(({ parameter, state }) =>
      state.map((values, i) => ({ name: `${parameter.name}.${stateNames[i]}`, values })),
    );
  }

  /** Goes on by other options, with what it remembers. A recorded step keeps the clipping that it was recorded with. */
  configure(options: Options): void {
    this.options = options;
  }

  abstract prepare(learningRate: number, update: number, table?: Float32Array, at?: number): void;
  protected abstract update(slot: Slot): void;

  step(learningRate: number, update: number): void {
    this.prepare(learningRate, update);
    this.apply();
  }

  apply(): void {
    const { clipNorm = null } = this.options;
    if (clipNorm !== null) this.#clip(clipNorm);
    for (const slot of this.#slots) this.update(slot);
  }

  /** Shortens the gradients, taken as one long vector, to at most `maxNorm` (torch.nn.utils.clip_grad_norm_). */
  #clip(maxNorm: number): void {
    this.kernels.fill(this.#sum, 0);
    for (const { parameter } of this.#slots) this.kernels.sumOfSquares(parameter.grad, this.#sum);
    this.kernels.clipFactor(this.#sum, this.#factor, maxNorm);
    for (const { parameter } of this.#slots) this.kernels.scale(parameter.grad, this.#factor);
  }
}
