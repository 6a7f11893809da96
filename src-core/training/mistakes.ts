import type { Model } from '../model/model';

// The first fault of notebook-004, put in on purpose to see what it does (TrainingSettings.mistakes). The second, the
// gradient with its sign turned around, is a call in the plan of a step (Burst).

/** Dense layers begin anew before every forward pass: whatever an update taught them is thrown away. */
export function redrawDense(model: Model, seed: number, step: number): void {
  model.initializeWeights(seed, { draw: step + 1, only: ({ kind }) => kind === 'dense' });
}
