import type { Run } from './run';
import type { WorkerMessage } from './worker-messages';

/** After these the status of the run tells nothing new. */
const WITHOUT_STATUS: ReadonlySet<WorkerMessage['kind']> = new Set([
  'notice',
  'settled',
  'evaluating',
  'evaluated',
  'predicted',
  'notPredicted',
]);

export const changesStatus = ({ kind }: WorkerMessage): boolean => !WITHOUT_STATUS.has(kind);

/** Whether a run is over, or stands where it cannot go on by itself: where it has ended well, only when that is on the disk. */
export const isEnd = (message: WorkerMessage): boolean =>
  message.kind === 'diverged' ||
  message.kind === 'failed' ||
  (message.kind === 'settled' && message.command === null && !message.failing);

/** Takes what its worker tells of a run into the run. `now`: milliseconds. */
export function takeNews(run: Run, message: WorkerMessage, now: number): void {
  switch (message.kind) {
    case 'built':
      if (run.phase === 'loading') run.halt('ready');
      return;
    case 'steps':
      run.advance(message.firstStep + message.losses.length - 1, now);
      run.course.addSteps(message);
      return;
    case 'validating':
      run.validate({ done: message.done, count: message.count }, now);
      return;
    case 'epochs':
      run.finishEpochs(message.epochs);
      return;
    case 'paused':
      run.halt('paused');
      return;
    case 'changed':
      run.network = message.network;
      run.settings = message.change.settings;
      run.course.addChange(message.change);
      return;
    case 'stopped':
      run.halt('stopped');
      return;
    case 'finished':
      run.end = message.end;
      run.halt('finished');
      return;
    case 'saved':
      run.saved = true;
      run.savedStep = message.step;
      run.saveFailure = null;
      return;
    case 'notSaved':
      run.saveFailure = message.message;
      return;
    case 'diverged':
      run.diverged = message.divergence;
      run.message = message.message;
      run.halt('failed');
      return;
    case 'failed':
    case 'died':
      run.message = message.message;
      run.halt('failed');
      return;
    case 'notice':
    case 'settled':
    case 'evaluating':
    case 'evaluated':
    case 'predicted':
    case 'notPredicted':
    case 'rateTried':
    case 'ratesTried':
      return;
    default:
      message satisfies never;
  }
}
