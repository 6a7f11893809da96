import { z } from 'zod';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { writeNetworkText } from '../../src-core/architecture/network-text';
import type { KnownFile } from '../../src-core/protocol/bridge';
import { readRecipe } from './draft';
import { readNetwork } from './file-text';
import { readStored, writeStored } from './stored';

const NAME = 'kernelsmith.table';

const tableSchema = z.object({
  text: z.string(),
  /** Null: the network has never been without changes. */
  savedText: z.string().nullable(),
  recipe: z.string(),
  file: z.object({ id: z.string(), name: z.string() }).nullable(),
});

/** What is on the table: the network, what of it is in its file, and the recipe beside it in the page's own words. */
interface Table {
  readonly network: NetworkSpec;
  readonly saved: NetworkSpec | null;
  readonly recipe: string;
  readonly file: KnownFile | null;
}

/** Keeps the table for as long as there is a window, so that a page that is loaded again finds it as it was. */
export class TableMemory {
  readonly #storage: Storage | null;

  /** `storage`: that of the window; null: nothing is kept. */
  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  write({ network, saved, recipe, file }: Table): void {
    if (!this.#storage) return;
    const text = writeNetworkText(network);
    const savedText = saved === network ? text : saved && writeNetworkText(saved);
    writeStored(this.#storage, NAME, { text, savedText, recipe, file });
  }

  /** Null where nothing is kept that can be understood. */
  read(): (Omit<Table, 'recipe'> & { readonly recipe: ReturnType<typeof readRecipe> }) | null {
    const stored = this.#storage && readStored(this.#storage, NAME, tableSchema);
    if (!stored) return null;
    try {
      const { text, savedText, recipe, file } = stored;
      const network = readNetwork(text, NAME);
      const saved = savedText === text ? network : savedText === null ? null : readNetwork(savedText, NAME);
      return { network, saved, recipe: readRecipe(recipe), file };
    } catch {
      return null; // the draft and the trainer know as much
    }
  }
}
