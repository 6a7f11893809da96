import { BrowserWindow } from 'electron';
import type { PageCommand } from '../../src-core/protocol/bridge';
import { COMMAND_CHANNEL, LISTEN_CHANNEL } from '../preload/channels';
import { hear, nothing } from './answer';

/** Tells the page what the user wants by other ways than the page. What comes before the page listens waits until it does. */
export class PageCommands {
  #listening = false;
  readonly #waiting: PageCommand[] = [];

  setup(): void {
    hear(LISTEN_CHANNEL, nothing, () => {
      this.#listening = true;
      for (const command of this.#waiting.splice(0)) this.give(command);
    });
  }

  /** A page that went down, or is loaded again, does not listen until it says so. */
  attend({ webContents }: BrowserWindow): void {
    webContents.on('render-process-gone', () => {
      this.#listening = false;
    });
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#listening = false;
    });
  }

  give(command: PageCommand): void {
    if (!this.#listening) {
      this.#waiting.push(command);
      return;
    }
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.send(COMMAND_CHANNEL, command);
  }
}
