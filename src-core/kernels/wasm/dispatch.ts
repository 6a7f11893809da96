// How lanes are told to run a plan: a few words of the memory that all of them share. No message is sent and nothing is
// allocated in a step; lanes look for a while, then sleep, and use no processor time until there is something to do.

/** Calls as the module walks them. */
export interface EncodedPlan {
  /** Where the first call lies. */
  readonly calls: number;
  readonly count: number;
  /** Where lanes meet and find their scratch memory. */
  readonly control: number;
}

/** Does the share of one lane in a plan, so many times. */
export type Lane = (plan: EncodedPlan, times: number, lane: number, lanes: number) => void;

/** Counts the plans that were begun: changes whenever there is one to run. */
const BEGUN = 0;
const CALLS = 1;
const COUNT = 2;
/** Lanes that are there to take part; the first is not counted. */
const READY = 3;
const TIMES = 4;
export const DISPATCH_WORDS = 5;

/** Looks before a lane goes to sleep, some 50 µs: what the first lane does between two plans of a step takes about as long. */
const SPINS = 10_000;

/** For the first lane. */
export class Dispatcher {
  readonly #words: Int32Array;
  readonly #lanes: number;
  readonly #run: Lane;

  constructor(words: Int32Array, lanes: number, run: Lane) {
    this.#words = words;
    this.#lanes = lanes;
    this.#run = run;
  }

  /** Runs a plan so many times, on all lanes if it is worth sharing and the others are there: the result does not depend on it. */
  run(plan: EncodedPlan, times: number, shared: boolean): void {
    if (!shared || this.#lanes === 1 || !haveAllLanesBegun(this.#words, this.#lanes)) {
      this.#run(plan, times, 0, 1);
      return;
    }
    this.#words[CALLS] = plan.calls;
    this.#words[COUNT] = plan.count;
    this.#words[TIMES] = times;
    Atomics.add(this.#words, BEGUN, 1);
    Atomics.notify(this.#words, BEGUN);
    this.#run(plan, times, 0, this.#lanes);
  }
}

/** Whether all lanes, the first of `lanes` not counted, take part in what is dispatched by these words. */
export function haveAllLanesBegun(words: Int32Array, lanes: number): boolean {
  return Atomics.load(words, READY) >= lanes - 1;
}

/** For every other lane: runs its share of each plan, for ever. */
export function obey(words: Int32Array, control: number, run: Lane, lane: number, lanes: number): never {
  let seen = Atomics.load(words, BEGUN);
  Atomics.add(words, READY, 1);
  for (;;) {
    for (let i = 0; i < SPINS && Atomics.load(words, BEGUN) === seen; i++);
    Atomics.wait(words, BEGUN, seen);
    seen = Atomics.load(words, BEGUN);
    run({ calls: words[CALLS], count: words[COUNT], control }, words[TIMES], lane, lanes);
  }
}
