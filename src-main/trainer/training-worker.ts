import { InputError } from '../../src-core/input-error';
import { workerSide } from './lanes';
import { runEvaluation } from './run-evaluation';
import { runTraining } from './run-training';

// The thread that computes. It runs one task and ends.

const { task, post } = workerSide();
try {
  if (task.kind === 'train') runTraining(task, post);
  else runEvaluation(task, post);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  post({ kind: 'failed', message: error.message });
}
