import { app, BrowserWindow, MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { join } from 'node:path';
import type { TrainerEnd } from '../../src-core/protocol/bridge';
import {
  FIRST_TRAINER,
  trainerNewsSchema,
  type Activity,
  type TrainerOrder,
} from '../../src-core/protocol/trainer-process';
import { CONNECT_CHANNEL, PORT_CHANNEL, TRAINER_END_CHANNEL } from '../preload/channels';
import { answer, nothing } from './answer';
import { Restarts } from './restarts';

/** How long a run may take to stand still and to be saved before the program ends without that, milliseconds. */
const PATIENCE = 5000;

/** The folder of the MNIST files: beside the code in development, in the resources of a packaged app. */
function dataFolder(): string {
  return app.isPackaged ? join(process.resourcesPath, 'mnist') : join(app.getAppPath(), 'resources/mnist');
}

function fork(isFirst: boolean): UtilityProcess {
  const args = [dataFolder(), join(app.getPath('userData'), 'runs'), ...(isFirst ? [FIRST_TRAINER] : [])];
  return utilityProcess.fork(join(__dirname, 'trainer.js'), args, {
    serviceName: 'Kernelsmith trainer',
    stdio: 'inherit',
  });
}

const order = (process: UtilityProcess, message: TrainerOrder, ports: Electron.MessagePortMain[] = []): void =>
  process.postMessage(message, ports);

/** The trainer's process: hands every page that asks a direct line to it, and knows what it does and whether it is there. */
export class Trainer {
  readonly #follow: (activity: Activity | null) => void;
  readonly #restarts = new Restarts();
  #process: UtilityProcess | null = null;
  /** There was none before it since the program began. */
  #isFirst = true;
  #activity: Activity | null = null;
  /** Of the newest checkpoint of the process that ended last, although nobody had asked it to. */
  #savedStep: number | null = null;
  #settled: () => void = () => undefined;
  /** Set when the program ends: so may the process. */
  #settling: Promise<void> | null = null;

  /** `follow` is told what it does; null: it is not there any more. */
  constructor(follow: (activity: Activity | null) => void) {
    this.#follow = follow;
  }

  /** What it is doing, as far as is known. */
  get activity(): Activity | null {
    return this.#activity;
  }

  /** Whether the program ends. */
  get over(): boolean {
    return this.#settling !== null;
  }

  setup(): void {
    this.#start();
    answer(CONNECT_CHANNEL, nothing, (_params, window) => window && this.#connect(window.webContents));
  }

  /** Resolves when nothing of a run would be lost by the end of the process, or when that takes too long. */
  settle(): Promise<void> {
    return (this.#settling ??= new Promise((resolve) => {
      this.#settled = resolve;
      setTimeout(resolve, PATIENCE);
      if (this.#process) order(this.#process, { kind: 'settle' });
      else resolve();
    }));
  }

  #start(): UtilityProcess {
    const process = fork(this.#isFirst);
    this.#isFirst = false;
    process.on('message', (message: unknown) => this.#hear(message));
    process.on('exit', () => this.#ended());
    return (this.#process = process);
  }

  /** A process that has ended is started anew for a page that asks, unless it is to rest: then its end is told. */
  #connect(page: Electron.WebContents): TrainerEnd | null {
    if (!this.#process && this.#end.rest > 0) return this.#end;
    const { port1, port2 } = new MessageChannelMain();
    order(this.#process ?? this.#start(), { kind: 'connect' }, [port1]);
    page.postMessage(PORT_CHANNEL, null, [port2]);
    return null;
  }

  /** How the last process ended, as it is now. */
  get #end(): TrainerEnd {
    return { savedStep: this.#savedStep, rest: this.#restarts.rest(performance.now()) };
  }

  #hear(message: unknown): void {
    const news = trainerNewsSchema.safeParse(message);
    if (!news.success) return;
    if (news.data.kind === 'settled') this.#settled();
    else this.#follow((this.#activity = news.data));
  }

  #ended(): void {
    this.#process = null;
    this.#settled();
    if (this.over) return;
    this.#restarts.ended(performance.now());
    if (this.#activity) this.#savedStep = this.#activity.savedStep; // else it has not come to anything
    this.#follow((this.#activity = null));
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(TRAINER_END_CHANNEL, this.#end);
  }
}
