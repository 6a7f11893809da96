/** An axis as a chart needs it: where it ends and which values are written, given that there is room for so many. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: (room: number) => readonly number[];
  /** Of a tick of a horizontal axis, where it is not of steps. */
  readonly format?: (value: number) => string;
}

/** The first of 1, 2, 5 × 10ⁿ that is not below `value`; `value` > 0. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = [1, 2, 5].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The last of 1, 2, 5 × 10ⁿ that is not above `value`. */
function roundDown(value: number): number {
  return 1 / roundUp(1 / value);
}

/** 0 and the multiples of 1, 2 or 5 × 10ⁿ up to `max`, `room` of them at most, but two at least. */
function evenTicks(max: number, room: number): number[] {
  const distance = Math.min(roundUp(max / Math.max(1, room - 1)), roundDown(max));
  return Array.from({ length: Math.floor(max / distance + 1e-9) + 1 }, (_, i) => i * distance);
}

/**
 * Steps from 0. The axis grows with the run, so that the curve fills it from the first second on, and ends at the last
 * step of the run.
 */
export function stepAxis(step: number, totalSteps: number): Axis {
  const grown = roundUp(Math.max(step, 20));
  return wholeAxis(totalSteps > 0 ? Math.min(grown, totalSteps) : grown);
}

/** From 0 to a whole number of what has no halves; more than six labels tell nothing more. */
export function wholeAxis(max: number): Axis {
  return { min: 0, max, ticks: (room) => evenTicks(max, Math.min(room, 6, max + 1)) };
}

/** 500 → "500", 2500 → "2.5k", 1000000 → "1M" */
export function formatSteps(steps: number): string {
  if (steps >= 1e6) return `${Number((steps / 1e6).toFixed(2))}M`;
  return steps >= 1000 ? `${Number((steps / 1000).toFixed(2))}k` : String(steps);
}

/** Smallest and largest of the values that a logarithm knows; (∞, 0) when there are none. */
export function positiveRange(values: Iterable<number>): [low: number, high: number] {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (value > 0 && value < low) low = value;
    if (value > high && value < Infinity) high = value;
  }
  return [low, high];
}

/** A logarithmic axis from 1, 2 or 5 × 10ⁿ to such a number, with some air around a range; a decade at least. */
export function logAxis(low: number, high: number): Axis {
  const max = low <= high ? roundUp(high * 1.2) : 5;
  const min = low <= high ? Math.min(roundDown(low / 1.2), max / 10) : 0.1;
  return { min, max, ticks: (room) => logTicks(min, max, room) };
}

/** 1, 2 and 5 of each decade where there is room for them; else the decades, or every second of them and so on. */
function logTicks(min: number, max: number, room: number): number[] {
  const all: number[] = [];
  for (let tick = min; tick <= max * 1.001; tick = roundUp(tick * 1.01)) all.push(tick);
  if (all.length <= room) return all;
  const decades = all.filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-6);
  return thin(decades.length > 1 ? decades : all, room);
}

/** Every second, or every third and so on, from the first on, so that no more than `room` are left, but two at least. */
function thin(ticks: readonly number[], room: number): number[] {
  const keep = Math.ceil((ticks.length - 1) / Math.max(1, room - 1));
  return ticks.filter((_, i) => i % keep === 0);
}

/** Where an axis of shares may begin, and how far apart its labels are then, so that each is a whole number of percent. */
const SHARE_STARTS = [
  { from: 0.95, fine: 0.01, coarse: 0.05 },
  { from: 0.9, fine: 0.02, coarse: 0.05 },
  { from: 0.8, fine: 0.05, coarse: 0.1 },
  { from: 0.5, fine: 0.1, coarse: 0.25 },
  { from: 0, fine: 0.2, coarse: 0.5 },
] as const;

/** Shares in percent, the whole way. */
export const shareAxis: Axis = shareAxisFrom(0);

/** Shares in percent, from the highest round number that is not above `low`. */
export function fittedShareAxis(low: number): Axis {
  return shareAxisFrom(SHARE_STARTS.find(({ from }) => from <= low)?.from ?? 0);
}

function shareAxisFrom(min: (typeof SHARE_STARTS)[number]['from']): Axis {
  return { min, max: 1, ticks: (room) => shareTicks(min, room) };
}

function shareTicks(min: number, room: number): number[] {
  const { fine, coarse } = SHARE_STARTS.find(({ from }) => from === min) ?? { fine: 0.2, coarse: 0.5 };
  const distance = room > Math.round((1 - min) / fine) ? fine : coarse;
  const count = Math.round((1 - min) / distance);
  return Array.from({ length: count + 1 }, (_, i) => min + (i * (1 - min)) / count);
}
