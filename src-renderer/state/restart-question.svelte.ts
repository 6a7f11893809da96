type Begin = () => Promise<void>;

/** The question whether what was taught may go, which is put before much would be lost. */
export class RestartQuestion {
  /** A way to begin anew that waits for the user's word; null when none does. */
  #begin: Begin | null = $state.raw(null);

  get isAsked(): boolean {
    return this.#begin !== null;
  }

  ask(begin: Begin): void {
    this.#begin = begin;
  }

  /** Lets what was taught go. */
  async confirm(): Promise<void> {
    const begin = this.#begin;
    this.#begin = null;
    await begin?.();
  }

  /** Leaves everything as it is. */
  keep(): void {
    this.#begin = null;
  }
}
