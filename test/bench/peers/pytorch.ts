import type { Contender } from '../../../src-main/cli/bench/contenders';
import type { Task } from '../../../src-main/cli/bench/workloads';
import { TorchProcess, type TorchQuestion, type TorchSetup } from './torch-process';

/** Seconds of each measurement by which PyTorch is tuned. */
const TUNING_SECONDS = 0.2;
/** Ways that are tried again, and how often: one measurement alone may have met a bad moment. */
const FINALISTS = { count: 2, again: 2 };

/** One way of doing a task. */
interface Way {
  readonly torch: TorchProcess;
  readonly channelsLast: boolean;
  readonly rates: number[];
}

const best = ({ rates }: Way): number => Math.max(...rates);

function describe({ torch: { setup }, channelsLast }: Way): string {
  const { threads, capability, waiting } = setup;
  return [
    threads === 1 ? '1 thread' : `${threads} threads, ${waiting} waiting`,
    channelsLast ? 'channels last' : 'channels first',
    capability === null ? 'instructions of its own choice' : `${capability} at most`,
  ].join(', ');
}

function setups(mostThreads: number): TorchSetup[] {
  const capabilities = process.arch === 'x64' ? ([null, 'avx2'] as const) : ([null] as const);
  const alone = { threads: 1, waiting: 'active' } as const;
  const together = (['active', 'passive'] as const).map((waiting) => ({ threads: mostThreads, waiting }));
  return capabilities.flatMap((capability) =>
    [alone, ...(mostThreads > 1 ? together : [])].map((threads) => ({ ...threads, capability })),
  );
}

/** PyTorch in several processes, one for each way of setting it up. */
export class PyTorch {
  readonly version: string;
  readonly #processes: readonly TorchProcess[];
  readonly #mnist: string;

  private constructor(version: string, processes: readonly TorchProcess[], mnist: string) {
    this.version = version;
    this.#processes = processes;
    this.#mnist = mnist;
  }

  /** `python` has PyTorch; `mnist` is the folder of the images; it may use one thread or up to `mostThreads`. */
  static async start(python: string, mnist: string, mostThreads: number): Promise<PyTorch> {
    const started = [];
    for (const setup of setups(mostThreads)) started.push(await TorchProcess.start(python, setup));
    return new PyTorch(
      started[0].version,
      started.map(({ torch }) => torch),
      mnist,
    );
  }

  /**
   * Finds the fastest way for each size of batch of a task on one thread and on several: with those PyTorch takes part, and
   * the rounds tell which is the best.
   */
  async contenders(task: Task): Promise<Contender[]> {
    const contenders: Contender[] = [];
    for (const batch of task.batches) {
      for (const threads of new Set(this.#processes.map(({ setup }) => setup.threads))) {
        contenders.push(this.#contender(await this.#tune(task, batch, threads), task, batch));
      }
    }
    return contenders;
  }

  #contender(way: Way, task: Task, batch: number): Contender {
    const { threads } = way.torch.setup;
    return {
      ...{ name: 'PyTorch', team: 'PyTorch', lanes: threads, batch, mostRounds: Infinity, tuning: describe(way) },
      measure: (seconds) => this.#measure(way, task, batch, seconds),
      peak: () => null,
      close: () => undefined,
    };
  }

  async #tune(task: Task, batch: number, threads: number): Promise<Way> {
    const ways = this.#processes
      .filter(({ setup }) => setup.threads === threads)
      .flatMap((torch) => [true, false].map((channelsLast): Way => ({ torch, channelsLast, rates: [] })));
    const tryAll = async (some: readonly Way[]): Promise<void> => {
      for (const way of some) way.rates.push(await this.#measure(way, task, batch, TUNING_SECONDS));
    };
    await tryAll(ways);
    const finalists = ways.sort((a, b) => best(b) - best(a)).slice(0, FINALISTS.count);
    for (let i = 0; i < FINALISTS.again; i++) await tryAll(finalists);
    return finalists.reduce((a, b) => (best(b) > best(a) ? b : a));
  }

  #measure({ torch, channelsLast }: Way, task: Task, batch: number, seconds: number): Promise<number> {
    const { what, network, settings } = task;
    const question = { what, network, optimizer: settings.optimizer, batch, channelsLast, seconds };
    return torch.ask({ ...question, mnist: this.#mnist } satisfies TorchQuestion);
  }
}
