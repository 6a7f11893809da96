import type { LayerContext, LayerSite } from './layer';
import { UnaryLayer } from './unary-layer';

export interface DropoutOptions {
  /** Share of the values that is left out, 0…1, 1 excluded. */
  readonly rate: number;
}

/**
 * While learning, leaves out each value with probability `rate` and makes up for it in the others; else passes everything
 * on. Any shape. mask is 0 or 1, a function of (seed, layer, step). Srivastava et al. 2014.
 *
 *     y = mask · x / (1 − rate)      dx = mask · dy / (1 − rate)
 */
export class Dropout extends UnaryLayer {
  /** Of the passes from now on; one that was recorded keeps its own. */
  rate: number;
  readonly #stepKey: Float32Array;
  readonly #salt: number;

  constructor({ rate }: DropoutOptions, site: LayerSite) {
    super(site);
    this.rate = rate;
    this.#stepKey = site.stepKey;
    this.#salt = site.salt;
  }

  override forward([x]: readonly Float32Array[], { mode, batchSize }: LayerContext): Float32Array {
    if (mode === 'eval') return x;
    this.kernels.dropout(x, this.y, batchSize * this.size, this.rate, this.#stepKey, this.#salt);
    return this.y;
  }

  override backward(dy: Float32Array, { mode, batchSize }: LayerContext): readonly (Float32Array | null)[] {
    if (mode === 'eval') return [dy];
    if (this.dx) this.kernels.dropout(dy, this.dx, batchSize * this.size, this.rate, this.#stepKey, this.#salt);
    return [this.dx];
  }
}
