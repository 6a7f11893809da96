// Memory for the time of one call: packed weights, padded images, tables. Each lane has its own piece.

let start: usize = 0;
let next: usize = 0;
let end: usize = 0;

/** All of the scratch memory is free. */
export function openScratch(base: usize, bytes: usize): void {
  start = base;
  next = base;
  end = base + bytes;
}

/** A piece of the scratch memory, in whole cache lines. The wrapper has reserved enough: anything else is a fault of the program. */
export function take(bytes: usize): usize {
  const piece = next;
  next += sized(bytes);
  if (next > end) unreachable();
  return piece;
}

/** Where the lane `distance` lanes further has taken the same piece, if it takes the same pieces in the same order. */
export function pieceOf(piece: usize, distance: i32): usize {
  return piece + distance * (end - start);
}

/** What a piece of so many bytes takes: behind it one vector may be read that nobody uses. */
export function sized(bytes: usize): usize {
  return (bytes + 16 + 63) & ~63;
}
