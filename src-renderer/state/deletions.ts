import { z } from 'zod';
import { runIdSchema } from '../../src-core/protocol/run-id';
import { plural } from './format';
import { readStored, writeStored } from './stored';

const NAME = 'kernelsmith.deletions';

const deletionSchema = z.array(z.object({ id: runIdSchema, name: z.string() })).min(1);
const deletionsSchema = z.array(deletionSchema);

/** What was deleted in one go, and is brought back in one. */
export type Deletion = z.infer<typeof deletionSchema>;

/** "lenet-5", "5 runs" */
export function deletionWords([first, ...others]: Deletion): string {
  return others.length === 0 ? (first?.name ?? '') : plural(others.length + 1, 'run');
}

/** Keeps what was deleted for as long as there is a window, so that a page that is loaded again can bring it back. */
export class DeletionMemory {
  readonly #storage: Storage | null;

  /** `storage`: that of the window; null: nothing is kept. */
  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  /** The latest last. */
  read(): readonly Deletion[] {
    return (this.#storage && readStored(this.#storage, NAME, deletionsSchema)) ?? [];
  }

  write(deletions: readonly Deletion[]): void {
    if (this.#storage) writeStored(this.#storage, NAME, deletions);
  }
}
