import { z } from 'zod';
import { writeFileAtomically } from '../storage/write-file';
import { readKept } from './kept-file';

const entrySchema = z.object({
  /** Absolute. */
  path: z.string().min(1),
  /** When it was last worked on, milliseconds since 1970. */
  at: z.number(),
});
const storeSchema = z.object({ version: z.literal(1), files: z.array(entrySchema) });
export type RecentEntry = z.infer<typeof entrySchema>;

const MOST = 10;

const understand = (content: unknown): RecentEntry[] => storeSchema.parse(content).files.slice(0, MOST);

/** The files that were worked on, the latest first, kept in a file of their own. */
export class RecentFiles {
  readonly #store: string;
  readonly #changed: () => void;
  #entries: readonly RecentEntry[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(store: string, entries: readonly RecentEntry[], changed: () => void) {
    this.#store = store;
    this.#entries = entries;
    this.#changed = changed;
  }

  /**
   * `changed` is called whenever the list has become another one; `complain` gets one sentence where what was kept cannot be
   * understood, which is put aside.
   */
  static async open(store: string, changed: () => void, complain: (sentence: string) => void): Promise<RecentFiles> {
    const kept = await readKept(store, understand, 'The list of recent files');
    if (kept.kind === 'damaged') complain(kept.message);
    return new RecentFiles(store, kept.kind === 'found' ? kept.content : [], changed);
  }

  get entries(): readonly RecentEntry[] {
    return this.#entries;
  }

  add(path: string, at: number): void {
    this.#become([{ path, at }, ...this.#without(path)].slice(0, MOST));
  }

  drop(path: string): void {
    if (this.#without(path).length < this.#entries.length) this.#become(this.#without(path));
  }

  clear(): void {
    this.#become([]);
  }

  /** Resolves when the store holds the list, or cannot. */
  written(): Promise<void> {
    return this.#writing;
  }

  #without(path: string): RecentEntry[] {
    return this.#entries.filter((entry) => entry.path !== path);
  }

  #become(entries: readonly RecentEntry[]): void {
    this.#entries = entries;
    this.#changed();
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, files: entries }));
    // A list that is not kept is no reason to stop anybody's work.
    this.#writing = this.#writing.then(() => writeFileAtomically(this.#store, bytes)).catch(() => undefined);
  }
}
