import { referenceKernels } from '../../src-core/kernels/reference';
import { copyWeights, weightCount } from '../../src-core/model/weights';
import { prepareTraining, train, type Training, type TrainingEvent } from '../../src-core/training/train';
import { Control } from './control';
import { StepReporter } from './step-reporter';
import { WeightSnapshot } from './weight-snapshot';
import type { WorkerMessage, WorkerTask } from './worker-messages';

type TrainTask = WorkerTask & { kind: 'train' };

/** One training in a worker: does steps, looks at the control between them, reports and publishes the weights. */
class ControlledTraining {
  readonly #training: Training;
  readonly #control: Control;
  readonly #snapshot: WeightSnapshot;
  readonly #reporter: StepReporter;
  readonly #post: (message: WorkerMessage) => void;
  #step = 0;

  constructor(task: TrainTask, post: (message: WorkerMessage) => void) {
    this.#training = prepareTraining(task.network, task.settings, task.splits, referenceKernels);
    this.#control = new Control(task.control);
    this.#snapshot = new WeightSnapshot(weightCount(this.#training.model.parameters), task.snapshot);
    this.#reporter = new StepReporter(post, () => performance.now());
    this.#post = post;
    this.#publish();
  }

  /** Returns when the run is over, by its last step or by command. */
  run(): void {
    this.#post({ kind: 'built' });
    this.#control.waitWhilePaused();
    for (const event of train(this.#training)) {
      this.#report(event);
      if (this.#control.command === 'step' && this.#endsStep(event)) this.#control.finishStep();
      if (this.#control.command === 'pause') this.#pause();
      if (this.#control.command === 'stop') {
        this.#finish('stopped');
        return;
      }
    }
    this.#finish('finished');
  }

  #report(event: TrainingEvent): void {
    this.#step = event.step;
    if (event.kind === 'step') this.#reporter.add(event.step, event.loss, event.accuracy);
    if (this.#reporter.due || event.kind === 'epoch') {
      this.#publish();
      this.#reporter.flush();
      if (event.kind !== 'step') this.#post(event);
    }
  }

  /** The last step of an epoch is over when the validation that belongs to it is. */
  #endsStep(event: TrainingEvent): boolean {
    if (event.kind === 'step') return event.step % this.#training.batches.stepsPerEpoch !== 0;
    return event.kind === 'epoch';
  }

  #pause(): void {
    this.#finish('paused');
    this.#control.waitWhilePaused();
  }

  #finish(kind: 'paused' | 'stopped' | 'finished'): void {
    this.#publish();
    this.#reporter.flush();
    this.#post({ kind, step: this.#step });
  }

  #publish(): void {
    this.#snapshot.publish(this.#step, (target) => {
      copyWeights(this.#training.model.parameters, target);
    });
  }
}

/** Carries out a training task. */
export function runTraining(task: TrainTask, post: (message: WorkerMessage) => void): void {
  new ControlledTraining(task, post).run();
}
