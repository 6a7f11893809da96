// Which tiles are transformed together, and in which order.
//
// Where one or two pixels are left over at the right or at the bottom, the last tiles are F(2, 3) in that direction: of the six
// points at which polynomials are multiplied it needs four, 0, 1, −1 and ∞, which are positions 0, 1, 2 and 5. So such
// tiles have no part in the products at the others, 484 of 576 for 14 × 14 pixels. The tiles of a chunk are ordered
//   last of whole rows | others of whole rows | others of the bottom rows | last of the bottom rows
// so that those which take part in a position are neighbours.

import { SEEN, TILE } from './winograd-tiles';

@unmanaged
export class Chunk {
  tilesX: i32;
  tilesY: i32;
  /** 1: the last column of tiles, or row, is of this smaller kind. */
  narrowX: i32;
  narrowY: i32;
  first: i32; // row of tiles, counted over all examples
  rows: i32;
  low: i32; // of them small ones

  arrange(height: i32, width: i32): void {
    this.tilesX = (width + TILE - 1) / TILE;
    this.tilesY = (height + TILE - 1) / TILE;
    this.narrowX = isNarrow(width);
    this.narrowY = isNarrow(height);
  }

  open(first: i32, rows: i32): void {
    this.first = first;
    this.rows = rows;
    this.low = this.lowBefore(rows);
  }

  /** Tiles of a row that are not narrow. */
  get innerX(): i32 {
    return this.tilesX - this.narrowX;
  }

  exampleOf(row: i32): i32 {
    return (this.first + row) / this.tilesY;
  }

  tileYOf(row: i32): i32 {
    return (this.first + row) % this.tilesY;
  }

  isLow(row: i32): bool {
    return this.narrowY !== 0 && this.tileYOf(row) === this.tilesY - 1;
  }

  /** How many of the first `row` rows are low. */
  private lowBefore(row: i32): i32 {
    return this.narrowY === 0 ? 0 : (this.first + row) / this.tilesY - this.first / this.tilesY;
  }

  private get wholeRows(): i32 {
    return this.rows - this.low;
  }

  /** Where the tiles of a row begin, and where its narrow one is. */
  innerOf(row: i32): i32 {
    const low = this.lowBefore(row);
    const before = this.isLow(row) ? this.wholeRows + low : row - low;
    return this.wholeRows * this.narrowX + before * this.innerX;
  }

  edgeOf(row: i32): i32 {
    const low = this.lowBefore(row);
    return this.isLow(row) ? this.wholeRows * this.narrowX + this.rows * this.innerX + low : row - low;
  }

  /** The tiles that have a part in the products at a position: the first, and one past the last. */
  begin(position: i32): i32 {
    return isFar(position % SEEN) ? this.wholeRows * this.narrowX : 0;
  }

  end(position: i32): i32 {
    const inner = this.wholeRows * this.narrowX + this.wholeRows * this.innerX;
    if (isFar(position / SEEN)) return inner;
    return inner + this.low * (isFar(position % SEEN) ? this.innerX : this.tilesX);
  }
}

function isNarrow(length: i32): i32 {
  const rest = length % TILE;
  return i32(rest === 1 || rest === 2);
}

/** Positions of all tiles in a row, or column, of so many pixels. */
export function positionsOf(length: i32): i32 {
  return ((length + TILE - 1) / TILE) * SEEN - isNarrow(length) * (SEEN - TILE);
}

/** Whether one of the six positions of a row or column is at one of the points ±2. */
export function isFar(place: i32): bool {
  return place === 3 || place === 4;
}
