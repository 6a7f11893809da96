import { RandomStream } from './random-stream';

/** Draws the key of step `step` into `key` (4), or into a table of them from place `at`, as the kernel `dropout` takes it: two 32-bit numbers in halves of 16 bits. */
export function drawStepKey(seed: number, step: number, key: Float32Array, at = 0): void {
  const stream = new RandomStream(seed, 'step', step);
  for (let half = 0; half < 4; half++) {
    const word = stream.uint32(half >>> 1);
    key[at + half] = half % 2 === 0 ? word & 0xffff : word >>> 16;
  }
}
