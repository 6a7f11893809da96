// Memory for the time of one call: packed weights, padded images. Each lane has its own piece. The tables of a geometry are taken
// the same way from memory that stays (index.ts, prepareGeometry).

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

/** A copy of what other lanes read too, for one to write in. */
export function copyOf(shared: usize, bytes: usize): usize {
  const copy = take(bytes);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(copy + i, v128.load(shared + i));
  return copy;
}

/** What a piece of so many bytes takes: behind it one vector may be read that nobody uses. */
export function sized(bytes: usize): usize {
  return (bytes + 16 + 63) & ~63;
}
