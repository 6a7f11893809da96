import { learningRateAt } from '../../src-core/architecture/schedule';
import type { Training } from '../../src-core/training/prepare';
import type { TrainingEvent } from '../../src-core/training/train';

/** Puts down what a recorded step of learning reads from the outside. */
export function prepareStep({ burst, batches, settings, totalSteps }: Training, step: number): void {
  const length = { stepsPerEpoch: batches.stepsPerEpoch, totalSteps };
  burst.prepare(0, step, learningRateAt(settings, step, length));
  burst.rewind();
}

export interface Step {
  readonly step: number;
  readonly batchSize: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** The steps that events tell of, one by one. */
export const stepsOf = (events: readonly TrainingEvent[]): Step[] =>
  events.flatMap((event) => {
    if (event.kind !== 'steps') return [];
    const { step, batchSize, losses, accuracies } = event;
    const first = step - losses.length + 1;
    return losses.map((loss, i) => ({ step: first + i, batchSize, loss, accuracy: accuracies[i] }));
  });
