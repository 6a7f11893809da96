/** A label that belongs to a line at `x`, CSS pixels. */
export interface Label {
  readonly x: number;
  readonly width: number;
}

/** Where a label stands: its left edge, CSS pixels, and in which row, counted from the edge of the plot. */
export interface Placed {
  readonly label: number;
  readonly left: number;
  readonly row: number;
}

/**
 * Places labels beside their lines, the last first, in as many rows as there may be; one that no row has room for is left out.
 * `gap`: between a line and its label, and between labels.
 */
export function placeLabels(
  labels: readonly Label[],
  { left, right, rows, gap }: { left: number; right: number; rows: number; gap: number },
): readonly Placed[] {
  const free = Array.from({ length: rows }, () => right);
  const placed = labels.map(({ x, width }, label) => ({ x, width, label })).reverse();
  return placed.flatMap(({ x, width, label }) => {
    const leftIn = (row: number): number => Math.min(x + gap, (free[row] ?? 0) - width);
    // It touches its line, or nobody would know whose it is.
    const row = free.findIndex((_, at) => leftIn(at) >= left && leftIn(at) + width >= x - gap);
    if (row < 0) return [];
    const start = leftIn(row);
    free[row] = start - 2 * gap;
    return [{ label, left: start, row }];
  });
}
