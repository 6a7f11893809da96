import type { NetworkSpec } from '../architecture/network-spec';
import { normalize } from '../data/normalization';
import type { Kernels } from '../kernels/kernels';
import { probabilitiesFromOutputs } from '../metrics/probabilities';
import { Model } from '../model/model';
import { restoreWeights } from '../model/weights';

/** A model for one example at a time, with weights of its own: answers beside a training without touching it. */
export class Predictor {
  /** What it predicts with; after a prediction its outputs are those for that image. */
  readonly model: Model;
  readonly #kernels: Kernels;
  readonly #probabilities: Float32Array;

  constructor(network: NetworkSpec, kernels: Kernels) {
    this.#kernels = kernels;
    this.model = new Model(network, kernels, { maxBatch: 1, trainable: false });
    this.#probabilities = kernels.allocate(this.model.classes);
  }

  /** All weights of the network, one behind the other (model/weights). */
  setWeights(weights: Float32Array): void {
    restoreWeights(this.model.parameters, weights);
  }

  /** Probability of each class for one image of pixels 0…1. A new array. */
  predict(pixels: Float32Array): Float32Array<ArrayBuffer> {
    const { network, batch, classes } = this.model;
    normalize(pixels, batch.x, network.input.normalization);
    const outputs = this.model.repeat(this, { mode: 'eval', batchSize: 1, seed: 0, step: 0 }, (now) =>
      this.model.forward(now),
    );
    if (network.loss.kind === 'softmaxCrossEntropy') {
      this.#kernels.softmax(outputs, this.#probabilities, 1, classes);
    } else {
      probabilitiesFromOutputs(outputs.subarray(0, this.model.outputSize), this.#probabilities);
    }
    return this.#probabilities.slice();
  }
}
