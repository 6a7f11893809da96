import { createLoss } from '../../src-core/model/create-loss';
import { Model } from '../../src-core/model/model';
import { restoreWeights } from '../../src-core/model/weights';
import { evaluate } from '../../src-core/training/evaluate';
import { openKernels } from './kernels';
import type { WorkerMessage, WorkerTask } from './worker-messages';

/** Examples that go through the network together; the result does not depend on it. */
const BATCH = 100;

/** Carries out an evaluation task: the examples by weights that nobody changes meanwhile. */
export function runEvaluation(task: WorkerTask & { kind: 'evaluate' }, post: (message: WorkerMessage) => void): void {
  const kernels = openKernels();
  const model = new Model(task.network, kernels, { maxBatch: BATCH, trainable: false });
  restoreWeights(model.parameters, task.weights);
  const evaluation = evaluate(model, createLoss(model, kernels), task.examples);
  let next = evaluation.next();
  for (; !next.done; next = evaluation.next()) post({ kind: 'evaluating', ...next.value });
  post({ kind: 'evaluated', evaluation: next.value });
}
