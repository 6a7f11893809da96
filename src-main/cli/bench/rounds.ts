import type { Contender } from './contenders';
import { median, ratioOf, spreadOf, type Spread } from './statistics';
import type { Task } from './workloads';

/** Programs of others that ours are compared with. */
const PEERS: readonly string[] = ['PyTorch', 'ConvNetJS'];

/** What a contender reached at a task. */
export interface Row {
  readonly workload: Task['workload'];
  readonly what: Task['what'];
  /** Images at a time. */
  readonly batch: number;
  readonly contender: string;
  readonly lanes: number;
  readonly tuning?: string;
  readonly rounds: number;
  readonly imagesPerSecond: Spread;
  readonly gflops: Spread;
  /** Of the most that all its lanes can do, the part that the median is; null where that is not known. */
  readonly shareOfPeak: number | null;
  readonly ratioToPyTorch?: Spread;
  readonly ratioToConvNetJS?: Spread;
  /** Of the plain module to the relaxed one, on as many lanes. */
  readonly ratioToRelaxed?: Spread;
}

/** What the rounds gave for one contender. */
interface Measured {
  readonly contender: Contender;
  /** Images a second, of each round. */
  readonly rates: number[];
  /** GFLOP/s of a lane at its most, of each round. */
  readonly peaks: number[];
}

export interface RoundsOptions {
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly progress: (what: string) => void;
}

/** All contenders take turns, so that what slows the machine down for a while meets all of them. */
async function measureInTurns(contenders: readonly Contender[], options: RoundsOptions): Promise<Measured[]> {
  const all = contenders.map((contender) => ({ contender, rates: [] as number[], peaks: [] as number[] }));
  for (let round = 0; round < options.rounds; round++) {
    for (const { contender, rates, peaks } of all.filter(({ contender: { mostRounds } }) => round < mostRounds)) {
      options.progress(`round ${round + 1} of ${options.rounds}, ${contender.name} on ${contender.lanes}`);
      rates.push(await contender.measure(options.seconds));
      const peak = contender.peak();
      if (peak !== null) peaks.push(peak);
    }
  }
  return all;
}

/** The fastest of each team. */
function bestOfTeams(all: readonly Measured[]): Measured[] {
  const best = new Map<string, Measured>();
  for (const measured of all) {
    const { team } = measured.contender;
    const known = best.get(team);
    if (!known || median(measured.rates) > median(known.rates)) best.set(team, measured);
  }
  return [...best.values()];
}

function ratiosOf({ contender, rates }: Measured, all: readonly Measured[]): Partial<Row> {
  const { name, lanes } = contender;
  if (PEERS.includes(name)) return {};
  const to = (peer: string, onLanes?: number): Spread | undefined => {
    const found = all.find(({ contender: other }) => other.name === peer && (onLanes ?? other.lanes) === other.lanes);
    return found && ratioOf(rates, found.rates);
  };
  const [pyTorch, convNetJs] = [to('PyTorch'), to('ConvNetJS')];
  const relaxed = name === 'plain' ? to('relaxed', lanes) : undefined;
  return {
    ...(pyTorch && { ratioToPyTorch: pyTorch }),
    ...(convNetJs && { ratioToConvNetJS: convNetJs }),
    ...(relaxed && { ratioToRelaxed: relaxed }),
  };
}

/** The most that one lane of this kind has done at any time: all else that runs on a machine can only lower it. */
function peakOf(name: string, all: readonly Measured[]): number {
  return Math.max(...all.flatMap(({ contender, peaks }) => (contender.name === name ? peaks : [])));
}

function rowOf(task: Task, measured: Measured, all: readonly Measured[]): Row {
  const { name, lanes, batch, tuning } = measured.contender;
  const gflops = spreadOf(measured.rates.map((rate) => (rate * task.flops) / 1e9));
  const { workload, what } = task;
  return {
    ...{ workload, what, batch, contender: name, lanes, ...(tuning !== undefined && { tuning }) },
    rounds: measured.rates.length,
    imagesPerSecond: spreadOf(measured.rates),
    gflops,
    shareOfPeak: measured.peaks.length > 0 ? gflops.median / (lanes * peakOf(name, all)) : null,
    ...ratiosOf(measured, all),
  };
}

/** What the rounds gave for a task: a row for each contender, and what one lane can do at most, by kind of instructions. */
export interface TaskResult {
  readonly rows: readonly Row[];
  readonly peaks: ReadonlyMap<string, readonly number[]>;
}

/** Measures all contenders at a task, interleaved, and closes them. */
export async function measureTask(
  task: Task,
  contenders: readonly Contender[],
  options: RoundsOptions,
): Promise<TaskResult> {
  try {
    const best = bestOfTeams(await measureInTurns(contenders, options));
    const peaks = new Map<string, readonly number[]>();
    for (const { contender, peaks: own } of best) {
      if (own.length > 0) peaks.set(contender.name, [...(peaks.get(contender.name) ?? []), ...own]);
    }
    return { rows: best.map((measured) => rowOf(task, measured, best)), peaks };
  } finally {
    for (const contender of contenders) contender.close();
  }
}
