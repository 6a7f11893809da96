import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stroke } from '../../src-core/data/drawing/stroke';

interface PenDigit {
  readonly label: number;
  readonly writer: number;
  readonly strokes: readonly Stroke[];
}

/** 300 digits that 30 people wrote on a tablet; test/fixtures/pen-strokes/README.md tells where they come from. */
export const penDigits = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/pen-strokes/pendigits-300.json'), 'utf8'),
) as readonly PenDigit[];

/** The strokes of the `index`-th of those with this label. */
export function penDigit(label: number, index = 0): readonly Stroke[] {
  const found = penDigits.filter((digit) => digit.label === label).at(index);
  if (!found) throw new Error(`there is no pen digit ${label} number ${index}`);
  return found.strokes;
}
