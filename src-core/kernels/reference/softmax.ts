import type { Kernels } from '../kernels';

/** Largest value of a row: taken off before exp, so that nothing overflows. */
function rowMax(x: Float32Array, start: number, length: number): number {
  let max = x[start];
  for (let i = start + 1; i < start + length; i++) if (x[i] > max) max = x[i];
  return max;
}

/** p[k] = exp(z[k] − max) / Σ exp(z − max). */
export const softmax: Kernels['softmax'] = (logits, probabilities, n, classes) => {
  for (let start = 0; start < n * classes; start += classes) {
    const max = rowMax(logits, start, classes);
    let sum = 0;
    for (let k = start; k < start + classes; k++) sum += Math.exp(logits[k] - max);
    for (let k = start; k < start + classes; k++) probabilities[k] = Math.exp(logits[k] - max) / sum;
  }
};

/** dx[k] = y[k] · (dy[k] − Σ dy · y). */
export const softmaxBackward: Kernels['softmaxBackward'] = (y, dy, dx, n, classes) => {
  for (let start = 0; start < n * classes; start += classes) {
    let sum = 0;
    for (let k = start; k < start + classes; k++) sum += dy[k] * y[k];
    for (let k = start; k < start + classes; k++) dx[k] = y[k] * (dy[k] - sum);
  }
};

/**
 * loss = −Σ q ln(p + ε), with ε = 0 as Σ q (ln Σ exp(z − max) − (z − max)); dz = (p − q) / n, where q is (1 − smoothing) at
 * the label and smoothing / classes more everywhere.
 */
export const softmaxCrossEntropy: Kernels['softmaxCrossEntropy'] = (
  logits,
  labels,
  losses,
  dlogits,
  n,
  classes,
  epsilon,
  smoothing,
) => {
  for (let example = 0; example < n; example++) {
    const start = example * classes;
    const label = start + labels[example];
    const max = rowMax(logits, start, classes);
    let sum = 0;
    for (let k = start; k < start + classes; k++) sum += Math.exp(logits[k] - max);
    const logSum = Math.log(sum);
    let loss = 0;
    for (let k = start; k < start + classes; k++) {
      const p = Math.exp(logits[k] - max) / sum;
      const q = smoothing / classes + (k === label ? 1 - smoothing : 0);
      if (q > 0) loss += q * (epsilon > 0 ? -Math.log(p + epsilon) : logSum - (logits[k] - max));
      dlogits[k] = (p - q) / n;
    }
    losses[example] = loss;
  }
};
