import { describe, expect, it } from 'vitest';
import { ACCURACY, LOSS } from '../../../src-renderer/charts/quantity';
import {
  comparable,
  envelope,
  lengthOf,
  linesOf,
  pointsOf,
  readTrace,
  type Trace,
} from '../../../src-renderer/runs/overlay';
import { courseOf } from '../../../src-renderer/state/run-course';
import { recordOf, runOf } from '../support/runs';

const epoch = (number: number, step: number, accuracy: number) => ({
  ...{ epoch: number, step, train: { count: 100, loss: 0.5, accuracy: 0.5 } },
  validation: { count: 50, loss: 1 - accuracy, accuracy, confusion: [] },
});
const course = courseOf({ ...recordOf(runOf()), epochs: [epoch(1, 5, 0.8), epoch(2, 10, 0.9)] });
const other = courseOf({ ...recordOf(runOf()), epochs: [epoch(1, 5, 0.6), epoch(2, 10, 0.7)] });
const traceAt = (place: number, ...courses: (typeof course)[]): Trace => ({ key: 'a', place, name: 'a', courses });
const trace = (...courses: (typeof course)[]): Trace => traceAt(0, ...courses);

describe('points', () => {
  it('are all there while there are few', () => {
    expect(pointsOf(Float32Array.of(3, 2, 1), 1)).toEqual([
      { x: 1, y: 3 },
      { x: 2, y: 2 },
      { x: 3, y: 1 },
    ]);
    expect(pointsOf(Float32Array.of(3, 2), 4)[1]).toEqual({ x: 0.5, y: 2 });
  });

  it('of many steps keep the extremes and the ends, in order', () => {
    const values = Float32Array.from({ length: 60_000 }, (_, i) => 1 + Math.sin(i) / 4);
    values[31_234] = 9;
    values[31_235] = 0.01;
    const points = pointsOf(values, 1);
    expect(points.length).toBeLessThan(1300);
    expect(points).toContainEqual({ x: 31_235, y: 9 });
    expect(points.find(({ x }) => x === 31_236)?.y).toBeCloseTo(0.01);
    expect(points.at(-1)?.x).toBe(60_000);
    expect(points.every(({ x }, i) => i === 0 || x > points[i - 1].x)).toBe(true);
  });

  it('keep the extremes of what is known, whatever was lost around it', () => {
    const values = Float32Array.from({ length: 6000 }, (_, i) => (i % 10 === 0 ? NaN : 1));
    values[4] = 9;
    values[5999] = NaN;
    expect(pointsOf(values, 1)).toContainEqual({ x: 5, y: 9 });
  });

  it('of a loss of zero have a place on a logarithmic axis', () => {
    expect(pointsOf(Float32Array.of(0), 1)[0].y).toBeGreaterThan(0);
  });

  it('are made once', () => {
    const values = Float32Array.of(1, 2);
    expect(pointsOf(values, 1)).toBe(pointsOf(values, 1));
    expect(pointsOf(values, 2)).not.toBe(pointsOf(values, 1));
  });
});

it('validation lies over the smooth curve, that over the single batches', () => {
  expect(linesOf([trace(course)], LOSS, { part: 'both', across: 'step', each: true }).map(({ kind }) => kind)).toEqual([
    'validation',
    'smooth',
    'raw',
  ]);
  expect(
    linesOf([trace(course)], LOSS, { part: 'validation', across: 'step', each: true }).map(({ kind }) => kind),
  ).toEqual(['validation']);
  expect(
    linesOf([trace(course, other), traceAt(1, course)], LOSS, { part: 'training', across: 'step', each: true }).map(
      ({ place }) => place,
    ),
  ).toEqual([0, 0, 1, 0, 0, 1]);
});

