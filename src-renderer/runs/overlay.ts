import { positiveRange } from '../charts/axes';
import { FLOOR } from '../charts/step-points';
import type { Point, Quantity } from '../charts/quantity';
import type { Curve } from '../state/run-history';
import { meanOf } from '../state/run-entries';
import type { RunCourse } from '../state/run-course';
import { sameItems } from '../state/steady';

/** One of the things that are drawn over each other: a run, or the runs of a series in one colour. */
export interface Trace {
  /** Of the entry that it is of. */
  readonly key: string;
  /** Its place among what is compared, from 0: of its colour, and of its letter, which stands at the end of the line. */
  readonly place: number;
  readonly name: string;
  /** What is known so far. */
  readonly courses: readonly RunCourse[];
}

/** Whether nothing that is drawn of it has changed. */
export const sameTrace = (a: Trace, b: Trace): boolean =>
  a.key === b.key && a.place === b.place && a.name === b.name && sameItems(a.courses, b.courses);

/** Which images the curves are of. */
export type Part = 'training' | 'validation' | 'both';
/** What runs along the axis. */
export type Across = 'step' | 'epoch';

export interface OverlayLine {
  /** Place of its trace, which decides its look. */
  readonly place: number;
  /** `high`: the upper end of a band, whose lower end, `low`, is the next line. */
  readonly kind: 'raw' | 'smooth' | 'validation' | 'high' | 'low';
  readonly points: Point[];
}

/** More points than these are not to be seen: of what lies between two of them the smallest and the largest stay. */
const MOST_POINTS = 1200;

const known = new WeakMap<Float32Array, { readonly perUnit: number; readonly points: Point[] }>();

/** A value for each step, as points; `perUnit`: steps in a unit of the axis. */
export function pointsOf(values: Float32Array, perUnit: number): Point[] {
  const before = known.get(values);
  if (before?.perUnit === perUnit) return before.points;
  const size = Math.ceil((2 * values.length) / MOST_POINTS);
  const points = size <= 2 ? allPoints(values, perUnit) : extremes(values, perUnit, size);
  known.set(values, { perUnit, points });
  return points;
}

const point = (values: Float32Array, i: number, perUnit: number): Point => ({
  x: (i + 1) / perUnit,
  y: Math.max(FLOOR, values[i] ?? NaN),
});

const allPoints = (values: Float32Array, perUnit: number): Point[] =>
  Array.from(values, (_, i) => point(values, i, perUnit));

/** The smallest and the largest of each `size` values on end, in their order; the last one too, where the line ends. */
function extremes(values: Float32Array, perUnit: number, size: number): Point[] {
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += size) {
    const to = Math.min(values.length, from + size);
    let [low, high] = [from, from];
    for (let i = from; i < to; i++) {
      const value = values[i] ?? NaN;
      if (Number.isNaN(value)) continue;
      if (!((values[low] ?? NaN) <= value)) low = i; // also where that one is not known
      if (!((values[high] ?? NaN) >= value)) high = i;
    }
    points.push(point(values, Math.min(low, high), perUnit));
    if (low !== high) points.push(point(values, Math.max(low, high), perUnit));
  }
  const last = values.length - 1;
  if (points.at(-1)?.x !== (last + 1) / perUnit) points.push(point(values, last, perUnit));
  return points;
}

const perUnit = ({ stepsPerEpoch }: RunCourse, across: Across): number => (across === 'epoch' ? stepsPerEpoch : 1);

/** How a comparison is drawn. */
export interface Drawn {
  readonly part: Part;
  readonly across: Across;
  /** Whether each run of a series has lines of its own; else they have their mean, and a band from the least to the most. */
  readonly each: boolean;
}

/** What is drawn; the first is on top. */
export function linesOf(traces: readonly Trace[], quantity: Quantity, { part, across, each }: Drawn): OverlayLine[] {
  const isOne = ({ courses }: Trace): boolean => each || courses.length < 2;
  const [ones, many] = [traces.filter(isOne), traces.filter((trace) => !isOne(trace))];
  const spreads = many.map((trace) => ({ place: trace.place, ...spreadOf(trace, quantity, across) }));
  const linesOfEach = (kind: OverlayLine['kind'], points: (course: RunCourse) => Point[]): OverlayLine[] =>
    ones.flatMap(({ courses, place }) => courses.map((course) => ({ place, kind, points: points(course) })));
  const validation = [
    ...linesOfEach('validation', (course) => validationPoints(course, quantity, across)),
    ...spreads.map(({ place, validation: { mean } }) => ({ place, kind: 'validation' as const, points: mean })),
  ];
  const training = [
    ...linesOfEach('smooth', (course) => pointsOf(quantity.curve(course.curves).smooth, perUnit(course, across))),
    ...spreads.map(({ place, training: { mean } }) => ({ place, kind: 'smooth' as const, points: mean })),
    ...linesOfEach('raw', (course) => pointsOf(quantity.curve(course.curves).raw, perUnit(course, across))),
  ];
  const bands = spreads.flatMap(({ place, ...spread }) => {
    const { high, low } = part === 'validation' ? spread.validation : spread.training;
    return [
      { place, kind: 'high' as const, points: high },
      { place, kind: 'low' as const, points: low },
    ];
  });
  return [...(part === 'training' ? [] : validation), ...(part === 'validation' ? [] : training), ...bands];
}

