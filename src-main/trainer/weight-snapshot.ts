const HEADER_WORDS = 6;
const VERSIONS = 0;
const STEPS = 2;
const ACTIVE = 4;
const PUBLISHED = 5;

/**
 * The weights as they were between two steps, for other threads to read while training goes on. Two copies in shared
 * memory: the worker writes the one that is not being shown, then shows it, so neither side ever waits. Should a reader be
 * so slow that its copy is written again meanwhile, it notices by the version number and reads once more.
 */
export class WeightSnapshot {
  readonly buffer: SharedArrayBuffer;
  readonly #header: Int32Array<SharedArrayBuffer>;
  readonly #slots: readonly [Float32Array, Float32Array];

  /** `count`: how many weights. Without a buffer: a new one, in which nothing is published yet. */
  constructor(count: number, buffer?: SharedArrayBuffer) {
    const headerBytes = HEADER_WORDS * Int32Array.BYTES_PER_ELEMENT;
    const slotBytes = count * Float32Array.BYTES_PER_ELEMENT;
    this.buffer = buffer ?? new SharedArrayBuffer(headerBytes + 2 * slotBytes);
    this.#header = new Int32Array(this.buffer, 0, HEADER_WORDS);
    const slot = (index: number): Float32Array => new Float32Array(this.buffer, headerBytes + index * slotBytes, count);
    this.#slots = [slot(0), slot(1)];
  }

  /** How many snapshots there have been: changes whenever there is something new to read. */
  get published(): number {
    return Atomics.load(this.#header, PUBLISHED);
  }

  get #active(): 0 | 1 {
    return Atomics.load(this.#header, ACTIVE) === 0 ? 0 : 1;
  }

  /** Shows new weights, those after `step` steps; `write` fills the copy. Only one thread may publish. */
  publish(step: number, write: (target: Float32Array) => void): void {
    const slot = this.#active === 0 ? 1 : 0;
    Atomics.add(this.#header, VERSIONS + slot, 1);
    write(this.#slots[slot]);
    Atomics.store(this.#header, STEPS + slot, step);
    Atomics.add(this.#header, VERSIONS + slot, 1);
    Atomics.store(this.#header, ACTIVE, slot);
    Atomics.add(this.#header, PUBLISHED, 1);
  }

  /** Copies the newest weights into `target` and returns after how many steps they stood so. */
  read(target: Float32Array): number {
    for (;;) {
      const slot = this.#active;
      const version = Atomics.load(this.#header, VERSIONS + slot);
      const step = Atomics.load(this.#header, STEPS + slot);
      target.set(this.#slots[slot]);
      const unchanged = Atomics.load(this.#header, VERSIONS + slot) === version;
      if (unchanged && version % 2 === 0) return step;
    }
  }
}
