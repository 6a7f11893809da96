import { cpus, loadavg } from 'node:os';
import { bestModule } from '../../../src-core/kernels/wasm/modules';
import { count, formatTable } from '../table';
import type { Row, TaskResult } from './rounds';
import { spreadOf, type Spread } from './statistics';

/** Everything that a benchmark found. */
export interface Report {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    /** Null outside of Electron. */
    readonly electron: string | null;
    /** Programs that wanted to compute in the minute before (Unix; 0 elsewhere): with others at work, figures are too low. */
    readonly load: number;
  };
  readonly date: string;
  /** The module that the app takes here. */
  readonly module: string;
  /** GFLOP/s of one lane in registers alone, by kind of instructions: of each measurement one value. */
  readonly peak: Readonly<Record<string, Spread>>;
  readonly rows: readonly Row[];
}

/** To be asked before anything is measured. */
export function describeMachine(): Report['machine'] {
  const processors = cpus();
  const { node = '', electron = null } = process.versions as Record<string, string | undefined>;
  const cpu = processors[0]?.model.trim() ?? 'unknown';
  return { cpu, cores: processors.length, node, electron, load: loadavg()[0] ?? 0 };
}

/** The report of what was measured until now. */
export function reportOf(machine: Report['machine'], results: readonly TaskResult[]): Report {
  const kinds = [...new Set(results.flatMap(({ peaks }) => [...peaks.keys()]))];
  const peaksOf = (kind: string): number[] => results.flatMap(({ peaks }) => [...(peaks.get(kind) ?? [])]);
  return {
    machine,
    date: new Date().toISOString(),
    module: bestModule().name,
    peak: Object.fromEntries(kinds.map((kind) => [kind, spreadOf(peaksOf(kind))])),
    rows: results.flatMap(({ rows }) => rows),
  };
}

const rate = (value: number): string => (value < 100 ? value.toFixed(1) : count(Math.round(value)));
const range = ({ min, max }: Spread, show: (value: number) => string): string => `${show(min)} – ${show(max)}`;
const times = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)}×`;
const share = (value: number | null): string => (value === null ? '' : `${(100 * value).toFixed(0)} %`);
const ratio = (value: Spread | undefined): string[] => (value ? [times(value.median), range(value, times)] : ['', '']);

function lineOf(row: Row): string[] {
  const what = row.what === 'one image' ? row.what : `${row.what}, batch ${row.batch}`;
  return [
    `${row.workload} ${what}`,
    `${row.contender}, ${row.lanes} ${row.lanes === 1 ? 'thread' : 'threads'}`,
    rate(row.imagesPerSecond.median),
    range(row.imagesPerSecond, rate),
    row.gflops.median.toFixed(1),
    share(row.shareOfPeak),
    ...ratio(row.ratioToPyTorch),
    row.ratioToConvNetJS ? times(row.ratioToConvNetJS.median) : '',
    row.ratioToRelaxed ? times(row.ratioToRelaxed.median) : '',
  ];
}

const HEADINGS = ['task', 'contender', 'images/s', 'min – max', 'GFLOP/s', 'of the peak'];
const RATIOS = ['to PyTorch', 'min – max', 'to ConvNetJS', 'to relaxed'];

/** Leaves out columns that have nothing but a heading. */
function withoutEmptyColumns(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.filter((_, column) => rows.slice(1).some((other) => other[column] !== '')));
}

/** A report for people. */
export function describeReport({ machine: { cpu, cores, node, load }, module, peak, rows }: Report): string {
  const title = `${cpu}, ${cores} processors, Node ${node}, ${module}; load before it began: ${load.toFixed(1)}`;
  const peaks = Object.entries(peak).map(
    ([kind, spread]) => `${kind} ${spread.median.toFixed(1)} (${range(spread, (value) => value.toFixed(1))})`,
  );
  const most = `the most that one thread can do in registers alone, GFLOP/s: ${peaks.join(', ') || 'not measured'}`;
  const table = formatTable(withoutEmptyColumns([[...HEADINGS, ...RATIOS], ...rows.map(lineOf)]));
  const tunings = rows.flatMap(({ workload, what, batch, contender, tuning }) =>
    tuning === undefined ? [] : [`${workload} ${what}, batch ${batch}: ${contender} with ${tuning}`],
  );
  return [title, most, '', table, ...(tunings.length > 0 ? ['', ...tunings] : [])].join('\n');
}
