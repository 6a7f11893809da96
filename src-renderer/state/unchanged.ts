import { sameContent } from '../../src-core/architecture/same-content';

/**
 * Remembers what was made the last time, by name. What is made anew and holds the same is given as the object it was: whoever
 * compares objects sees at once that nothing has changed.
 */
export class Unchanged<T> {
  #before: ReadonlyMap<string, T> = new Map();

  keep(made: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
    const kept = new Map(made);
    for (const [name, value] of kept) {
      const before = this.#before.get(name);
      if (before !== undefined && sameContent(before, value)) kept.set(name, before);
    }
    this.#before = kept;
    return kept;
  }
}
