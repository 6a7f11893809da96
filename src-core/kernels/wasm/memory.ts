import { InputError } from '../../input-error';

const PAGE = 65_536;
/** 2 GB. It is reserved, not taken: a page costs memory once something is written to it. */
const MAX_PAGES = 32_768;
export const MAX_BYTES = MAX_PAGES * PAGE;
const MEGABYTE = 1_048_576;
/** A line of the cache: no two tensors share one, and every vector that a kernel reads at the end of a tensor lies in it. */
const ALIGNMENT = 64;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** A new memory that threads can share, for the tensors of one `createWasmKernels`. */
export function createMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
}

/** Hands out one memory, piece by piece; nothing is given back but all at once, as in every step the same tensors are used. */
export class TensorMemory {
  readonly #memory: WebAssembly.Memory;
  /** Growing any memory makes new objects for the bytes of them all (V8); views of the older ones remain good. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  #next: number;
  /** What lies before has been handed out before, and may hold anything. */
  #usedUntil = 0;

  /** `firstByte`: where the module's own constants end. */
  constructor(memory: WebAssembly.Memory, firstByte: number) {
    this.#memory = memory;
    this.#next = aligned(firstByte);
  }

  /** Zeros. Throws an InputError when the memory is full. */
  floats(length: number): Float32Array {
    const place = this.#take(length * FLOAT);
    const { buffer } = this.#memory;
    this.#buffers.add(buffer);
    return new Float32Array(buffer, place, length);
  }

  /** The same for words. */
  words(length: number): Int32Array {
    const place = this.#take(length * Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(this.#memory.buffer, place, length);
  }

  /** The same for bytes. */
  byteTensor(length: number): Uint8Array {
    const place = this.#take(length);
    const { buffer } = this.#memory;
    this.#buffers.add(buffer);
    return new Uint8Array(buffer, place, length);
  }

  /** The first of so many bytes. */
  bytes(count: number): number {
    return this.#take(count);
  }

  /** Where the next piece begins, for `rewind`. */
  get mark(): number {
    return this.#next;
  }

  /** Takes back everything from a mark on. */
  rewind(mark: number): void {
    this.#usedUntil = Math.max(this.#usedUntil, this.#next);
    this.#next = mark;
  }

  /** Where a tensor lies. Anything from elsewhere is a fault of the program. */
  placeOf(tensor: Float32Array | Uint8Array): number {
    if (this.#buffers.has(tensor.buffer)) return tensor.byteOffset;
    throw new TypeError('a tensor that these kernels did not allocate was handed to one of them');
  }

  #take(bytes: number): number {
    const place = this.#next;
    // One line more than asked for: kernels may read a vector behind the end.
    const end = place + aligned(bytes) + ALIGNMENT;
    if (end > this.#memory.buffer.byteLength) this.#grow(end);
    this.#next = end - ALIGNMENT;
    const used = Math.min(this.#usedUntil, this.#next) - place;
    if (used > 0) new Uint8Array(this.#memory.buffer, place, used).fill(0);
    return place;
  }

  #grow(end: number): void {
    const present = this.#memory.buffer.byteLength / PAGE;
    const wanted = Math.min(MAX_PAGES, Math.max(Math.ceil(end / PAGE), 2 * present));
    try {
      if (end > MAX_BYTES) throw new RangeError('more than the maximum');
      this.#memory.grow(wanted - present);
    } catch {
      const figure = Math.ceil(end / MEGABYTE).toLocaleString('en');
      throw new InputError(
        `This network needs ${figure} MB of memory, more than the ${MAX_BYTES / MEGABYTE} MB there are: try a smaller batch or fewer filters.`,
      );
    }
  }
}
