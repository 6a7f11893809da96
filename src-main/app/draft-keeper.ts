import { rm } from 'node:fs/promises';
import { z } from 'zod';
import type { DraftOutcome } from '../../src-core/protocol/bridge';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';
import { readKept, type Kept } from './kept-file';
import { MEGABYTE, MOST_MEGABYTES } from './read-text';

const storedSchema = z.object({
  version: z.literal(1),
  /** Of the network. */
  text: z.string(),
  recipe: z.string(),
  /** Of the file that it is a change of. */
  path: z.string().nullable(),
});
export type StoredDraft = Omit<z.infer<typeof storedSchema>, 'version'>;

const NOT_KEPT = 'The unsaved network is not kept for a restart';

/** Keeps the unsaved network in a file, so that no end of the program, however sudden, loses it. */
export class DraftKeeper {
  readonly #store: string;
  readonly #isNetwork: (text: string) => boolean;
  readonly #write: typeof writeFileAtomically;
  /** What the file is to hold; null: it is not to be there. */
  #wanted: StoredDraft | null = null;
  #writing: Promise<DraftOutcome> | null = null;
  /** What is wanted is not what was written last. */
  #waits = false;
  #over = false;

  /** `isNetwork`: whether a text can be understood as one. */
  constructor(
    store: string,
    isNetwork: (text: string) => boolean,
    write: typeof writeFileAtomically = writeFileAtomically,
  ) {
    this.#store = store;
    this.#isNetwork = isNetwork;
    this.#write = write;
  }

  /** What is kept while something else is being written waits; of what waits, only the last is written. Never rejects. */
  async keep(draft: StoredDraft | null): Promise<DraftOutcome> {
    if (this.#over) return { kind: 'kept' };
    const size = draft ? (draft.text.length + draft.recipe.length) / MEGABYTE : 0;
    if (size > MOST_MEGABYTES) {
      const message = `${NOT_KEPT}: it has ${size.toFixed(1)} MB, and at most ${MOST_MEGABYTES} MB are kept.`;
      return { kind: 'failed', message };
    }
    this.#wanted = draft;
    this.#waits = true;
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  /** The program ends, and nothing unsaved is wanted at the next start, whatever the page still has to say. */
  async forget(): Promise<void> {
    const given = this.keep(null);
    this.#over = true;
    await given;
  }

  /** What an earlier session left. */
  find(): Promise<Kept<StoredDraft>> {
    return readKept(this.#store, (content) => this.#understand(content), 'The unsaved network of the last time');
  }

  #understand(content: unknown): StoredDraft {
    const { version: _version, ...draft } = storedSchema.parse(content);
    if (!this.#isNetwork(draft.text)) throw new Error('no network');
    return draft;
  }

  async #writeAll(): Promise<DraftOutcome> {
    let outcome: DraftOutcome = { kind: 'kept' };
    while (this.#waits) {
      this.#waits = false;
      outcome = await this.#put(this.#wanted).then(
        () => ({ kind: 'kept' }),
        (error: unknown) => ({ kind: 'failed', message: `${NOT_KEPT}: ${describeFileError(error)}.` }),
      );
    }
    this.#writing = null;
    return outcome;
  }

  async #put(draft: StoredDraft | null): Promise<void> {
    if (draft === null) return rm(this.#store, { force: true });
    await this.#write(this.#store, new TextEncoder().encode(JSON.stringify({ version: 1, ...draft })));
  }
}