describe('a series', () => {
  const part = 'both';
  const drawn = { part, across: 'step', each: false } as const;
  const row = (values: number[]) => courseOf({ ...recordOf(runOf()), losses: Float32Array.from(values), epochs: [] });

  it('is its mean, over a band from the least to the most, of the runs that have come so far', () => {
    const lines = linesOf([trace(row([4, 4, 4]), row([2, 2]))], LOSS, drawn);
    expect(lines.map(({ kind }) => kind)).toEqual(['validation', 'smooth', 'high', 'low']);
    expect(lines.map(({ points }) => points.map(({ y }) => y))).toEqual([[], [3, 3, 4], [4, 4, 4], [2, 2, 4]]);
  });

  it('has means of its validations, and the band of them where nothing else is drawn', () => {
    const [mean, high, low] = linesOf([trace(course, other)], ACCURACY, {
      ...drawn,
      part: 'validation',
      across: 'epoch',
    });
    expect(mean.points.map(({ x }) => x)).toEqual([1, 2]);
    expect(mean.points[1].y).toBeCloseTo(0.8);
    expect([high.kind, high.points[1].y, low.kind, low.points[1].y]).toEqual(['high', 0.9, 'low', 0.7]);
  });

  it('of many steps has no more points than are to be seen, the last among them', () => {
    const long = row(Array.from({ length: 50_000 }, () => 1));
    const [, smooth] = linesOf([trace(long, long)], LOSS, drawn);
    expect(smooth.points.length).toBeLessThan(700);
    expect(smooth.points.at(-1)?.x).toBe(50_000);
  });
});

it('over epochs, an epoch is one long, whatever its steps', () => {
  expect(lengthOf([trace(course)], 'step')).toBe(10);
  expect(lengthOf([trace(course)], 'epoch')).toBe(2);
  const [validation] = linesOf([trace(course)], ACCURACY, { part: 'validation', across: 'epoch', each: true });
  expect(validation.points).toEqual([
    { x: 1, y: 0.8 },
    { x: 2, y: 0.9 },
  ]);
});

it('a trace is read at its end, or where it is pointed at; of a series the mean', () => {
  expect(readTrace(trace(course), ACCURACY, 'step', null).validation).toBe(0.9);
  expect(readTrace(trace(course), ACCURACY, 'step', 7).validation).toBe(0.8);
  expect(readTrace(trace(course), ACCURACY, 'step', 3).validation).toBeNull();
  expect(readTrace(trace(course), LOSS, 'step', 11)).toEqual({
    training: null,
    validation: course.curves.epochs[1].validation!.loss,
  });
  expect(readTrace(trace(course, other), ACCURACY, 'epoch', 2).validation).toBeCloseTo(0.8);
});

it('a trace whose figures were lost is not read', () => {
  const lost = courseOf({ ...recordOf(runOf()), losses: new Float32Array(10).fill(NaN) });
  expect(readTrace(trace(lost), LOSS, 'step', null).training).toBeNull();
  expect(readTrace(trace(lost, course), LOSS, 'step', 1).training).toBeCloseTo(1);
});

it('the axis has room for all lines', () => {
  const { curve, validation } = envelope(linesOf([trace(course)], LOSS, { part: 'both', across: 'step', each: true }));
  expect(Math.max(...curve.raw)).toBe(1);
  expect(validation).toHaveLength(2);
});

it('a run that diverged leaves the picture of the others, but not its own', () => {
  const diverged = courseOf({ ...recordOf(runOf()), losses: Float32Array.of(2, 3, 1e10) });
  const placesOf = (...traces: Trace[]) => [
    ...new Set(
      comparable(linesOf(traces, LOSS, { part: 'both', across: 'step', each: true })).map(({ place }) => place),
    ),
  ];
  expect(placesOf(traceAt(0, course), traceAt(1, diverged), traceAt(2, other))).toEqual([0, 2]);
  expect(placesOf(traceAt(0, diverged), traceAt(1, course))).toEqual([1]);
  expect(placesOf(trace(diverged))).toEqual([0]);
  expect(placesOf()).toEqual([]);
});
