import { analyzeNetwork } from '../../src-core/architecture/analyze';
import { networkCosts } from '../../src-core/architecture/costs';
import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { sameNetwork } from '../../src-core/architecture/same-network';
import type { WasmKernels } from '../../src-core/kernels/wasm';
import { InputError } from '../../src-core/input-error';
import { parametersOf, putWeights, type NamedTensor } from '../../src-core/model/weights';
import { sizeOf } from '../../src-core/tensor/shape';
import { Predictor } from '../../src-core/training/predict';
import type { PredictorPlace } from './predictor-place';

// More than this would keep the trainer from answering for a quarter of a second.
const MOST_DRAWN = 4_000_000;
const MOST_MULTIPLY_ADDS = 4_000_000_000;
/** Of memory for one image: one of gigabytes held the thread for seconds. */
const MOST_BYTES = 128e6;

/** The run that a draft takes weights from. */
interface Origin {
  readonly network: NetworkSpec;
  /** Draws what the run has no weights for. */
  readonly seed: number;
}

/** Throws an InputError when a network would take too long to be looked at after every edit. */
function checkSize(network: NetworkSpec, fresh: readonly string[]): void {
  const analysis = analyzeNetwork(network);
  const drawn = analysis.layers
    .filter(({ spec }) => fresh.includes(spec.name))
    .reduce((sum, { parameters }) => sum + parameters.reduce((count, { shape }) => count + sizeOf(shape), 0), 0);
  const { multiplyAdds, predictionBytes } = networkCosts(analysis, network.input.shape);
  if (drawn > MOST_DRAWN) throw tooLarge(network, drawn, MOST_DRAWN, 'new weights');
  if (multiplyAdds > MOST_MULTIPLY_ADDS) {
    throw tooLarge(network, multiplyAdds, MOST_MULTIPLY_ADDS, 'multiply-adds for an image');
  }
  if (predictionBytes > MOST_BYTES) throw tooLarge(network, predictionBytes, MOST_BYTES, 'bytes of weights and values');
}

function tooLarge({ name }: NetworkSpec, count: number, most: number, what: string): InputError {
  const millions = (value: number): string => `${Math.round(value / 1e6).toLocaleString('en')} million`;
  return new InputError(
    `Network "${name}" has ${millions(count)} ${what}, more than the ${millions(most)} that can be shown while it is edited.`,
  );
}

/**
 * The network that is being edited beside a run, of those that were asked about the latest one: built once, so that asking again
 * costs its weights and a forward pass. All of them take turns in the same place.
 */
export class Draft {
  readonly #origin: Origin;
  readonly #place: PredictorPlace;
  #network: NetworkSpec | null = null;
  #kept: readonly string[] = [];

  constructor(origin: Origin, place: PredictorPlace) {
    this.#origin = origin;
    this.#place = place;
  }

  /**
   * What predicts as far as the network works: by `tensors`, the weights of the run, where they fit, and else by the first
   * weights. Good until it is asked for another network. Throws an InputError when the network is too large for this.
   */
  predictorFor(network: NetworkSpec, tensors: readonly NamedTensor[]): Predictor {
    if (!this.#network || !sameNetwork(this.#network, network)) this.#place.clear();
    this.#network = network;
    const predictor = this.#place.of(this, (kernels) => this.#build(network, kernels));
    putWeights(parametersOf(predictor.model.parameters, this.#kept), tensors);
    return predictor;
  }

  #build(network: NetworkSpec, kernels: WasmKernels): Predictor {
    const { kept, fresh } = keptLayers(this.#origin.network, network);
    checkSize(network, fresh);
    const predictor = new Predictor(network, kernels, { partial: true });
    predictor.model.initializeWeights(this.#origin.seed, { only: ({ name }) => !kept.includes(name) });
    this.#kept = kept;
    return predictor;
  }
}
