import type { Kernels } from '../kernels';

export const sumOfSquares: Kernels['sumOfSquares'] = (x, sum) => {
  let squares = 0;
  for (const value of x) squares += value * value;
  sum[0] += squares;
};

/** min(1, maxNorm / (norm + 10⁻⁶)), as torch.nn.utils.clip_grad_norm_ has it. NaN stays NaN and is noticed. */
export const clipFactor: Kernels['clipFactor'] = (sum, factor, maxNorm) => {
  const wanted = maxNorm / (Math.sqrt(sum[0]) + 1e-6);
  factor[0] = wanted > 1 ? 1 : wanted;
};

export const scale: Kernels['scale'] = (x, factor) => {
  for (let i = 0; i < x.length; i++) x[i] *= factor[0];
};

/**
 * v = μ v + g; w = w − η v, or w − η (g + μ v) with Nesterov (PyTorch: the learning rate stands outside the velocity). With
 * μ = 0 the velocity is left alone.
 */
export const sgdStep: Kernels['sgdStep'] = (value, grad, velocity, settings) => {
  const [learningRate, momentum, weightDecay, nesterov] = settings;
  for (let i = 0; i < value.length; i++) {
    const g = grad[i] + weightDecay * value[i];
    if (momentum === 0) {
      value[i] -= learningRate * g;
      continue;
    }
    velocity[i] = momentum * velocity[i] + g;
    value[i] -= learningRate * (nesterov === 1 ? g + momentum * velocity[i] : velocity[i]);
  }
};

/** m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; w = w − stepSize · m / (√v · correction + ε). */
export const adamStep: Kernels['adamStep'] = (value, grad, m, v, settings) => {
  const [stepSize, beta1, rest1, beta2, rest2, correction, epsilon, l2, shrink] = settings;
  for (let i = 0; i < value.length; i++) {
    const g = grad[i] + l2 * value[i];
    m[i] = beta1 * m[i] + rest1 * g;
    v[i] = beta2 * v[i] + rest2 * g * g;
    value[i] = shrink * value[i] - (stepSize * m[i]) / (Math.sqrt(v[i]) * correction + epsilon);
  }
};

/** s = α s + (1 − α) g²; b = μ b + g / (√s + ε); w = w − η b. */
export const rmspropStep: Kernels['rmspropStep'] = (value, grad, s, buffer, settings) => {
  const [learningRate, alpha, rest, epsilon, momentum, weightDecay] = settings;
  for (let i = 0; i < value.length; i++) {
    const g = grad[i] + weightDecay * value[i];
    s[i] = alpha * s[i] + rest * g * g;
    buffer[i] = momentum * buffer[i] + g / (Math.sqrt(s[i]) + epsilon);
    value[i] -= learningRate * buffer[i];
  }
};
