import { z } from 'zod';
import { readStored, writeStored } from './stored';

const STORED = 'disclosures';

/** Which parts of the settings stand open, as the user left them. */
export class Disclosures {
  #open: Readonly<Record<string, boolean>> = $state.raw({});
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#open = readStored(storage, STORED, z.record(z.string(), z.boolean())) ?? {};
  }

  isOpen(id: string): boolean {
    return this.#open[id] ?? false;
  }

  set(id: string, open: boolean): void {
    if (this.isOpen(id) === open) return;
    this.#open = { ...this.#open, [id]: open };
    writeStored(this.#storage, STORED, this.#open);
  }
}
