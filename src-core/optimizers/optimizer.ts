/** Changes the parameters it was made for by their gradients. */
export interface Optimizer {
  /** One update with the gradients that `backward` left. `learningRate` may differ from step to step. */
  step(learningRate: number): void;
}
