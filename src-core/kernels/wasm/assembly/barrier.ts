// Where lanes wait for each other. Three words of memory: how many have arrived, how often all of them have, how many sleep.
// Kernels are short, so whoever waits looks for a while before it goes to sleep: falling asleep and being woken costs 15 µs,
// looking less than one.

const SPINS: i32 = 20_000; // some 20 µs

let words: usize = 0;

/** Says where the lanes of the call that comes will meet, if it has them meet (`meetInside`). */
export function openBarrier(barrier: usize): void {
  words = barrier;
}

/** Inside a kernel: waits until all lanes are there. */
export function meetInside(lanes: i32): void {
  if (lanes > 1) meet(words, lanes);
}

export function meet(barrier: usize, lanes: i32): void {
  const round = atomic.load<i32>(barrier, 4);
  if (atomic.add<i32>(barrier, 1) === lanes - 1) {
    atomic.store<i32>(barrier, 0);
    atomic.add<i32>(barrier, 1, 4);
    if (atomic.load<i32>(barrier, 8) > 0) atomic.notify(barrier + 4, -1);
    return;
  }
  for (let i = 0; i < SPINS; i++) if (atomic.load<i32>(barrier, 4) !== round) return;
  atomic.add<i32>(barrier, 1, 8);
  while (atomic.load<i32>(barrier, 4) === round) atomic.wait<i32>(barrier + 4, round, -1);
  atomic.sub<i32>(barrier, 1, 8);
}
