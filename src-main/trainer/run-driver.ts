import type { LiveSettings } from '../../src-core/architecture/live-settings';
import { InputError } from '../../src-core/input-error';
import { startWorker, type TrainingHandle } from './lanes';
import type { Run } from './run';
import { isUnbegun } from './run-folder';
import { release } from './run-hold';
import type { Keep, WorkerMessage } from './worker-messages';

/** What a driver gets from outside. */
interface DriverContext {
  /** training-worker.js, as the build made it. */
  readonly workerFile: string;
  /** How the run is kept on the disk; null: it is not. */
  readonly keep: Keep | null;
  /** Is told what the worker tells. */
  readonly hear: (message: WorkerMessage) => void;
}

/** What the worker tells when it does no more steps. */
const STANDSTILLS: ReadonlySet<WorkerMessage['kind']> = new Set([
  'paused',
  'stopped',
  'finished',
  'diverged',
  'failed',
  'died',
]);
/** What it tells last. */
const ENDS: ReadonlySet<WorkerMessage['kind']> = new Set(['stopped', 'finished', 'failed', 'died']);

/** How long a run may take to come to a standstill and be saved before it is ended all the same, milliseconds. */
const PATIENCE = 5000;

/**
 * Drives a run: starts its worker, gives it commands and waits for what comes of them, without blocking anybody. A run that
 * goes on from a moment gets its worker with the first command: until then its weights can be used as they are.
 */
export class RunDriver {
  readonly #run: Run;
  readonly #context: DriverContext;
  #worker: TrainingHandle | null = null;
  #halting: (() => void)[] = [];
  #settling: (() => void)[] = [];
  #changing: { resolve: (at: { step: number }) => void; reject: (error: InputError) => void }[] = [];
  /** All that the run went through is on the disk, as far as that can be. */
  #settled = true;
  /** It sleeps, but not all could be saved: it tries again by itself, or when it is told to. */
  #unsaved = false;
  #dismissed: ((error: InputError) => void) | null = null;
  /** All is told and on the disk: the worker ends by itself. */
  #over = false;

  constructor(run: Run, context: DriverContext) {
    this.#run = run;
    this.#context = context;
  }

  /** Whether there is nothing that has yet to be written. */
  get isSaved(): boolean {
    return this.#settled && !this.#unsaved;
  }

  /**
   * Starts the worker; resolves when the first weights are there, or when that failed (which the run then tells). Rejects
   * when the run is dismissed meanwhile.
   */
  begin(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#dismissed = reject;
      this.#start((message) => {
        if (message.kind === 'built' || ENDS.has(message.kind)) resolve();
      });
    });
  }

  train(): void {
    this.#move('run');
  }

  /** Commands something that ends in standing still, and waits for that. */
  async halt(command: 'pause' | 'step' | 'epoch' | 'stop'): Promise<{ step: number }> {
    const halted = new Promise<void>((resolve) => this.#halting.push(resolve));
    if (command === 'pause') this.#pause();
    else this.#move(command);
    await halted;
    return { step: this.#run.step };
  }

  /** Goes on by other settings; resolves when they are in force, with the first step that they apply to. */
  change(settings: LiveSettings): Promise<{ step: number }> {
    const changed = new Promise<{ step: number }>((resolve, reject) => this.#changing.push({ resolve, reject }));
    this.#settled = false;
    this.#workerAtHand().change(settings);
    this.#run.control.repeat();
    return changed;
  }

  /** Pauses the run if it is training; resolves when it is on the disk, or after five seconds. */
  async settle(): Promise<void> {
    if (this.#run.phase === 'training') this.#pause();
    if (this.#unsaved) this.#retry();
    if (this.#settled) return;
    await new Promise<void>((resolve) => {
      this.#settling.push(resolve);
      setTimeout(() => {
        this.#settling = this.#settling.filter((waiting) => waiting !== resolve);
        resolve();
      }, PATIENCE).unref();
    });
  }

  /** One that was told to stop does so, whoever wants it to stand still meanwhile. */
  #pause(): void {
    const { control } = this.#run;
    if (control.latest.command !== 'stop') control.give('pause');
  }

  #retry(): void {
    [this.#unsaved, this.#settled] = [false, false];
    this.#run.control.repeat();
  }

  /** Ends the worker wherever it is; who waited for the run to open or to stand still is answered. */
  dismiss(reason: string): void {
    this.#dismissed?.(new InputError(reason));
    if (this.#worker && this.#context.keep) letGo(this.#context.keep.folder);
    if (!this.#over) this.#worker?.terminate();
    this.#worker = null;
    [this.#unsaved, this.#settled] = [false, true];
    for (const resolve of [...this.#halting.splice(0), ...this.#settling.splice(0)]) resolve();
    this.#refuseChanges();
  }

  #refuseChanges(): void {
    for (const { reject } of this.#changing.splice(0)) reject(new InputError('The run was over before the change.'));
  }

  #move(command: 'run' | 'step' | 'epoch' | 'stop'): void {
    [this.#unsaved, this.#settled] = [false, false];
    this.#run.control.give(command);
    this.#workerAtHand();
    // Who waits for it to be saved is about to leave it.
    if (this.#settling.length > 0) this.#pause();
  }

  #workerAtHand(): TrainingHandle {
    return this.#worker ?? this.#start(() => undefined);
  }

  #start(watch: (message: WorkerMessage) => void): TrainingHandle {
    const { network, settings, splits, initialWeights, past, control, newest } = this.#run;
    const { workerFile, keep } = this.#context;
    const moment = past?.checkpoint ?? null;
    const buffers = { control: control.buffer, snapshot: newest.snapshot.buffer };
    const task = { kind: 'train', network, settings, splits, initialWeights, moment, keep, ...buffers } as const;
    this.#worker = startWorker(workerFile, task, (message) => {
      this.#take(message);
      watch(message);
    });
    return this.#worker;
  }

  #take(message: WorkerMessage): void {
    const { number } = this.#run.control.latest;
    // What has been overtaken by another command is answered by that one.
    if (message.kind === 'paused' && (message.command !== number || this.#run.diverged)) return;
    if (message.kind === 'settled' && message.command !== null && message.command !== number) return;
    if (message.kind === 'settled' || message.kind === 'failed' || message.kind === 'died') this.#settled = true;
    if (message.kind === 'settled') this.#unsaved = message.failing;
    if (endsByItself(message)) this.#over = true;
    this.#context.hear(message);
    if (message.kind === 'changed') this.#changing.shift()?.resolve({ step: message.change.step });
    if (ENDS.has(message.kind)) this.#refuseChanges();
    if (STANDSTILLS.has(message.kind)) for (const resolve of this.#halting.splice(0)) resolve();
    if (this.#settled) for (const resolve of this.#settling.splice(0)) resolve();
  }
}

/** Whether the worker has nothing more to do. */
function endsByItself(message: WorkerMessage): boolean {
  if (message.kind === 'settled') return message.command === null && !message.failing;
  return message.kind === 'failed' || message.kind === 'died';
}

/**
 * Where nothing can be written, a hold stays behind: it is nobody's when this process is over. So does that of what has not come
 * to be a run, by which it is known to be none, and cleared away by the next start.
 */
function letGo(folder: string): void {
  try {
    if (!isUnbegun(folder)) release(folder);
  } catch {
    // Whoever cannot write is told of that by saving.
  }
}
