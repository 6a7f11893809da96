/** A sum that is known, and the amounts that make it. */
interface Row<U extends string> {
  readonly amounts: Readonly<Partial<Record<U, number>>>;
  readonly sum: number;
}

const TURNS = 20_000;

/** What a piece of each unit comes to, none below zero: least squares of the errors taken as shares of the sums, by coordinate descent. */
export function fit<U extends string>(units: readonly U[], rows: readonly Row<U>[]): Record<U, number> {
  const columns = units.map((unit) => rows.map(({ amounts, sum }) => (amounts[unit] ?? 0) / sum));
  const squares = columns.map((column) => column.reduce((total, value) => total + value * value, 0));
  const result = units.map(() => 0);
  const errors = rows.map(() => 1);
  for (let turn = 0; turn < TURNS; turn++) {
    columns.forEach((column, u) => {
      if (squares[u] === 0) return;
      const slope = column.reduce((total, value, i) => total + value * errors[i], 0);
      const next = Math.max(0, result[u] + slope / squares[u]);
      column.forEach((value, i) => (errors[i] -= (next - result[u]) * value));
      result[u] = next;
    });
  }
  return Object.fromEntries(units.map((unit, u) => [unit, result[u]])) as Record<U, number>;
}
