/** A growing row of numbers; nothing that was put in is ever thinned or changed. */
export class Series {
  #buffer = new Float32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#buffer.length) this.#grow();
    this.#buffer[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  /** The numbers so far, as a view without a copy: it stays as it is when more are put in. */
  get values(): Float32Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #grow(): void {
    const larger = new Float32Array(2 * this.#buffer.length);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}
