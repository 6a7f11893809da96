import { describe, expect, it } from 'vitest';
import type { Examples } from '../../../src-core/data/dataset';
import { referenceKernels } from '../../../src-core/kernels/reference';
import type { Evaluation } from '../../../src-core/metrics/evaluation';
import { createLoss } from '../../../src-core/model/create-loss';
import { buildModel } from '../../../src-core/model/model';
import { evaluate, type EvaluationProgress } from '../../../src-core/training/evaluate';
import { bars } from '../../support/examples';
import { barsNetwork } from '../../support/networks';
import { bytesOf } from '../../support/numbers';

function evaluateIn(batchSize: number, examples: Examples): { progress: EvaluationProgress[]; result: Evaluation } {
  const model = buildModel(barsNetwork, referenceKernels, { maxBatch: batchSize, trainable: false, seed: 7 });
  const run = evaluate(model, createLoss(model, referenceKernels), examples);
  const progress: EvaluationProgress[] = [];
  let next = run.next();
  for (; !next.done; next = run.next()) progress.push(next.value);
  return { progress, result: next.value };
}

/** Loss and rightness of each example by itself, from its probabilities. */
function oneByOne(examples: Examples): Evaluation {
  const model = buildModel(barsNetwork, referenceKernels, { maxBatch: 1, trainable: false, seed: 7 });
  let [loss, correct] = [0, 0];
  for (let i = 0; i < examples.count; i++) {
    model.batch.x.set(Float32Array.from(examples.images.subarray(36 * i, 36 * (i + 1)), (pixel) => pixel / 255));
    const logits = [...model.forward({ mode: 'eval', batchSize: 1, seed: 0, step: 0 })];
    const powers = logits.map((logit) => Math.exp(logit));
    const label = examples.labels[i];
    loss -= Math.log(powers[label] / powers.reduce((sum, power) => sum + power, 0));
    if (logits[label] === Math.max(...logits)) correct++;
  }
  return { count: examples.count, loss: loss / examples.count, accuracy: correct / examples.count };
}

describe('evaluate', () => {
  const examples = bars(23, 5);
  const expected = oneByOne(examples);

  it('has something to count', () => {
    expect(expected.accuracy).toBeGreaterThan(0);
    expect(expected.accuracy).toBeLessThan(1);
  });

  it.each([1, 5, 8, 23, 64])(
    'counts every example once in batches of %d, a smaller last one among them',
    (batchSize) => {
      const { result } = evaluateIn(batchSize, examples);
      expect(result.count).toBe(23);
      expect(result.accuracy).toBe(expected.accuracy);
      expect(result.loss).toBeCloseTo(expected.loss, 6);
    },
  );

  it('tells after each batch how far it has come', () => {
    expect(evaluateIn(10, examples).progress).toEqual([
      { done: 10, count: 23 },
      { done: 20, count: 23 },
      { done: 23, count: 23 },
    ]);
  });

  it('changes no weight', () => {
    const model = buildModel(barsNetwork, referenceKernels, { maxBatch: 8, trainable: true, seed: 7 });
    const before = model.parameters.map(({ value }) => bytesOf(value));
    for (const _ of evaluate(model, createLoss(model, referenceKernels), examples));
    expect(model.parameters.map(({ value }) => bytesOf(value))).toEqual(before);
  });
});
