import { hashName } from './hash-name';
import { normalQuantile } from './normal-quantile';
import { philox4x32, type Words } from './philox';

const TWO_32 = 2 ** 32;

/**
 * Random numbers by counter: draw k of a stream is a function of (seed, name, index, k) alone. Nothing has to be saved to
 * resume, and drawing in another order or from another thread gives the same numbers.
 */
export class RandomStream {
  readonly #key0: number;
  readonly #key1: number;
  readonly #counter: Words;
  #block = -1;
  #words: Words = [0, 0, 0, 0];

  /** `seed`: an integer 0…2⁵³−1. `index`: which of many streams of this name, such as the epoch. */
  constructor(seed: number, name: string, index = 0) {
    this.#key0 = seed >>> 0;
    this.#key1 = Math.floor(seed / TWO_32) >>> 0;
    this.#counter = [0, 0, hashName(name), index >>> 0];
  }

  /** Integer 0…2³²−1. */
  uint32(k: number): number {
    const block = Math.floor(k / 4);
    if (block !== this.#block) {
      this.#counter[0] = block >>> 0;
      this.#counter[1] = Math.floor(block / TWO_32) >>> 0;
      this.#words = philox4x32(this.#counter, this.#key0, this.#key1);
      this.#block = block;
    }
    return this.#words[k % 4];
  }

  /** Strictly between 0 and 1. */
  uniform(k: number): number {
    return (this.uint32(k) + 0.5) / TWO_32;
  }

  /** Integer 0…limit−1, limit ≤ 2²¹. */
  below(k: number, limit: number): number {
    return Math.floor((this.uint32(k) * limit) / TWO_32);
  }

  /** Standard normal: mean 0, standard deviation 1. */
  normal(k: number): number {
    return normalQuantile(this.uniform(k));
  }
}

/** The numbers 0…count−1 in an order drawn from the stream (Fisher–Yates). */
export function permutation(count: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = stream.below(i, i + 1);
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}
