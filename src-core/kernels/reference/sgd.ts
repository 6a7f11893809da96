import type { Kernels } from '../kernels';

/** v = μ v + g; w = w − η v (PyTorch's momentum: the learning rate stands outside the velocity). */
export const sgdStep: Kernels['sgdStep'] = (value, grad, velocity, learningRate, momentum) => {
  for (let i = 0; i < value.length; i++) {
    velocity[i] = momentum * velocity[i] + grad[i];
    value[i] -= learningRate * velocity[i];
  }
};
