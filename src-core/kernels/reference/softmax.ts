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

/** loss = −ln(p[label] + ε), with ε = 0 as ln Σ exp(z − max) − (z[label] − max); dz[k] = (p[k] − [k = label]) / n. */
export const softmaxCrossEntropy: Kernels['softmaxCrossEntropy'] = (
  logits,
  labels,
  losses,
  dlogits,
  n,
  classes,
  epsilon,
) => {
  for (let example = 0; example < n; example++) {
    const start = example * classes;
    const label = start + labels[example];
    const max = rowMax(logits, start, classes);
    let sum = 0;
    for (let k = start; k < start + classes; k++) sum += Math.exp(logits[k] - max);
    losses[example] =
      epsilon > 0 ? -Math.log(Math.exp(logits[label] - max) / sum + epsilon) : Math.log(sum) - (logits[label] - max);
    for (let k = start; k < start + classes; k++) {
      dlogits[k] = (Math.exp(logits[k] - max) / sum - (k === label ? 1 : 0)) / n;
    }
  }
};
