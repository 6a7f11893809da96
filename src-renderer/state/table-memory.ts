import { z } from 'zod';
import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { writeNetworkText } from '../../src-core/architecture/network-text';
import type { KnownFile } from '../../src-core/protocol/bridge';
import { readRecipe, type DraftRecipe } from './draft';
import { readNetwork } from './file-text';
import { nearest, type History } from './history';
import type { Moment } from './moment';
import { Stored } from './stored';

const NAME = 'kernelsmith.table';

/** Of networks as text, characters: a window may keep five million, and each edit writes them. */
const MOST_CHARACTERS = 300_000;

const momentSchema = z.object({ text: z.string(), selection: z.array(z.string()) });
const tableSchema = z.object({
  past: z.array(momentSchema),
  present: momentSchema,
  future: z.array(momentSchema),
  /** Null: the network has never been without changes. */
  savedText: z.string().nullable(),
  recipe: z.string(),
  file: z.object({ id: z.string(), name: z.string() }).nullable(),
});

/** What is on the table: the network with its edits, what of it is in its file, and the recipe beside it in the page's own words. */
interface Table {
  readonly history: History<Moment>;
  readonly saved: NetworkSpec | null;
  readonly recipe: string;
  readonly file: KnownFile | null;
}

/** Keeps the table for as long as there is a window, so that a page that is loaded again finds it as it was. */
export class TableMemory {
  readonly #stored: Stored<z.infer<typeof tableSchema>>;
  /** Of the networks of the history, which are written again and again. */
  readonly #texts = new WeakMap<NetworkSpec, string>();

  /** `storage`: that of the window; null: nothing is kept. */
  constructor(storage: Storage | null) {
    this.#stored = new Stored(storage, NAME, tableSchema);
  }

  /** Of a long history the edits that are nearest. */
  write({ history, saved, recipe, file }: Table): void {
    const { past, present, future } = nearest(history, ({ network }) => this.#textOf(network).length, MOST_CHARACTERS);
    const written = ({ network, selection }: Moment) => ({ text: this.#textOf(network), selection: [...selection] });
    this.#stored.write({
      past: past.map(written),
      present: written(present),
      future: future.map(written),
      savedText: saved && this.#textOf(saved),
      recipe,
      file,
    });
  }

  /** Null where nothing is kept that can be understood. */
  read(): (Omit<Table, 'recipe'> & { readonly recipe: DraftRecipe | null }) | null {
    const stored = this.#stored.read();
    if (!stored) return null;
    try {
      const { past, present, future, savedText, recipe, file } = stored;
      const read = ({ text, selection }: z.infer<typeof momentSchema>): Moment => ({
        network: readNetwork(text, NAME),
        selection,
      });
      const history = { past: past.map(read), present: read(present), future: future.map(read) };
      const { network } = history.present;
      const saved = savedText === present.text ? network : savedText === null ? null : readNetwork(savedText, NAME);
      return { history, saved, recipe: readRecipe(recipe), file };
    } catch {
      return null; // the draft and the trainer know as much
    }
  }

  #textOf(network: NetworkSpec): string {
    const text = this.#texts.get(network) ?? writeNetworkText(network);
    this.#texts.set(network, text);
    return text;
  }
}
