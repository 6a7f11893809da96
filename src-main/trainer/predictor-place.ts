import type { WasmKernels } from '../../src-core/kernels/wasm';
import type { Predictor } from '../../src-core/training/predict';
import { openKernels } from './kernels';

/**
 * Kernels in whose memory one predictor after the other is built: what it was for asks for it again and again, until another asks.
 * Every memory of WebAssembly reserves 10 GB of addresses, of which a process has for some twenty (Electron), and gives them back
 * by a collection of garbage only, which so few objects do not bring about.
 */
export class PredictorPlace {
  #kernels: WasmKernels | null = null;
  #owner: object | null = null;
  #predictor: Predictor | null = null;

  /** That of an owner, built where another's was before. `build` may throw, and the place is nobody's then. */
  of(owner: object, build: (kernels: WasmKernels) => Predictor): Predictor {
    if (this.#owner === owner && this.#predictor) return this.#predictor;
    this.clear();
    this.#kernels ??= openKernels();
    this.#kernels.reset();
    this.#predictor = build(this.#kernels);
    this.#owner = owner;
    return this.#predictor;
  }

  /** The next one is built anew, whoever asks. */
  clear(): void {
    this.#owner = null;
    this.#predictor = null;
  }
}

/** Where the run and the network that is being edited beside it are predicted. */
export interface PredictorPlaces {
  readonly run: PredictorPlace;
  readonly draft: PredictorPlace;
}
