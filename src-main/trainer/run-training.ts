import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { copyWeights, putWeights, weightCount } from '../../src-core/model/weights';
import { copyCheckpoint, restoreCheckpoint, takeCheckpoint, type Checkpoint } from '../../src-core/training/checkpoint';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { endOf, isOver, train, type TrainingEvent } from '../../src-core/training/train';
import { Control } from './control';
import { allLanes, openKernelsOnLanes } from './kernels';
import { RunSaver, type SaverContext } from './run-saver';
import { StepReporter } from './step-reporter';
import { StepsAtOnce } from './steps-at-once';
import { WeightSnapshot } from './weight-snapshot';
import type { WorkerMessage, WorkerTask } from './worker-messages';

type TrainTask = WorkerTask & { kind: 'train' };

/** Saving is nothing to stop for: the window tells what goes wrong, and when it is right again. */
const tellOfSaving = (post: (message: WorkerMessage) => void): Omit<SaverContext, 'now'> => ({
  onFailure: (error) => {
    const sentence = error instanceof Error ? error.message : String(error);
    post({ kind: 'notice', message: `${sentence} Training goes on, and saving is tried again.` });
  },
  onRecovery: () => {
    post({ kind: 'notice', message: 'The run is saved again; nothing of it is missing.' });
  },
  onSaved: (step) => {
    post({ kind: 'saved', step });
  },
});

/** One training in a worker: does steps, looks at the control between them, reports and publishes the weights. */
class ControlledTraining {
  readonly #training: Training;
  readonly #control: Control;
  readonly #snapshot: WeightSnapshot;
  readonly #reporter: StepReporter;
  readonly #saver: RunSaver;
  readonly #pace: StepsAtOnce;
  readonly #task: TrainTask;
  readonly #kernels: string;
  readonly #post: (message: WorkerMessage) => void;
  #step = 0;

  constructor(task: TrainTask, kernels: Kernels, post: (message: WorkerMessage) => void) {
    this.#training = prepareTraining(task.network, task.settings, task.splits, kernels);
    putWeights(this.#training.model.parameters, task.initialWeights);
    if (task.moment) restoreCheckpoint(this.#training, task.moment, 'The checkpoint of this run');
    this.#step = this.#training.progress.step;
    this.#control = new Control(task.control);
    this.#snapshot = new WeightSnapshot(weightCount(this.#training.model.parameters), task.snapshot);
    this.#reporter = new StepReporter(post, () => performance.now());
    const now = (): number => performance.now();
    this.#saver = new RunSaver(this.#training, { ...tellOfSaving(post), now });
    this.#pace = new StepsAtOnce(now);
    this.#task = task;
    this.#kernels = kernels.name;
    this.#post = post;
    this.#publish();
  }

  /** Returns when the run is over, by its last step or by command. */
  async run(): Promise<void> {
    try {
      await this.#go();
    } catch (error) {
      if (error instanceof InputError) await this.#saver.fail(error.message);
      throw error;
    }
  }

  async #go(): Promise<void> {
    this.#post({ kind: 'built' });
    this.#control.sleepThroughPause(0);
    const start = copyCheckpoint(takeCheckpoint(this.#training));
    let saving = false;
    const events = train(this.#training, () =>
      this.#control.latest.command === 'step' ? 1 : Math.min(this.#pace.next(), this.#saver.stepsToMilestone),
    );
    while (await this.#mayGoOn()) {
      const next = this.#next(events);
      if (next.done) {
        await this.#finish({ kind: 'finished', step: this.#step, end: endOf(this.#training) });
        return;
      }
      this.#report(next.value);
      // Who waits for the first step need not wait for the disk.
      if (!saving) await this.#beginSaving(start);
      saving = true;
      await this.#saver.record(next.value);
      if (this.#endsStep(next.value)) this.#control.finishStep('step');
      if (this.#endsEpoch(next.value)) this.#control.finishStep('epoch');
    }
    await this.#finish({ kind: 'stopped', step: this.#step });
  }

  async #beginSaving(start: Checkpoint): Promise<void> {
    const { keep, network, settings } = this.#task;
    if (keep?.kind === 'new') await this.#saver.begin(keep, { network, settings, kernels: this.#kernels }, start);
    else if (keep) await this.#saver.goOn(keep, start.progress);
  }

  /** The next event; should it fail, the steps before it are told first. */
  #next(events: Generator<TrainingEvent, void>): IteratorResult<TrainingEvent, void> {
    try {
      return events.next();
    } catch (error) {
      this.#reporter.flush();
      throw error;
    }
  }

  #report(event: TrainingEvent): void {
    this.#step = event.step;
    if (event.kind === 'steps') {
      this.#pace.taken(event.losses.length);
      this.#reporter.add(event);
    }
    if (event.kind === 'epoch') this.#reporter.addEpoch(event);
    if (!this.#reporter.due) return;
    this.#publish();
    this.#reporter.flush();
    if (event.kind === 'validating') this.#post(event);
  }

  /** Whether a single step is over: the last one of an epoch with the validation that belongs to it, the very last one never. */
  #endsStep(event: TrainingEvent): boolean {
    if (event.kind === 'steps') return event.step % this.#training.batches.stepsPerEpoch !== 0;
    return this.#endsEpoch(event);
  }

  #endsEpoch(event: TrainingEvent): boolean {
    return event.kind === 'epoch' && !isOver(this.#training);
  }

  /** Sleeps while paused; false when the run is to end. Every pause is answered, also one that followed another at once. */
  async #mayGoOn(): Promise<boolean> {
    for (;;) {
      const { command, number } = this.#control.latest;
      if (command !== 'pause') {
        this.#saver.move();
        return command !== 'stop';
      }
      this.#settle();
      this.#post({ kind: 'paused', step: this.#step, command: number });
      await this.#saver.settle();
      this.#post({ kind: 'settled', command: number });
      this.#control.sleepThroughPause(number);
    }
  }

  async #finish(message: WorkerMessage & { kind: 'stopped' | 'finished' }): Promise<void> {
    this.#settle();
    this.#post(message);
    await this.#saver.settle(message.kind);
    this.#post({ kind: 'settled', command: null });
  }

  /** Leaves nothing unpublished or unreported. */
  #settle(): void {
    this.#publish();
    this.#reporter.flush();
  }

  #publish(): void {
    this.#snapshot.publish(this.#step, (target) => {
      copyWeights(this.#training.model.parameters, target);
    });
  }
}

/** Carries out a training task on all lanes; `workerFile` is this worker's own file, from which the others are started. */
export async function runTraining(
  task: TrainTask,
  post: (message: WorkerMessage) => void,
  workerFile: string,
): Promise<void> {
  const { kernels, terminate } = openKernelsOnLanes(workerFile, allLanes());
  try {
    await new ControlledTraining(task, kernels, post).run();
  } finally {
    terminate();
  }
}
