import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { sameNetwork } from '../../src-core/architecture/same-network';
import type { Splits } from '../../src-core/data/dataset';
import { pixelsOf } from '../../src-core/data/examples';
import { InputError } from '../../src-core/input-error';
import { featureMaps } from '../../src-core/inspection/feature-maps';
import {
  copyTensors,
  copyWeights,
  loadWeights,
  namedWeights,
  parametersOf,
  weightCount,
  type NamedTensor,
} from '../../src-core/model/weights';
import type { Params, Result } from '../../src-core/protocol/methods';
import { formatShape, sizeOf } from '../../src-core/tensor/shape';
import { Predictor } from '../../src-core/training/predict';
import { Draft } from './draft';
import type { PredictorPlace, PredictorPlaces } from './predictor-place';
import { WeightSnapshot } from './weight-snapshot';

/** The run whose weights they are. */
interface Owner {
  /** What is in force: rates of dropout may change. */
  readonly network: NetworkSpec;
  readonly splits: Splits;
  /** Why it has no weights, if that is known. */
  readonly message: string | null;
}

/** The newest weights of a run, as its training publishes them, and what this network, or a draft of another, makes of images by them. */
export class NewestWeights {
  /** Where the training publishes them. */
  readonly snapshot: WeightSnapshot;
  readonly #run: Owner;
  readonly #place: PredictorPlace;
  readonly #draft: Draft;
  readonly #weights: Float32Array;
  #step = 0;
  #published = 0;

  /** `seed`: draws what a draft has no weights for. Throws an InputError when the network cannot run. */
  constructor(run: Owner, seed: number, places: PredictorPlaces) {
    this.#run = run;
    this.#place = places.run;
    this.#draft = new Draft({ network: run.network, seed }, places.draft);
    // Running statistics included, which are no parameters to learn.
    this.#weights = new Float32Array(weightCount(this.#predictor.model.parameters));
    this.snapshot = new WeightSnapshot(this.#weights.length);
  }

  /** Publishes those of a checkpoint. Throws an InputError when they are not of this network. */
  load(weights: readonly NamedTensor[], step: number): void {
    const { parameters } = this.#predictor.model;
    loadWeights(parameters, weights, 'The checkpoint of this run');
    this.snapshot.publish(step, (target) => {
      copyWeights(parameters, target);
    });
  }

  /** Probabilities by the newest weights, and after how many steps those stood. */
  predict(pixels: Float32Array): Result<'predict'> {
    checkPixels(pixels, this.#run.network);
    const step = this.#refresh();
    return { probabilities: this.#predictor.predict(pixels), step };
  }

  /** What every layer of this network, or of a draft, makes of an image, by the newest weights. */
  featureMaps({ image, draft }: Params<'featureMaps'>): Result<'featureMaps'> {
    const network = draft ?? this.#run.network;
    const { pixels, label } = image.kind === 'drawing' ? { ...image, label: null } : this.#imageFor(network, image);
    checkPixels(pixels, network);
    const step = this.#refresh();
    const predictor = this.#predictorFor(network);
    const probabilities = predictor.observe(pixels);
    const maps = featureMaps(predictor.model);
    return { probabilities, step, pixels: Float32Array.from(pixels), label, maps };
  }

  /** The newest weights of one layer of this network, or of a draft, as copies. */
  layerWeights({ layer, draft }: Params<'layerWeights'>): Result<'layerWeights'> {
    const step = this.#refresh();
    const { parameters } = this.#predictorFor(draft ?? this.#run.network).model;
    return { step, tensors: copyTensors(namedWeights(parametersOf(parameters, [layer]))) };
  }

  /** The newest weights by name, as copies, and after how many steps they stood so: what is heard of steps comes later. */
  copiedTensors(): { tensors: NamedTensor[]; step: number } {
    const { tensors, step } = this.tensors();
    return { tensors: copyTensors(tensors), step };
  }

  /** The newest weights as one array. */
  weights(): { values: Float32Array; step: number } {
    const step = this.#refresh();
    return { values: this.#weights, step };
  }

  /** The newest weights by name. */
  tensors(): { tensors: NamedTensor[]; step: number } {
    const step = this.#refresh();
    return { tensors: namedWeights(this.#predictor.model.parameters), step };
  }

  /** By the weights that were read last. */
  get #predictor(): Predictor {
    return this.#place.of(this, (kernels) => {
      const predictor = new Predictor(this.#run.network, kernels);
      if (this.#published > 0) predictor.setWeights(this.#weights);
      return predictor;
    });
  }

  #predictorFor(network: NetworkSpec): Predictor {
    if (sameNetwork(network, this.#run.network)) return this.#predictor;
    return this.#draft.predictorFor(network, namedWeights(this.#predictor.model.parameters));
  }

  #imageFor(
    { name, input }: NetworkSpec,
    { kind, index }: { kind: 'validation' | 'training'; index: number },
  ): { pixels: Float32Array; label: number | null } {
    const examples = kind === 'validation' ? this.#run.splits.validation : this.#run.splits.train;
    const { count, labels } = examples;
    const [wanted, own] = [formatShape(input.shape), formatShape(examples.shape)];
    if (wanted !== own) {
      throw new InputError(
        `Network "${name}" takes examples of ${wanted}, but the ${kind} images of this run are ${own}.`,
      );
    }
    if (index >= count) throw new InputError(`There is no ${kind} image ${index}: there are ${count}.`);
    return { pixels: pixelsOf(examples, index), label: labels[index] ?? null };
  }

  #refresh(): number {
    const published = this.snapshot.published;
    if (published === 0) throw new InputError(this.#run.message ?? 'This network has no weights yet.');
    if (published !== this.#published) {
      this.#step = this.snapshot.read(this.#weights);
      this.#predictor.setWeights(this.#weights);
      this.#published = published;
    }
    return this.#step;
  }
}

function checkPixels(pixels: Float32Array, { input }: NetworkSpec): void {
  const expected = sizeOf(input.shape);
  if (pixels.length === expected) return;
  throw new InputError(`An image of ${expected} pixels is expected, but ${pixels.length} came.`);
}
