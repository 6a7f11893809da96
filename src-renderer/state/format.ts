// How numbers stand on screen, the same in every locale.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 55000 → "55,000" */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** What stands in place of a figure that is not known. */
export const NO_FIGURE = '–';

/** 0.9791 → "97.91 %" */
export function formatPercent(share: number, digits = 2): string {
  return Number.isNaN(share) ? NO_FIGURE : `${(100 * share).toFixed(digits)} %`;
}

/** Four decimals while they tell something: 0.05213 → "0.0521", 16.1181 → "16.12", 8.2e31 → "8.2e+31" */
export function formatLoss(loss: number): string {
  if (Number.isNaN(loss)) return NO_FIGURE;
  if (loss >= 1e5) return loss.toExponential(1);
  return loss.toFixed(loss < 10 ? 4 : 2);
}

/** A learning rate by three digits that tell something: 0.02, 0.0134, 1.6e-8 */
export function formatRate(rate: number): string {
  return rate !== 0 && rate < 1e-4 ? rate.toExponential(1).replace('.0e', 'e') : String(Number(rate.toPrecision(3)));
}

/** 17 → "17 s", 125 → "2 min 05 s", 4000 → "1 h 07 min" */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min ${two(total % 60)} s`;
  return `${Math.floor(total / 3600)} h ${two(Math.floor((total % 3600) / 60))} min`;
}

/** As exact as an estimate is: 17 → "17 s", 43 → "45 s", 125 → "2 min 10 s", 1000 → "17 min", 4000 → "1 h 05 min" */
export function roughDuration(seconds: number): string {
  const size = seconds < 20 ? 1 : seconds < 60 ? 5 : seconds < 600 ? 10 : seconds < 3600 ? 60 : 300;
  const rounded = Math.max(1, Math.round(seconds / size) * size);
  return formatDuration(rounded).replace(/ 00 s$/, '');
}

/** Milliseconds since 1970, in the time of this place: "26 Nov 2026, 03:58" */
export function formatMoment(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** "1 time", "2 times" */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
