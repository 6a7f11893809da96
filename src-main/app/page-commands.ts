import { BrowserWindow } from 'electron';
import type { PageCommand } from '../../src-core/protocol/bridge';
import { COMMAND_CHANNEL, LISTEN_CHANNEL } from '../preload/channels';
import { hear, nothing } from './answer';

/** Tells the page what the user wants by other ways than the page. What comes before the page listens waits until it does. */
export class PageCommands {
  #listening = false;
  #page = 1;
  readonly #waiting: PageCommand[] = [];

  setup(): void {
    hear(LISTEN_CHANNEL, nothing, () => {
      this.#listening = true;
      for (const command of this.#waiting.splice(0)) this.give(command);
    });
  }

  /** A page that went down, or is loaded again, does not listen until it says so. */
  attend({ webContents }: BrowserWindow): void {
    const leave = (): void => {
      this.#listening = false;
      this.#page++;
    };
    webContents.on('render-process-gone', leave);
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) leave();
    });
  }

  /** The number of the page: another number, another page, which knows nothing of what was asked by the one before. */
  get page(): number {
    return this.#page;
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
