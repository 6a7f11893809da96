// Where lanes wait for each other. In one line of the cache how many have arrived, in the next how often all of them have and how
// many sleep: who waits looks at the second line only, and does not take the first from those who arrive.
// Kernels are short, so whoever waits looks for a while before it goes to sleep: falling asleep and being woken costs 15 µs,
// looking less than one. Where looking was in vain, because both lanes have but one processor, it looks half as long the next
// time, so that the other can go on. Now and then it looks long all the same, for short looks alone would never find out
// that there are two processors again; once it has seen the other come, it looks long from then on.

const MOST_LOOKS: i32 = 250_000; // some 100 µs
const FEWEST_LOOKS: i32 = 1000;
/** Of so many meetings one is looked for long. */
const LOOK_AGAIN: i32 = 32;
const ROUNDS: usize = 64;
const SLEEPERS: usize = 68;

/** Of this lane, as every lane has an instance of its own. */
let looks: i32 = MOST_LOOKS;
let meetings: i32 = 0;

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
  const round = atomic.load<i32>(barrier, ROUNDS);
  if (atomic.add<i32>(barrier, 1) === lanes - 1) {
    atomic.store<i32>(barrier, 0);
    atomic.add<i32>(barrier, 1, ROUNDS);
    if (atomic.load<i32>(barrier, SLEEPERS) > 0) atomic.notify(barrier + ROUNDS, -1);
    return;
  }
  const most = ++meetings % LOOK_AGAIN === 0 ? MOST_LOOKS : looks;
  for (let i = 0; i < most; i++) {
    if (atomic.load<i32>(barrier, ROUNDS) === round) continue;
    looks = MOST_LOOKS;
    return;
  }
  looks = max(FEWEST_LOOKS, looks / 2);
  atomic.add<i32>(barrier, 1, SLEEPERS);
  while (atomic.load<i32>(barrier, ROUNDS) === round) atomic.wait<i32>(barrier + ROUNDS, round, -1);
  atomic.sub<i32>(barrier, 1, SLEEPERS);
}
