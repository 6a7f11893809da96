import type { z } from 'zod';
import { formatCount } from './format';

/** Decimals with a point, 1e-3, and thousands as in 55,000; anything else is NaN. */
export function parseNumber(text: string): number {
  const plain = text.trim();
  if (/^\d{1,3}(,\d{3})+$/.test(plain)) return Number(plain.replaceAll(',', ''));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** As it stands in a field: counts with their thousands apart. */
export const shownNumber = (value: number): string => (Number.isInteger(value) ? formatCount(value) : String(value));

/** "a whole number from 1 to 4,096", "a number above 0, at most 10" */
export function rangeWords(schema: z.ZodNumber, most = schema.maxValue ?? Infinity): string {
  const kind = schema.format === 'safeint' ? 'a whole number' : 'a number';
  const least = schema.minValue ?? -Infinity;
  const lower = schema.safeParse(least).success
    ? `from ${shownNumber(least)} to`
    : `above ${shownNumber(least)}, at most`;
  return `${kind} ${lower} ${shownNumber(most)}`;
}
