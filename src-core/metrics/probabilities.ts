/**
 * What the outputs of one example (size) say of each class when they are taken for probabilities themselves, as a squared
 * error teaches them to be: negative ones count as 0, and all are scaled to a sum of 1. A single output is that of class 1.
 */
export function probabilitiesFromOutputs(outputs: Float32Array, probabilities: Float32Array): void {
  if (outputs.length === 1) {
    probabilities[1] = Math.min(1, Math.max(0, outputs[0]));
    probabilities[0] = 1 - probabilities[1];
    return;
  }
  const sum = outputs.reduce((total, value) => total + Math.max(0, value), 0);
  for (let i = 0; i < outputs.length; i++) {
    probabilities[i] = sum > 0 ? Math.max(0, outputs[i]) / sum : 1 / outputs.length;
  }
}
