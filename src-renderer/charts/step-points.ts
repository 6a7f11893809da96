import type { Point } from './quantity';

/** A loss of zero is drawn here: a logarithm has no place for it. */
export const FLOOR = 1e-8;

/** A curve as the points that a chart takes, extended by what is new instead of made again. */
export class StepPoints {
  #run = -1;
  #points: Point[] = [];
  #settled = 0;

  /** `values`: one for each step of the run, from step 1; the first `settled` of them are as they will always be. */
  follow(run: number, values: Float32Array, settled = values.length): Point[] {
    if (run !== this.#run) this.#settled = 0;
    this.#run = run;
    this.#points = this.#settled === 0 ? [] : this.#points;
    this.#points.length = Math.min(this.#points.length, this.#settled);
    this.#settled = settled;
    for (let i = this.#points.length; i < values.length; i++) {
      this.#points.push({ x: i + 1, y: Math.max(FLOOR, values[i] ?? NaN) });
    }
    return this.#points;
  }
}
