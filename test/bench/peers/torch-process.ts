import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { NetworkSpec } from '../../../src-core/architecture/network-spec';
import type { OptimizerSpec } from '../../../src-core/architecture/optimizer-spec';
import type { Task } from '../../../src-main/cli/bench/workloads';

/** What decides a process of PyTorch, and cannot be changed while it lives. */
export interface TorchSetup {
  readonly threads: number;
  /** Instructions that it may use at most; null: its own choice. */
  readonly capability: 'avx2' | null;
  /** How its threads wait for each other. */
  readonly waiting: 'active' | 'passive';
}

/** What pytorch.py is asked. */
export interface TorchQuestion {
  readonly what: Task['what'];
  readonly network: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  readonly batch: number;
  readonly channelsLast: boolean;
  readonly seconds: number;
  readonly mnist: string;
}

function environmentOf({ threads, capability, waiting }: TorchSetup): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OMP_NUM_THREADS: `${threads}`,
    OPENBLAS_NUM_THREADS: `${threads}`,
    MKL_NUM_THREADS: `${threads}`,
    ...(waiting === 'passive' && { OMP_WAIT_POLICY: 'passive' }),
    ...(capability && { ATEN_CPU_CAPABILITY: capability }),
  };
}

/**
 * pytorch.py at work, until this program ends. Between two questions it is stopped, so that none of its threads runs while
 * others are measured.
 */
export class TorchProcess {
  readonly setup: TorchSetup;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(python: string, setup: TorchSetup) {
    this.setup = setup;
    this.#child = spawn(python, ['test/bench/peers/pytorch.py'], {
      env: environmentOf(setup),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    process.on('exit', () => this.#child.kill('SIGKILL')); // the only signal that ends a stopped process
    this.#child.stdin.on('error', () => undefined); // that it is gone is noticed when its answer does not come
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** Resolves when PyTorch is there. */
  static async start(python: string, setup: TorchSetup): Promise<{ torch: TorchProcess; version: string }> {
    const torch = new TorchProcess(python, setup);
    const { version } = (await torch.#answer()) as { version: string };
    return { torch, version };
  }

  /** Images a second. */
  async ask(question: TorchQuestion): Promise<number> {
    this.#signal('SIGCONT');
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    const { imagesPerSecond } = (await this.#answer()) as { imagesPerSecond: number };
    return imagesPerSecond;
  }

  /** Windows knows neither: there every signal ends a process. */
  #signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (process.platform !== 'win32') this.#child.kill(signal);
  }

  async #answer(): Promise<unknown> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('PyTorch ended without an answer');
    this.#signal('SIGSTOP');
    return JSON.parse(line.value);
  }
}
