import type { ConfusionMatrix } from '../../src-core/metrics/confusion-matrix';
import { formatCount, formatPercent, plural } from '../state/format';

/** `counts`: images. `shares`: of the images of the row's class. */
export type CellMode = 'counts' | 'shares';

/** A cell as it is shown. */
interface Cell {
  /** What stands in it; zeros are left out for the eye. */
  readonly text: string;
  readonly kind: 'right' | 'wrong' | 'none';
  /** How strongly it is coloured, 0…1. */
  readonly strength: number;
}

/** The cells of a matrix, and what the strongest colour of a mistake stands for. */
export interface Cells {
  readonly rows: readonly (readonly Cell[])[];
  /** "9 images", "1.9 %"; null without a mistake. */
  readonly strongest: string | null;
}

/** A single mistake among many must still be seen. */
const FAINTEST = 0.2;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function confusionCells(matrix: ConfusionMatrix, mode: CellMode): Cells {
  const values = mode === 'counts' ? matrix : matrix.map(rowShares);
  const largest = largestMistake(values);
  const rows = values.map((row, i) => row.map((value, j) => cell(value, i === j, largest, matrix[i] ?? [], mode)));
  if (largest === 0) return { rows, strongest: null };
  return { rows, strongest: mode === 'counts' ? plural(largest, 'image') : formatPercent(largest, 1) };
}

/** A cell by its row and column, from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const MOVES: Partial<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** The cell that a key leads to among `size` × `size`; null where it leads nowhere. */
export function cellAfterKey(key: string, { row, column }: Place, size: number): Place | null {
  const within = (index: number): number => Math.min(size - 1, Math.max(0, index));
  if (key === 'Home') return { row, column: 0 };
  if (key === 'End') return { row, column: size - 1 };
  const move = MOVES[key];
  return move ? { row: within(row + move.row), column: within(column + move.column) } : null;
}

/** "4 read as 9: 9 of 480 images, 1.9 %", "4 read as 4, which is right: …" */
export function cellWords(matrix: ConfusionMatrix, row: number, column: number, names: readonly string[]): string {
  const counts = matrix[row] ?? [];
  const count = counts[column] ?? 0;
  const of = sum(counts);
  const share = of > 0 ? `, ${formatPercent(count / of, 1)}` : '';
  const right = row === column ? ', which is right' : '';
  return `${names[row]} read as ${names[column]}${right}: ${formatCount(count)} of ${plural(of, 'image')}${share}`;
}

function rowShares(row: readonly number[]): number[] {
  const of = Math.max(1, sum(row));
  return row.map((count) => count / of);
}

function largestMistake(values: ConfusionMatrix): number {
  return Math.max(0, ...values.flatMap((row, i) => row.filter((_, j) => i !== j)));
}

/** On the diagonal the colour tells the share of the row that is right; beside it, the part of the largest mistake. */
function cell(value: number, isRight: boolean, largest: number, counts: readonly number[], mode: CellMode): Cell {
  if (value === 0) return { text: '', kind: 'none', strength: 0 };
  // Cells are narrow: thousands are not set apart.
  const text = mode === 'counts' ? String(value) : (100 * value).toFixed(1);
  if (!isRight) return { text, kind: 'wrong', strength: FAINTEST + (1 - FAINTEST) * (value / largest) };
  const share = mode === 'counts' ? value / sum(counts) : value;
  return { text, kind: 'right', strength: FAINTEST + (1 - FAINTEST) * share };
}
