import { dialog } from 'electron';
import { basename } from 'node:path';
import { z } from 'zod';
import type { DocumentState } from '../../src-core/protocol/bridge';
import { CLOSE_CHANNEL, DOCUMENT_CHANNEL } from '../preload/channels';
import { hear, nothing, type Sender } from './answer';

const stateSchema = z.strictObject({
  name: z.string().max(1000),
  dirty: z.boolean(),
  fileId: z.string().nullable(),
}) satisfies z.ZodType<DocumentState>;

/** In the order of the buttons below. */
const BUTTONS = ['Save', 'Don’t Save', 'Cancel'];
const [SAVE, DROP, CANCEL] = [0, 1, 2];

interface Wishes {
  /** A file is worked on from now on; gives its path. */
  readonly workedOn: (fileId: string) => string | undefined;
  /** The page is to save, and then to close the window. */
  readonly saveAndClose: () => void;
  /** Nothing unsaved is to be kept for the next start. */
  readonly forget: () => Promise<unknown>;
}

/** The network on the table, as far as the window is concerned: its title, and that nothing of it is lost by closing. */
export class Document {
  readonly #wishes: Wishes;
  #state: DocumentState = { name: '', dirty: false, fileId: null };
  /** Of its file; empty while it is in none. */
  #path = '';
  #asking = false;

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  setup(): void {
    hear(DOCUMENT_CHANNEL, stateSchema, (state, window) => {
      if (window) this.#become(state, window);
    });
    hear(CLOSE_CHANNEL, nothing, (_params, window) => window?.close());
  }

  /** The window closes when it is known what is to become of changes that are in no file. */
  guard(window: NonNullable<Sender>): void {
    window.on('close', (event) => {
      // Nobody is there to save: what is kept stays kept, and comes back at the next start.
      if (window.webContents.isCrashed()) return;
      event.preventDefault();
      if (!this.#asking) void this.#leave(window);
    });
    window.on('page-title-updated', (event) => {
      event.preventDefault(); // the title is the document's, not the page's
    });
  }

  #become(state: DocumentState, window: NonNullable<Sender>): void {
    const { name, dirty, fileId } = state;
    window.setTitle(`${name}${dirty ? ' •' : ''} — Kernelsmith`);
    window.setDocumentEdited(dirty);
    if (fileId !== this.#state.fileId) {
      this.#path = fileId === null ? '' : (this.#wishes.workedOn(fileId) ?? '');
      window.setRepresentedFilename(this.#path);
    }
    this.#state = state;
  }

  async #leave(window: NonNullable<Sender>): Promise<void> {
    const choice = this.#state.dirty ? await this.#ask(window) : DROP;
    if (choice === SAVE) this.#wishes.saveAndClose();
    if (choice !== DROP) return;
    await this.#wishes.forget();
    window.destroy();
  }

  async #ask(window: NonNullable<Sender>): Promise<number> {
    this.#asking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: `Save changes to ${basename(this.#path) || this.#state.name} before closing?`,
      detail: 'Otherwise they are lost.',
      buttons: BUTTONS,
      defaultId: SAVE,
      cancelId: CANCEL,
      noLink: true,
    });
    this.#asking = false;
    return response;
  }
}
