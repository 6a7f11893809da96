import { z } from 'zod';
import type { Pin } from './pinned-image';
import { readStored, writeStored } from './stored';

const NAME = 'kernelsmith.pin';

const pinSchema = z.object({ source: z.enum(['example', 'drawing']), index: z.int().min(0) }) satisfies z.ZodType<Pin>;

/** Keeps which image is pinned for as long as there is a window, so that a page that is loaded again shows the same. */
export class PinMemory {
  readonly #storage: Storage | null;

  /** `storage`: that of the window; null: nothing is kept. */
  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  /** Null where nothing is kept. */
  read(): Pin | null {
    return this.#storage && readStored(this.#storage, NAME, pinSchema);
  }

  write(pin: Pin): void {
    if (this.#storage) writeStored(this.#storage, NAME, pin);
  }
}
