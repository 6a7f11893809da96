import { dialog } from 'electron';
import { basename } from 'node:path';
import { z } from 'zod';
import type { DocumentState } from '../../src-core/protocol/bridge';
import type { Activity } from '../../src-core/protocol/trainer-process';
import { CLOSE_CHANNEL, DOCUMENT_CHANNEL } from '../preload/channels';
import { hear, nothing, type Sender } from './answer';
import { closingQuestion, type Choice, type ClosingQuestion } from './closing-question';
import { windowTitle } from './window-title';

const stateSchema = z.strictObject({
  name: z.string().max(1000),
  dirty: z.boolean(),
  fileId: z.string().nullable(),
}) satisfies z.ZodType<DocumentState>;

interface Wishes {
  /** A file is worked on from now on; gives its path. */
  readonly workedOn: (fileId: string) => string | undefined;
  /** The page is to save, and then to close the window. */
  readonly saveAndClose: () => void;
  /** Nothing unsaved is to be kept for the next start. */
  readonly forget: () => Promise<unknown>;
  /** Resolves when all else is written that is kept for it. */
  readonly written: () => Promise<unknown>;
  /** What is being trained; null while there is nobody who trains. */
  readonly activity: () => Activity | null;
}

/** How long a page may take to go, milliseconds: one that hangs does not keep the window open. */
const LAST_WORDS = 1000;

/** The network on the table, as far as the window is concerned: its title, and that nothing of it is lost by closing. */
export class Document {
  readonly #wishes: Wishes;
  #state: DocumentState = { name: '', dirty: false, fileId: null };
  /** Of its file; empty while it is in none. */
  #path = '';
  #asking = false;
  /** The page has told what is on the table. Until then the unsaved network of the last session is still to come to it. */
  #isTold = false;
  /** The window is closing, and nothing is asked any more. */
  #over = false;
  #window: Sender = null;

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  setup(): void {
    hear(DOCUMENT_CHANNEL, stateSchema, (state, window) => {
      if (window) this.#become(state, window);
    });
    hear(CLOSE_CHANNEL, nothing, (_params, window) => {
      // Whoever had it saved was told of the training, too.
      if (window && !this.#state.dirty) void this.#end(window);
      else window?.close();
    });
  }

  /** The window closes when it is known what is to become of a training, and of changes that are in no file. */
  guard(window: NonNullable<Sender>): void {
    this.#window = window;
    window.on('close', (event) => {
      // Nobody is there to save: what is kept stays kept, and comes back at the next start.
      if (this.#over || window.webContents.isCrashed()) return;
      event.preventDefault();
      if (!this.#asking) void this.#leave(window);
    });
    window.on('page-title-updated', (event) => {
      event.preventDefault(); // the title is the document's, not the page's
    });
  }

  /** What is being trained has come further. */
  follow(): void {
    if (this.#window?.isDestroyed() === false) {
      this.#window.setTitle(windowTitle(this.#state, this.#wishes.activity()));
    }
  }

  #become(state: DocumentState, window: NonNullable<Sender>): void {
    const { dirty, fileId } = state;
    window.setDocumentEdited(dirty);
    if (fileId !== this.#state.fileId) {
      this.#path = fileId === null ? '' : (this.#wishes.workedOn(fileId) ?? '');
      window.setRepresentedFilename(this.#path);
    }
    this.#state = state;
    this.#isTold = true;
    this.follow();
  }

  async #leave(window: NonNullable<Sender>): Promise<void> {
    const question = closingQuestion({
      document: this.#state,
      fileName: basename(this.#path),
      activity: this.#wishes.activity(),
    });
    const choice = question ? await this.#ask(question, window) : 'close';
    if (choice === 'save') this.#wishes.saveAndClose();
    if (choice === 'close') await this.#end(window);
  }

  async #end(window: NonNullable<Sender>): Promise<void> {
    await Promise.all([this.#isTold ? this.#wishes.forget() : undefined, this.#wishes.written()]);
    this.#over = true;
    // Not destroyed at once: the page hears of it, and tells the trainer what was still being typed.
    window.close();
    setTimeout(() => {
      if (!window.isDestroyed()) window.destroy();
    }, LAST_WORDS);
  }

  async #ask({ buttons, ...words }: ClosingQuestion, window: NonNullable<Sender>): Promise<Choice> {
    this.#asking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      ...words,
      buttons: buttons.map(({ label }) => label),
      defaultId: 0,
      cancelId: buttons.findIndex(({ choice }) => choice === 'stay'),
      noLink: true,
    });
    this.#asking = false;
    return buttons[response]?.choice ?? 'stay';
  }
}
