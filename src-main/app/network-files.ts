import { app, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { existsSync } from 'node:fs';
import { basename, extname, isAbsolute } from 'node:path';
import { z } from 'zod';
import type {
  OpenOutcome,
  RecentFile,
  WriteAsRequest,
  WriteOutcome,
  WriteRequest,
} from '../../src-core/protocol/bridge';
import {
  DROPPED_CHANNEL,
  OPEN_CHANNEL,
  READ_CHANNEL,
  RECENT_CHANNEL,
  WRITE_AS_CHANNEL,
  WRITE_CHANNEL,
} from '../preload/channels';
import { describeFileError } from '../storage/file-error';
import { writeFileAtomically } from '../storage/write-file';
import { answer, hear, nothing, type Sender } from './answer';
import { folderWords } from './folder-words';
import type { KnownFiles } from './known-files';
import { MEGABYTE, MOST_MEGABYTES, readText } from './read-text';
import type { RecentFiles } from './recent-files';
import { mayReplace } from './replace-question';
import { SeenFiles } from './seen-files';

const FILTERS = [{ name: 'Kernelsmith network', extensions: ['json'] }];

const text = z.string().max(MOST_MEGABYTES * MEGABYTE);
const writeRequest = z.strictObject({ id: z.string(), text }) satisfies z.ZodType<WriteRequest>;
const writeAsRequest = z.strictObject({
  suggestedName: z
    .string()
    .max(200)
    .regex(/^[^/\\\0]+$/, 'must be a file name without a folder'),
  text,
}) satisfies z.ZodType<WriteAsRequest>;

/** What reaches the page by other ways than an answer to it. */
interface Page {
  /** Another number, another page: it was loaded again. */
  readonly page: () => number;
  /** The page is told of a file that it did not ask for, or that a page before it asked for. */
  readonly read: (path: string) => void;
}

/** What the page may do with network files: only with those that the user chose, dropped or worked on before. */
export class NetworkFiles {
  readonly #known: KnownFiles;
  readonly #recent: RecentFiles;
  readonly #seen = new SeenFiles();

  constructor(known: KnownFiles, recent: RecentFiles) {
    this.#known = known;
    this.#recent = recent;
  }

  setup(page: Page): void {
    answer(OPEN_CHANNEL, nothing, (_params, window) => this.#open(window, page));
    answer(READ_CHANNEL, z.string(), (id) => this.#readKnown(id));
    answer(WRITE_CHANNEL, writeRequest, ({ id, text }, window) => this.#writeKnown(id, text, window));
    answer(WRITE_AS_CHANNEL, writeAsRequest, (request, window) => this.#writeAs(request, window));
    answer(RECENT_CHANNEL, nothing, () => this.#list());
    hear(DROPPED_CHANNEL, z.string().refine(isAbsolute), page.read);
  }

  /** A file is what the user works on now. */
  workedOn(id: string): string | undefined {
    const path = this.#known.path(id);
    if (path === undefined) return undefined;
    this.#recent.add(path, Date.now());
    app.addRecentDocument(path);
    return path;
  }

  async #open(window: Sender, { page, read }: Page): Promise<OpenOutcome> {
    const options: OpenDialogOptions = { filters: FILTERS, properties: ['openFile'] };
    const asking = page();
    const choice = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    const [path] = choice.filePaths;
    if (choice.canceled || path === undefined) return { kind: 'cancelled' };
    if (page() === asking) return this.#read(path);
    read(path); // the page that asked does not hear the answer any more
    return { kind: 'cancelled' };
  }

  async #read(path: string): Promise<OpenOutcome> {
    const reading = await readText(path);
    if (reading.ok) {
      this.#seen.see(path, reading.text);
      return { kind: 'opened', file: this.#known.know(path), text: reading.text };
    }
    if (reading.gone) this.#recent.drop(path);
    return { kind: 'failed', message: reading.message };
  }

  async #readKnown(id: string): Promise<OpenOutcome> {
    const path = this.#known.path(id);
    return path === undefined ? unknown('opened') : this.#read(path);
  }

  async #writeKnown(id: string, text: string, window: Sender): Promise<WriteOutcome> {
    const path = this.#known.path(id);
    if (path === undefined) return unknown('saved');
    const changed = `${basename(path)} was changed by another program. Replace it all the same?`;
    if ((await this.#seen.isOther(path)) && !(await mayReplace(changed, window))) return { kind: 'cancelled' };
    return this.#write(path, text);
  }

  async #writeAs({ suggestedName, text }: WriteAsRequest, window: Sender): Promise<WriteOutcome> {
    const options: SaveDialogOptions = {
      defaultPath: suggestedName,
      filters: FILTERS,
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    };
    const choice = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
    if (choice.canceled || !choice.filePath) return { kind: 'cancelled' };
    const path = withExtension(choice.filePath);
    const there = `${basename(path)} is there already. Replace it?`; // the dialog asked about the name without the ending
    const isAsked = path !== choice.filePath && existsSync(path);
    if (isAsked && !(await mayReplace(there, window))) return { kind: 'cancelled' };
    return this.#write(path, text);
  }

  async #write(path: string, text: string): Promise<WriteOutcome> {
    const file = this.#known.know(path);
    try {
      await writeFileAtomically(path, new TextEncoder().encode(text));
      this.#seen.see(path, text);
      return { kind: 'saved', file };
    } catch (error) {
      return { kind: 'failed', message: `${file.name} was not saved: ${describeFileError(error)}.` };
    }
  }

  #list(): RecentFile[] {
    const home = app.getPath('home');
    return this.#recent.entries.map(({ path, at }) => ({
      ...this.#known.know(path),
      folder: folderWords(path, home),
      at,
      missing: !existsSync(path),
    }));
  }
}

/** Not every desktop's dialog completes a name. */
const withExtension = (path: string): string => (extname(path) === '' ? `${path}.json` : path);

const unknown = (what: string): { kind: 'failed'; message: string } => ({
  kind: 'failed',
  message: `Nothing was ${what}: this file was not chosen in this session.`,
});
