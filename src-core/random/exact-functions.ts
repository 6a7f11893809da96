// Math.sin, cos and exp may differ in their last bits between versions of V8, and "same seed, same bytes" has to hold on
// all of them. These take only + − × ÷, which are exact to the bit everywhere.

const RADIANS = 3.141592653589793 / 180;

/** Taylor's series of sin(t) / t and cos(t) in t²; for |t| ≤ π/4 what is left out is below 1e-16. */
const SIN = [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800, 1 / 6227020800, -1 / 1307674368000];
const COS = [1, -1 / 2, 1 / 24, -1 / 720, 1 / 40320, -1 / 3628800, 1 / 479001600, -1 / 87178291200, 1 / 20922789888000];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

/** Sine of an angle in degrees; exact at multiples of 90. */
export function sinDegrees(degrees: number): number {
  return quarterSine(degrees, 0);
}

/** Cosine of an angle in degrees; exact at multiples of 90. */
export function cosDegrees(degrees: number): number {
  return quarterSine(degrees, 1);
}

/** sin(degrees + 90 · quarters), from the angle to the nearest quarter turn. */
function quarterSine(degrees: number, quarters: number): number {
  const turns = Math.round(degrees / 90);
  const t = (degrees - 90 * turns) * RADIANS;
  switch ((turns + quarters) & 3) {
    case 0:
      return t * polynomial(SIN, t * t);
    case 1:
      return polynomial(COS, t * t);
    case 2:
      return -t * polynomial(SIN, t * t);
    default:
      return -polynomial(COS, t * t);
  }
}

/** Halvings of the argument, so that the series meets at most 1/8 for t ≤ 8; squaring undoes them. */
const HALVINGS = 6;
const EXP = [1, -1, 1 / 2, -1 / 6, 1 / 24, -1 / 120, 1 / 720, -1 / 5040, 1 / 40320, -1 / 362880, 1 / 3628800];

/** e^−t for 0 ≤ t ≤ 8, to about 13 digits. */
export function expNegative(t: number): number {
  let result = polynomial(EXP, t / 2 ** HALVINGS);
  for (let i = 0; i < HALVINGS; i++) result *= result;
  return result;
}
