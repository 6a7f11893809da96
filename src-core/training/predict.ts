import { analyzeNetwork } from '../architecture/analyze';
import type { NetworkSpec } from '../architecture/network-spec';
import { normalize } from '../data/normalization';
import type { Kernels } from '../kernels/kernels';
import type { LayerContext } from '../layers/layer';
import { probabilitiesFromOutputs } from '../metrics/probabilities';
import { Model } from '../model/model';
import { restoreWeights } from '../model/weights';

const EVALUATION: LayerContext = { mode: 'eval', batchSize: 1, seed: 0, step: 0 };

/** A model for one example at a time, with weights of its own: answers beside a training without touching it. */
export class Predictor {
  /** What it predicts with; after `observe` its outputs are those for that image. */
  readonly model: Model;
  readonly #kernels: Kernels;
  readonly #probabilities: Float32Array;
  /** Whether the network can run. */
  readonly #answers: boolean;

  /** `partial`: a network that cannot run is observed as far as its layers work; else an InputError is thrown for it. */
  constructor(network: NetworkSpec, kernels: Kernels, { partial = false }: { partial?: boolean } = {}) {
    this.#kernels = kernels;
    this.model = new Model(network, kernels, { maxBatch: 1, trainable: false, partial });
    this.#answers = !partial || analyzeNetwork(network).errors.length === 0;
    this.#probabilities = kernels.allocate(this.model.classes);
  }

  /** All weights of the network, one behind the other (model/weights). */
  setWeights(weights: Float32Array): void {
    restoreWeights(this.model.parameters, weights);
  }

  /** Probability of each class for one image of pixels 0…1. A new array. */
  predict(pixels: Float32Array): Float32Array<ArrayBuffer> {
    return this.#probabilitiesOf(pixels, this, []);
  }

  /** The same, and what every layer makes of the image is there to be looked at (`model.output`). Empty where the network cannot run. */
  observe(pixels: Float32Array): Float32Array<ArrayBuffer> {
    return this.#probabilitiesOf(pixels, this.model);
  }

  /** `owner`, `seen`: see Model.repeat. */
  #probabilitiesOf(pixels: Float32Array, owner: object, seen?: readonly string[]): Float32Array<ArrayBuffer> {
    const { network, batch, classes } = this.model;
    normalize(pixels, batch.x, network.input.normalization);
    const forward = (now: LayerContext): Float32Array => this.model.forward(now);
    const outputs = this.model.repeat(owner, EVALUATION, forward, seen);
    if (!this.#answers) return new Float32Array(0);
    if (network.loss.kind === 'softmaxCrossEntropy') {
      this.#kernels.softmax(outputs, this.#probabilities, 1, classes);
    } else {
      probabilitiesFromOutputs(outputs.subarray(0, this.model.outputSize), this.#probabilities);
    }
    return this.#probabilities.slice();
  }
}
