import { z } from 'zod';
import { Stored } from './stored';

const openSchema = z.record(z.string(), z.boolean());

/** Which parts of the settings stand open, as the user left them. */
export class Disclosures {
  #open: Readonly<z.infer<typeof openSchema>> = $state.raw({});
  readonly #stored: Stored<Readonly<z.infer<typeof openSchema>>>;

  constructor(storage: Storage) {
    this.#stored = new Stored(storage, 'disclosures', openSchema);
    this.#open = this.#stored.read() ?? {};
  }

  isOpen(id: string): boolean {
    return this.#open[id] ?? false;
  }

  set(id: string, open: boolean): void {
    if (this.isOpen(id) === open) return;
    this.#open = { ...this.#open, [id]: open };
    this.#stored.write(this.#open);
  }
}
