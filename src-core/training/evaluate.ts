import { BatchLoader } from '../data/batches';
import type { Examples } from '../data/dataset';
import type { LayerContext } from '../layers/layer';
import { meanLoss, type Loss } from '../losses/loss';
import { countCorrect } from '../metrics/accuracy';
import { InputError } from '../input-error';
import { ConfusionSum } from '../metrics/confusion-matrix';
import { EvaluationSum, type DetailedEvaluation } from '../metrics/evaluation';
import type { Model } from '../model/model';

export class LossOverflow extends InputError {}

/** How far an evaluation has come, examples. */
export interface EvaluationProgress {
  readonly done: number;
  readonly count: number;
}

/**
 * Runs the model over all examples without learning. A generator, so that who calls it can pause or give up between
 * batches; throws a LossOverflow when the loss is not finite. It uses the model's own buffers, which is safe between two steps of training.
 */
export function* evaluate(
  model: Model,
  loss: Loss,
  examples: Examples,
): Generator<EvaluationProgress, DetailedEvaluation> {
  const loader = new BatchLoader(examples, model.network.input.normalization);
  const sum = new EvaluationSum();
  const confusion = new ConfusionSum(model.classes);
  for (let first = 0; first < examples.count; first += model.maxBatch) {
    const batchSize = Math.min(model.maxBatch, examples.count - first);
    for (let i = 0; i < batchSize; i++) loader.load(first + i, i, model.batch);
    const forward = (now: LayerContext): Float32Array => {
      const y = model.forward(now);
      loss.compute(y, model.batch.labels, now.batchSize);
      return y;
    };
    const outputs = model.repeat(loss, { mode: 'eval', batchSize, seed: 0, step: 0 }, forward, []);
    sum.add(
      batchSize,
      meanLoss(loss.losses, batchSize),
      countCorrect(outputs, model.batch.labels, batchSize, model.outputSize),
    );
    confusion.add(outputs, model.batch.labels, batchSize, model.outputSize);
    yield { done: first + batchSize, count: examples.count };
  }
  const result = sum.result();
  if (!Number.isFinite(result.loss)) {
    throw new LossOverflow(
      `The loss on ${result.count} images is not a number: the weights have grown beyond all bounds.`,
    );
  }
  return { ...result, confusion: confusion.result() };
}
