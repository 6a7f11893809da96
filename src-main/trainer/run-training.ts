import { liveSettingsOf } from '../../src-core/architecture/live-settings';
import { InputError } from '../../src-core/input-error';
import type { Kernels } from '../../src-core/kernels/kernels';
import { copyWeights, putWeights, weightCount } from '../../src-core/model/weights';
import { changeTraining } from '../../src-core/training/change';
import { copyCheckpoint, restoreCheckpoint, takeCheckpoint, type Checkpoint } from '../../src-core/training/checkpoint';
import { DivergedError } from '../../src-core/training/divergence';
import { prepareTraining, type Training } from '../../src-core/training/prepare';
import { endOf, isOver, train, type TrainingEvent } from '../../src-core/training/train';
import { Control } from './control';
import { openKernelsInWorker } from './kernels';
import type { WorkerSide } from './lanes';
import { RunSaver, type SaverContext } from './run-saver';
import { StepReporter } from './step-reporter';
import { StepsAtOnce } from './steps-at-once';
import { WeightSnapshot } from './weight-snapshot';
import type { WorkerMessage, WorkerTask } from './worker-messages';

type TrainTask = WorkerTask & { kind: 'train' };

type Trainer = Pick<WorkerSide, 'post' | 'nextChange' | 'askForLanes'>;

/** While training stands still, what could not be saved is tried again after so long, milliseconds. */
const RETRY = 2000;

/** Saving is nothing to stop for: the window tells what goes wrong, and when it is right again. */
const tellOfSaving = (post: (message: WorkerMessage) => void): Omit<SaverContext, 'now'> => ({
  onFailure: (error) => {
    post({ kind: 'notSaved', message: error instanceof Error ? error.message : String(error) });
  },
  onRecovery: () => {
    post({ kind: 'notice', message: 'The run is saved again; nothing of it is missing.', tone: 'info' });
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
  readonly #post: Trainer['post'];
  readonly #nextChange: Trainer['nextChange'];
  #step = 0;
  /** The moment at which it begins; null: saving has begun. */
  #start: Checkpoint | null = null;
  /** Number of the last command that it has seen. */
  #seen = 0;

  constructor(task: TrainTask, kernels: Kernels, { post, nextChange }: Trainer) {
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
    this.#nextChange = nextChange;
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
    this.#control.sleep(0);
    this.#start = copyCheckpoint(takeCheckpoint(this.#training));
    let events = this.#train();
    while (await this.#mayGoOn()) {
      const next = this.#next(events);
      if (!next) {
        await this.#beginSaving();
        await this.#saver.replace();
        events = this.#train();
        continue;
      }
      if (next.done) {
        await this.#finish({ kind: 'finished', step: this.#step, end: endOf(this.#training) });
        return;
      }
      this.#report(next.value);
      // Who waits for the first step need not wait for the disk.
      await this.#beginSaving();
      await this.#saver.record(next.value);
      if (this.#endsStep(next.value)) this.#control.finishStep('step');
      if (this.#endsEpoch(next.value)) this.#control.finishStep('epoch');
    }
    await this.#finish({ kind: 'stopped', step: this.#step });
  }

  /** Does nothing from the second time on. */
  async #beginSaving(): Promise<void> {
    const { keep, network, settings } = this.#task;
    const start = this.#start;
    this.#start = null;
    if (!start || !keep) return;
    if (keep.kind === 'new') await this.#saver.begin(keep, { network, settings, kernels: this.#kernels }, start);
    else await this.#saver.goOn(keep, start.progress);
  }

  #train(): Generator<TrainingEvent, void> {
    const stepsAtOnce = (): number =>
      this.#control.latest.command === 'step' ? 1 : Math.min(this.#pace.next(), this.#saver.stepsToMilestone);
    return train(this.#training, stepsAtOnce, () => performance.now());
  }

  /** The next event; should it fail, the steps before it are told first. Null: the run diverged, and stands still before that. */
  #next(events: Generator<TrainingEvent, void>): IteratorResult<TrainingEvent, void> | null {
    try {
      return events.next();
    } catch (error) {
      this.#settle();
      if (!(error instanceof DivergedError)) throw error;
      const { step, layer, learningRate, message } = error;
      this.#control.halt();
      this.#post({ kind: 'diverged', divergence: { step, layer, learningRate }, message });
      return null;
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
      const isNew = number !== this.#seen;
      if (isNew) await this.#takeChanges();
      this.#seen = number;
      if (command !== 'pause') {
        if (isNew) await this.#saver.retry();
        this.#saver.move();
        return command !== 'stop';
      }
      this.#settle();
      this.#post({ kind: 'paused', step: this.#step, command: number });
      do {
        await this.#saver.settle();
        this.#post({ kind: 'settled', command: number, failing: this.#saver.failing });
      } while (this.#sleep(number));
    }
  }

  /** Sleeps until there is another command than that of this number; true where it is time to try again to save. */
  #sleep(number: number): boolean {
    return this.#control.sleep(number, this.#saver.failing ? RETRY : Infinity);
  }

  /** Goes on by settings that were sent, told and saved before any further step. */
  async #takeChanges(): Promise<void> {
    for (let live = this.#nextChange(); live; live = this.#nextChange()) {
      this.#settle();
      const step = changeTraining(this.#training, live);
      const { network, settings } = this.#training;
      const { dropout } = liveSettingsOf(this.#training);
      const change = { kind: 'change', step, settings, dropout } as const;
      await this.#beginSaving();
      await this.#saver.change(change);
      this.#post({ kind: 'changed', change, network });
    }
  }

  async #finish(message: WorkerMessage & { kind: 'stopped' | 'finished' }): Promise<void> {
    this.#settle();
    this.#post(message);
    // One of the disk that is over without another step is so there, too.
    if (this.#task.keep?.kind === 'old') await this.#beginSaving();
    do {
      this.#seen = this.#control.latest.number;
      await this.#saver.close(message.kind);
      this.#post({ kind: 'settled', command: null, failing: this.#saver.failing });
      if (this.#saver.failing) this.#sleep(this.#seen);
    } while (this.#saver.failing);
  }

  /** Leaves nothing unpublished or unreported. */
  #settle(): void {
    this.#publish();
    this.#reporter.flush();
  }

  #publish(): void {
    const { batches } = this.#training;
    // At its end a run may have put back those of an earlier epoch.
    const step = isOver(this.#training) ? endOf(this.#training).weightsOf * batches.stepsPerEpoch : this.#step;
    this.#snapshot.publish(step, (target) => {
      copyWeights(this.#training.model.parameters, target);
    });
  }
}

/** Carries out a training task on all lanes. */
export async function runTraining(task: TrainTask, trainer: Trainer): Promise<void> {
  await new ControlledTraining(task, openKernelsInWorker(trainer), trainer).run();
}
