/** How far a splitter can go, CSS pixels. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** In which direction a splitter moves, and which way along it (right or down: 1) makes its pane larger. */
export interface Direction {
  readonly axis: 'x' | 'y';
  readonly grows: 1 | -1;
}

/** What an arrow key moves a splitter by, CSS pixels; with Shift, more. */
const STEP = 8;
const LARGE_STEP = 48;
const KEYS = { x: { back: 'ArrowLeft', forth: 'ArrowRight' }, y: { back: 'ArrowUp', forth: 'ArrowDown' } } as const;

export function withinRange(value: number, { min, max }: Range): number {
  return Math.round(Math.min(max, Math.max(min, value)));
}

/** The size to which a key takes the pane from `value`; null for a key that means nothing to its splitter. */
export function keyTarget(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  value: number,
  range: Range,
  { axis, grows }: Direction,
): number | null {
  const step = grows * (shiftKey ? LARGE_STEP : STEP);
  switch (key) {
    case KEYS[axis].forth:
      return withinRange(value + step, range);
    case KEYS[axis].back:
      return withinRange(value - step, range);
    case 'Home':
      return range.min;
    case 'End':
      return range.max;
    default:
      return null;
  }
}
