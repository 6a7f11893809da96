import { writeSync } from 'node:fs';
import { InputError } from '../../src-core/input-error';
import { runLane } from '../../src-core/kernels/wasm';
import { workerSide } from './lanes';
import { lowerPriority } from './priority';
import { runEvaluation } from './run-evaluation';
import { runPredictions } from './run-predictions';
import { runRateFinder } from './run-rate-finder';
import { runTraining } from './run-training';

// The thread that computes. It runs one task and ends, unless the task is to stay.

const side = workerSide();
const { task, post } = side;

async function run(): Promise<void> {
  // A lane has the priority of the thread that it works for, which waits for it in every step.
  if (task.kind !== 'lane' || task.lowPriority) lowerPriority();
  if (task.kind === 'train') await runTraining(task, side);
  else if (task.kind === 'evaluate') runEvaluation(task, post);
  else if (task.kind === 'findRate') runRateFinder(task, side);
  else if (task.kind === 'predict') await runPredictions(side);
  else runLane(task.setup, task.lane);
}

run().catch((error: unknown) => {
  if (task.kind === 'lane') endProcess(error);
  if (!(error instanceof InputError)) throw error;
  post({ kind: 'failed', message: error.message });
});

/** Who waits for a lane waits for ever, deaf to whatever is told of its end. */
function endProcess(error: unknown): void {
  // The console of a thread is written by its parent.
  writeSync(2, `${String(error)}\n`);
  process.kill(process.pid, 'SIGKILL');
}
