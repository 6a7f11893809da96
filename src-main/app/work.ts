import { app, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { Activity } from '../../src-core/protocol/trainer-process';
import { removeLeftovers, tidyAtStart } from '../storage/leftovers';
import { Document } from './document';
import { DraftKeeper } from './draft-keeper';
import { isNetwork, setupDrafts } from './drafts';
import { KnownFiles } from './known-files';
import { setupMenu } from './menu';
import { NetworkFiles } from './network-files';
import { PageCommands } from './page-commands';
import { RecentFiles } from './recent-files';

/** The user's networks as files: opened, saved, asked about, and kept where they are not saved. */
export class Work {
  readonly #known = new KnownFiles();
  readonly #commands = new PageCommands();
  #document: Document | null = null;

  /** Gives the document of the window that is about to be made. `activity`: what is being trained. */
  async setup(activity: () => Activity | null): Promise<Document> {
    const kept = (name: string): string => join(app.getPath('userData'), name);
    tidyAtStart(() => removeLeftovers(kept('.')));
    const keeper = new DraftKeeper(kept('draft.json'), isNetwork);
    const recent = await RecentFiles.open(
      kept('recent.json'),
      () => this.#showMenu(recent),
      (sentence) => this.#commands.give({ kind: 'complain', sentence }),
    );
    const files = new NetworkFiles(this.#known, recent);
    const document = new Document({
      workedOn: (id) => files.workedOn(id),
      saveAndClose: () => this.#commands.give({ kind: 'saveAndClose' }),
      forget: () => keeper.forget(),
      written: () => recent.written(),
      activity,
    });
    this.#commands.setup();
    files.setup({ page: () => this.#commands.page, read: (path) => this.read(path) });
    setupDrafts(keeper, this.#known);
    document.setup();
    this.#showMenu(recent);
    this.#document = document;
    return document;
  }

  /** What is being trained has come further. */
  follow(): void {
    this.#document?.follow();
  }

  /** The page of this window is told what the user wants, also after it was loaded again. */
  attend(window: BrowserWindow): void {
    this.#commands.attend(window);
  }

  /** The user wants a file to be opened, by whatever way. */
  read(path: string): void {
    this.#commands.give({ kind: 'read', file: this.#known.know(path) });
  }

  #showMenu(recent: RecentFiles): void {
    setupMenu({
      recent: recent.entries,
      give: (command) => this.#commands.give(command),
      read: (path) => this.read(path),
      clearRecent: () => recent.clear(),
    });
  }
}
