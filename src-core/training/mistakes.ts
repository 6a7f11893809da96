import type { Model } from '../model/model';

// The two faults of notebook-004, put in on purpose to see what they do (TrainingSettings.mistakes).

/** Dense layers begin anew before every forward pass: whatever an update taught them is thrown away. */
export function redrawDense(model: Model, seed: number, step: number): void {
  model.initializeWeights(seed, { draw: step + 1, only: 'dense' });
}

/** onehot − softmax for softmax − onehot: every update makes the loss larger. */
export function flipGradient(gradient: Float32Array): void {
  for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i];
}
