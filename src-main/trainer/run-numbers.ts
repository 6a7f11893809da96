/** What tells the number of a run. */
interface Numbered {
  readonly id: string;
  readonly startedAt: number;
  /** Null: it was begun before runs had numbers. */
  readonly number: number | null;
}

/**
 * The numbers by which runs are told apart, from 1: each follows that of the run before. Runs of before there were numbers are
 * counted as they were begun, once for as long as the program runs, so that none of them changes when another is deleted.
 */
export class RunNumbers {
  readonly #readAll: () => Promise<readonly Numbered[]>;
  readonly #isBegun: (id: string) => boolean;
  #counted: Promise<Map<string, number>> | null = null;
  #last = 0;
  /** Those of runs that have yet to come to be kept, by id. */
  readonly #given = new Map<string, number>();

  /** `readAll`: all runs that can be read. `isBegun`: whether a run has come to be kept. */
  constructor(readAll: () => Promise<readonly Numbered[]>, isBegun: (id: string) => boolean) {
    this.#readAll = readAll;
    this.#isBegun = isBegun;
  }

  /** That of a run that is kept. */
  async of({ id, number }: Numbered): Promise<number> {
    const counted = await this.#count();
    const found = number ?? counted.get(id) ?? this.#last + 1;
    if (number === null) counted.set(id, found);
    this.#last = Math.max(this.#last, found);
    return found;
  }

  /** That of a run which begins now. One that never comes to be kept leaves its number to the next. */
  async next(id: string): Promise<number> {
    await this.#count();
    for (const [given, number] of this.#given) {
      if (!this.#isBegun(given)) continue;
      this.#last = Math.max(this.#last, number);
      this.#given.delete(given);
    }
    this.#given.set(id, this.#last + 1);
    return this.#last + 1;
  }

  #count(): Promise<Map<string, number>> {
    this.#counted ??= this.#readAll().then((runs) => {
      const old = runs.filter(({ number }) => number === null).sort((a, b) => a.startedAt - b.startedAt);
      this.#last = Math.max(this.#last, old.length, ...runs.map(({ number }) => number ?? 0));
      return new Map(old.map(({ id }, i) => [id, i + 1]));
    });
    return this.#counted;
  }
}
