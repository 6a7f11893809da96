import type { z } from 'zod';

/** A value that is kept under a name: beyond the end of the program, or for as long as there is a window, as its storage has it. */
export class Stored<T> {
  readonly #storage: Storage | null;
  readonly #name: string;
  readonly #schema: z.ZodType<T>;

  /** `storage`: null: nothing is kept. */
  constructor(storage: Storage | null, name: string, schema: z.ZodType<T>) {
    this.#storage = storage;
    this.#name = name;
    this.#schema = schema;
  }

  /** What was written the last time; null when there is nothing, or nothing that can be understood. */
  read(): T | null {
    try {
      const parsed = this.#schema.safeParse(JSON.parse(this.#storage?.getItem(this.#name) ?? 'null'));
      return parsed.success ? parsed.data : null;
    } catch {
      return null; // no JSON
    }
  }

  /** Without room on the disk it lasts as long as the window. */
  write(value: T): void {
    try {
      this.#storage?.setItem(this.#name, JSON.stringify(value));
    } catch {
      // A size that is forgotten is no reason to stop anybody's work.
    }
  }
}
