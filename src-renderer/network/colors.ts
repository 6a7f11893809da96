/** Colours as a canvas keeps them: 0xAABBGGRR, what `Uint32Array` makes of RGBA bytes on every machine that runs Chromium. */
export interface Ramp {
  /** From −1 to 1 in equal steps, 0 in the middle. */
  readonly colors: Uint32Array;
  /** Where values are still to come. */
  readonly empty: number;
}

/** Steps on each side of zero. */
const STEPS = 255;

type Rgb = readonly [number, number, number];

/** Of "#rrggbb" or, as a build shortens it, "#rgb". */
function parse(hex: string): Rgb {
  const digits = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
  const value = Number.parseInt(digits.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function pack([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

function mix(from: Rgb, to: Rgb, share: number): number {
  const between = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * share);
  return pack([between(0), between(1), between(2)]);
}

/** From `negative` through `zero` to `positive`; colours as "#rrggbb". */
export function divergingRamp(negative: string, zero: string, positive: string, empty: string): Ramp {
  const [below, middle, above] = [parse(negative), parse(zero), parse(positive)];
  const colors = Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) =>
    mix(middle, i < STEPS ? below : above, Math.abs(i - STEPS) / STEPS),
  );
  return { colors, empty: pack(parse(empty)) };
}

/** Colour of `value` where ±`scale` (not 0) has the full one; none, so that a hole is seen, for what is not a number. */
export function colorOf({ colors }: Ramp, value: number, scale: number): number {
  return colors[Math.round(Math.max(-1, Math.min(1, value / scale)) * STEPS) + STEPS] ?? 0;
}

/** The largest absolute value of those that are numbers. */
export function symmetricScale(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}

/** The ramps of the present theme: for signed values, and for images as MNIST has them. */
export interface Ramps {
  readonly signed: Ramp;
  readonly image: Ramp;
}

export function readRamps(element: Element): Ramps {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const [paper, empty] = [token('paper'), token('glyph')];
  return {
    signed: divergingRamp(token('negative'), token('zero'), token('positive'), empty),
    image: divergingRamp(paper, paper, token('pen'), empty),
  };
}
