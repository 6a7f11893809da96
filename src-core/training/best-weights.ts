import { namedWeights, loadWeights, type NamedTensor } from '../model/weights';
import type { Parameter } from '../tensor/parameter';

/** A copy of the weights of a run's best epoch, for early stopping to put back. Empty until there was one. */
export class BestWeights {
  #tensors: readonly NamedTensor[] = [];

  /** By PyTorch's keys, running statistics included. */
  get tensors(): readonly NamedTensor[] {
    return this.#tensors;
  }

  keep(parameters: readonly Parameter[]): void {
    this.#tensors = namedWeights(parameters).map((tensor) => ({ ...tensor, values: Float32Array.from(tensor.values) }));
  }

  /** Changes nothing where nothing was kept. */
  putBack(parameters: readonly Parameter[]): void {
    if (this.#tensors.length > 0) loadWeights(parameters, this.#tensors, 'the best epoch');
  }

  /** Takes those of a checkpoint. */
  restore(tensors: readonly NamedTensor[]): void {
    this.#tensors = tensors;
  }
}
