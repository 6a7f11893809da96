import {
  MessageChannel,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
  type MessagePort,
} from 'node:worker_threads';
import type { LiveSettings } from '../../src-core/architecture/live-settings';
import type { LaneSetup } from '../../src-core/kernels/wasm';
import type { LaneTask, PredictionTask, WorkerMessage, WorkerTask } from './worker-messages';

// The only file that knows worker_threads: who starts workers and who runs in one both come here.

/** What a worker asks to be started for it. The lane takes its setup from the port: so nobody between them ever holds the memory. */
interface LaneOrder {
  readonly kind: 'lane';
  readonly lane: number;
  readonly setup: MessagePort;
  readonly lowPriority: boolean;
}

/** A worker at work. */
export interface WorkerHandle {
  /** Ends it wherever it is. No message comes afterwards. */
  terminate(): void;
}

/** A worker that trains. */
export interface TrainingHandle extends WorkerHandle {
  /** Settings to go on by; it looks for them when it is commanded something (`Control.repeat`). */
  change(settings: LiveSettings): void;
}

/** A worker that waits for work. */
export interface StandingWorkerHandle {
  give(task: PredictionTask): void;
}

/**
 * Starts a thread for a task; `file` is training-worker.js as the build made it. Should the thread die, or one of its lanes,
 * that comes as a `died` message, the last.
 */
export function startWorker(
  file: string,
  task: WorkerTask,
  onMessage: (message: WorkerMessage) => void,
): TrainingHandle {
  let hear = onMessage;
  const worker = launch(file, task, (message) => {
    hear(message);
  });
  return {
    change: (settings) => {
      worker.postMessage(settings);
    },
    terminate: () => {
      hear = () => undefined;
      void worker.terminate();
    },
  };
}

/** The same for a thread that stays, for what it is given one after the other. It does not keep the program running. */
export function startStandingWorker(
  file: string,
  task: WorkerTask,
  onMessage: (message: WorkerMessage) => void,
): StandingWorkerHandle {
  const worker = launch(file, task, onMessage);
  worker.unref();
  return {
    give: (work) => {
      worker.postMessage(work);
    },
  };
}

/** A worker, with the lanes that it asks for, which end with it; without one of them it would wait for ever. */
function launch(file: string, task: WorkerTask, onMessage: (message: WorkerMessage) => void): Worker {
  const worker = new Worker(file, { workerData: task });
  const lanes: Worker[] = [];
  const onDeath = (fault: string): void => {
    end(worker);
    for (const lane of lanes) end(lane);
    onMessage({ kind: 'died', message: `A thread ended by a fault of the program${fault}.` });
  };
  worker.on('message', (message: WorkerMessage | LaneOrder) => {
    if (message.kind === 'lane') lanes.push(watch(startLane(file, message), onDeath));
    else onMessage(message);
  });
  worker.on('exit', () => {
    for (const lane of lanes) end(lane);
  });
  return watch(worker, onDeath);
}

/** One that has done its task ends by 0; every other end is told. */
function watch(worker: Worker, onDeath: (fault: string) => void): Worker {
  let fault = '';
  worker.on('error', (error) => {
    fault = `: ${error.message}`;
  });
  worker.on('exit', (code) => {
    if (code !== 0) onDeath(fault);
  });
  return worker;
}

function end(worker: Worker): void {
  worker.removeAllListeners();
  // What it may still throw is nobody's any more; unheard it would end the whole process.
  worker.on('error', () => undefined);
  void worker.terminate();
}

function startLane(file: string, order: LaneOrder): Worker {
  const lane = new Worker(file, { workerData: order, transferList: [order.setup] });
  lane.unref();
  return lane;
}

/** An order for each lane but the first, which is the caller's own. */
function ordersFor(setup: LaneSetup, lowPriority: boolean): LaneOrder[] {
  return Array.from({ length: setup.lanes - 1 }, (_, i) => {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(setup);
    return { kind: 'lane', lane: i + 1, setup: port2, lowPriority };
  });
}

/**
 * Starts the lanes of the first thread of a program; `file` as above. They sleep while there is nothing to do, and do not keep
 * the program running.
 */
export function startLanes(file: string, setup: LaneSetup): WorkerHandle {
  const workers = ordersFor(setup, false).map((order) => startLane(file, order));
  return {
    terminate: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** What a worker has to do with the one that started it. */
export interface WorkerSide {
  readonly task: WorkerTask | LaneTask;
  /** Tells of it. */
  readonly post: (message: WorkerMessage) => void;
  /** Waits for what comes afterwards. */
  readonly listen: (take: (work: PredictionTask) => void) => void;
  /** Looks for it; null: there is none. */
  readonly nextChange: () => LiveSettings | null;
  /**
   * Lanes for it, which have its priority. They are started by the one that started it: where a worker that has workers of its
   * own is ended, Node may abort the whole process.
   */
  readonly askForLanes: (setup: LaneSetup) => void;
}

/** For the worker itself. */
export function workerSide(): WorkerSide {
  return {
    task: taskOf(workerData as WorkerTask | LaneOrder),
    post: (message) => parentPort?.postMessage(message),
    listen: (take) => parentPort?.on('message', take),
    nextChange: () => {
      const received = parentPort && receiveMessageOnPort(parentPort);
      return received ? (received.message as LiveSettings) : null;
    },
    askForLanes: (setup) => {
      for (const order of ordersFor(setup, true)) parentPort?.postMessage(order, [order.setup]);
    },
  };
}

function taskOf(sent: WorkerTask | LaneOrder): WorkerTask | LaneTask {
  if (sent.kind !== 'lane') return sent;
  const { kind, lane, setup, lowPriority } = sent;
  return { kind, lane, setup: receiveMessageOnPort(setup)?.message as LaneSetup, lowPriority };
}
