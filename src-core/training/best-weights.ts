import { copyTensors, loadWeights, namedWeights, type NamedTensor } from '../model/weights';
import type { Parameter } from '../tensor/parameter';

/** What is kept of them: tensors that never change. */
interface KeptWeights {
  /** By PyTorch's keys, running statistics included; empty until there was a best epoch. */
  readonly best: readonly NamedTensor[];
  /** The weights of the last step, where others were put in their place; none as soon as another step is taken. */
  readonly replaced: readonly NamedTensor[];
}

/** A copy of the weights of a run's best epoch, for early stopping to put back. Empty until there was one. */
export class BestWeights {
  #kept: KeptWeights = { best: [], replaced: [] };

  get kept(): KeptWeights {
    return this.#kept;
  }

  keep(parameters: readonly Parameter[]): void {
    this.#kept = { best: copyTensors(namedWeights(parameters)), replaced: [] };
  }

  /** Changes nothing where nothing was kept. */
  putBack(parameters: readonly Parameter[]): void {
    const { best } = this.#kept;
    if (best.length === 0) return;
    this.setAside(parameters);
    loadWeights(parameters, best, 'the best epoch');
  }

  /** Others are about to take the place of the last step's weights. */
  setAside(parameters: readonly Parameter[]): void {
    const { best, replaced } = this.#kept;
    if (replaced.length === 0) this.#kept = { best, replaced: copyTensors(namedWeights(parameters)) };
  }

  /** Another step is taken. */
  leave(): void {
    if (this.#kept.replaced.length > 0) this.#kept = { ...this.#kept, replaced: [] };
  }

  /** Takes those of a checkpoint. */
  restore({ best, replaced }: KeptWeights): void {
    this.#kept = { best, replaced };
  }
}