/** Of several runs at each place: the least, the mean and the most. */
interface Spread {
  readonly low: Point[];
  readonly mean: Point[];
  readonly high: Point[];
}

/** What runs of a series say together, of those that have come so far. */
function spreadOf({ courses }: Trace, quantity: Quantity, across: Across): { training: Spread; validation: Spread } {
  const [first] = courses;
  const unit = first ? perUnit(first, across) : 1;
  const curves = courses.map((course) => quantity.curve(course.curves).smooth);
  const length = Math.max(...curves.map((curve) => curve.length));
  const apart = Math.max(1, Math.ceil((2 * length) / MOST_POINTS));
  const steps = Array.from({ length: Math.ceil(length / apart) }, (_, i) => Math.min(length, (i + 1) * apart));
  const checked = courses.map((course) => validationPoints(course, quantity, 'step'));
  const ends = [...new Set(checked.flatMap((points) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  return {
    training: spread(steps, unit, (step) => curves.map((curve) => curve[step - 1] ?? NaN)),
    validation: spread(ends, unit, (step) => checked.map((points) => points.find(({ x }) => x === step)?.y ?? NaN)),
  };
}

function spread(steps: readonly number[], unit: number, valuesAt: (step: number) => readonly number[]): Spread {
  const known = steps.map((step) => ({
    x: step / unit,
    values: valuesAt(step).filter((value) => !Number.isNaN(value)),
  }));
  const row = (read: (values: readonly number[]) => number): Point[] =>
    known.flatMap(({ x, values }) => (values.length === 0 ? [] : [{ x, y: Math.max(FLOOR, read(values)) }]));
  return { low: row((values) => Math.min(...values)), mean: row(meanOf), high: row((values) => Math.max(...values)) };
}

function validationPoints(course: RunCourse, quantity: Quantity, across: Across): Point[] {
  return course.curves.epochs.flatMap(({ step, validation }) =>
    validation ? [{ x: step / perUnit(course, across), y: Math.max(FLOOR, quantity.of(validation)) }] : [],
  );
}

/** How far the longest of them has come. */
export function lengthOf(traces: readonly Trace[], across: Across): number {
  const ends = traces.flatMap(({ courses }) =>
    courses.map((course) => course.curves.loss.raw.length / perUnit(course, across)),
  );
  return Math.max(0, ...ends);
}

/** What is so many times as large as most of the others has left their picture. */
const FAR_OUT = 100;

/**
 * The lines for which the axis has room: without those of traces that rise so far above most of the others, as a run that
 * diverges does, that nothing of these could be told apart.
 */
export function comparable(lines: readonly OverlayLine[]): readonly OverlayLine[] {
  const told = lines.filter(({ kind }) => kind !== 'raw');
  const places = [...new Set(told.map(({ place }) => place))];
  const highest = (place: number): number =>
    positiveRange(told.filter((line) => line.place === place).flatMap(({ points }) => points.map(({ y }) => y)))[1];
  const heights = places.map((place) => ({ place, height: highest(place) })).sort((a, b) => a.height - b.height);
  const usual = heights[Math.floor((heights.length - 1) / 2)]?.height ?? Infinity;
  const far = heights.filter(({ height }) => height > FAR_OUT * usual).map(({ place }) => place);
  return lines.filter(({ place }) => !far.includes(place));
}

/** The lines as one curve, for an axis that has room for all of them. */
export function envelope(lines: readonly OverlayLine[]): { readonly curve: Curve; readonly validation: Point[] } {
  const ofKind = (...kinds: OverlayLine['kind'][]): Point[] =>
    lines.filter((line) => kinds.includes(line.kind)).flatMap((line) => line.points);
  const valuesOf = (points: readonly Point[]): Float32Array => Float32Array.from(points, ({ y }) => y);
  const [raw, smooth] = [valuesOf(ofKind('raw', 'high', 'low')), valuesOf(ofKind('smooth'))];
  const validation = ofKind('validation');
  const isOfValidation = smooth.length === 0;
  const ofValidation = { raw: valuesOf(validation), smooth: valuesOf(validation), settled: 0 };
  return { curve: isOfValidation ? ofValidation : { raw, smooth, settled: 0 }, validation };
}

/** What a trace says at a place of the axis, of a series the mean; null where there is nothing. */
export interface TraceReading {
  readonly training: number | null;
  /** Of the last epoch that was over by then. */
  readonly validation: number | null;
}

/** `at`: where the axis is pointed at; null: at its end. */
export function readTrace({ courses }: Trace, quantity: Quantity, across: Across, at: number | null): TraceReading {
  const readings = courses.map((course) => {
    const { smooth } = quantity.curve(course.curves);
    const step = at === null ? smooth.length : Math.max(1, Math.round(at * perUnit(course, across)));
    const done = course.curves.epochs.filter((epoch) => epoch.step <= step && epoch.validation).at(-1)?.validation;
    return { training: smooth[step - 1] ?? null, validation: done ? quantity.of(done) : null };
  });
  return {
    training: meanOrNull(readings.map(({ training }) => training)),
    validation: meanOrNull(readings.map(({ validation }) => validation)),
  };
}

function meanOrNull(values: readonly (number | null)[]): number | null {
  const found = values.filter((value) => value !== null && !Number.isNaN(value)) as number[];
  return found.length === 0 ? null : meanOf(found);
}
