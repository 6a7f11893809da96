import type { Kernels } from '../kernels';

export const oneHot: Kernels['oneHot'] = (labels, targets, n, size) => {
  if (size === 1) {
    for (let i = 0; i < n; i++) targets[i] = labels[i];
    return;
  }
  for (let i = 0; i < n * size; i++) targets[i] = i % size === labels[Math.floor(i / size)] ? 1 : 0;
};

/** loss = factor · Σ (y − t)²; dy = 2 · factor · (y − t) / n. */
export const squaredError: Kernels['squaredError'] = (y, targets, losses, dy, n, size, factor) => {
  for (let example = 0; example < n; example++) {
    let sum = 0;
    for (let i = example * size; i < (example + 1) * size; i++) {
      const difference = y[i] - targets[i];
      sum += difference * difference;
      dy[i] = (2 * factor * difference) / n;
    }
    losses[example] = factor * sum;
  }
};
