/** An axis as a chart needs it: where it ends and which values are written. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
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

/**
 * Steps from 0. The axis grows with the run, so that the curve fills it from the first second on, and ends at the last
 * step of the run.
 */
export function stepAxis(step: number, totalSteps: number): Axis {
  const grown = roundUp(Math.max(step, 20));
  const max = totalSteps > 0 ? Math.min(grown, totalSteps) : grown;
  const distance = roundUp(max / 5);
  const ticks = Array.from({ length: Math.floor(max / distance) + 1 }, (_, i) => i * distance);
  // The end is always written; a tick too near to it gives way.
  if (max - (ticks.at(-1) ?? 0) < 0.2 * max) ticks.pop();
  return { min: 0, max, ticks: [...ticks, max] };
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
  return { min, max, ticks: logTicks(min, max) };
}

/** 1, 2 and 5 of each decade while there is room for them, else the decades. */
function logTicks(min: number, max: number): number[] {
  const ticks: number[] = [];
  for (let tick = min; tick <= max * 1.001; tick = roundUp(tick * 1.01)) ticks.push(tick);
  if (ticks.length <= 8) return ticks;
  return ticks.filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-6);
}

/** The first, the last, and of those between every second, or every third and so on, so that no more than `room` are left. */
export function thinTicks(ticks: readonly number[], room: number): readonly number[] {
  const parts = ticks.length - 1;
  const kept = Math.max(1, Math.min(parts, room - 1));
  const keep = Math.ceil(parts / kept);
  return ticks.filter((_, i) => i === parts || (i % keep === 0 && parts - i >= keep));
}

/** Shares in percent, always the whole way. */
export const shareAxis: Axis = { min: 0, max: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
