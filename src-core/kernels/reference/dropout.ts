import type { Kernels } from '../kernels';

/** A 32-bit number whose every bit depends on all bits of x. */
function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** y[i] = x[i] / (1 − rate) where mix(mix(i ⊕ key₀) + salt ⊕ key₁) ≥ rate · 2³², else 0. */
export const dropout: Kernels['dropout'] = (x, y, length, rate, stepKey, salt) => {
  const key0 = stepKey[0] + 65536 * stepKey[1];
  const key1 = stepKey[2] + 65536 * stepKey[3];
  const threshold = Math.floor(rate * 2 ** 32);
  const factor = 1 / (1 - rate);
  for (let i = 0; i < length; i++) {
    const hash = mix((mix(i ^ key0) + salt) ^ key1) >>> 0;
    y[i] = hash < threshold ? 0 : factor * x[i];
  }
};
