import type { RandomStream } from '../../random/random-stream';
import { expNegative } from '../../random/exact-functions';

/** Added to where each pixel comes from, pixels (H, W). */
export interface Displacement {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Beyond three standard deviations a Gaussian is taken for 0. */
const REACH = 3;
/** Values of half a draw: 16 bits. */
const STEPS = 1 << 16;

/** The weights of a Gaussian from −radius to radius, which sum to 1. */
export function gaussianWeights(sigma: number): Float64Array {
  const radius = Math.floor(REACH * sigma);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => {
    const t = (i - radius) / sigma;
    return expNegative((t * t) / 2);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** A random field of displacements (H, W), smoothed by a Gaussian with zeros outside: Simard, Steinkraus and Platt 2003. */
export class ElasticField implements Displacement {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly #height: number;
  readonly #width: number;
  readonly #alpha: number;
  readonly #weights: Float64Array;
  readonly #between: Float32Array;

  constructor(height: number, width: number, { alpha, sigma }: { alpha: number; sigma: number }) {
    this.x = new Float32Array(height * width);
    this.y = new Float32Array(height * width);
    this.#between = new Float32Array(height * width);
    this.#height = height;
    this.#width = width;
    this.#alpha = alpha;
    this.#weights = gaussianWeights(sigma);
  }

  /** Draws the field anew: one number of the stream for each pixel, half of its bits for each axis. */
  draw(stream: RandomStream, firstDraw: number): void {
    const unit = (2 * this.#alpha) / STEPS;
    for (let i = 0; i < this.x.length; i++) {
      const bits = stream.uint32(firstDraw + i);
      this.x[i] = ((bits & 0xffff) + 0.5) * unit - this.#alpha;
      this.y[i] = ((bits >>> 16) + 0.5) * unit - this.#alpha;
    }
    this.#smooth(this.x);
    this.#smooth(this.y);
  }

  /** Along the columns into `between`, then along the rows back: whole rows at a time where that is possible. */
  #smooth(field: Float32Array): void {
    const between = this.#between;
    const width = this.#width;
    const radius = (this.#weights.length - 1) / 2;
    between.fill(0);
    for (let row = 0; row < this.#height; row++) {
      const last = Math.min(this.#height - 1, row + radius);
      for (let from = Math.max(0, row - radius); from <= last; from++) {
        const weight = this.#weights[from - row + radius];
        for (let i = 0; i < width; i++) between[row * width + i] += weight * field[from * width + i];
      }
    }
    for (let row = 0; row < this.#height; row++) {
      for (let column = 0; column < width; column++) {
        const first = Math.max(0, column - radius);
        const last = Math.min(width - 1, column + radius);
        let sum = 0;
        for (let from = first; from <= last; from++) {
          sum += this.#weights[from - column + radius] * between[row * width + from];
        }
        field[row * width + column] = sum;
      }
    }
  }
}
