/**
 * Gives a list as it was, as far as it is the same: whoever compares objects sees what has changed, and that nothing has.
 */
export class Steady<T> {
  #before: readonly T[] = [];
  readonly #isSame: (a: T, b: T) => boolean;

  constructor(isSame: (a: T, b: T) => boolean = Object.is) {
    this.#isSame = isSame;
  }

  keep(list: readonly T[]): readonly T[] {
    const before = this.#before;
    const kept = list.map((item, i) => {
      const old = before[i];
      return old !== undefined && this.#isSame(old, item) ? old : item;
    });
    if (!sameItems(kept, before)) this.#before = kept;
    return this.#before;
  }
}

/** Whether two lists hold the same objects. */
export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
