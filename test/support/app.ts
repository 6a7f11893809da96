import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The real app in a real window, with settings of its own. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** A folder of this test's own, for files it saves. */
  readonly folder: string;
  /** Everything the page wrote to its console as an error or warning. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
  /** Ends it as a power cut would, from one moment to the next. */
  readonly kill: () => Promise<void>;
}

// The package gives the path of the binary that this machine runs (ELECTRON_OVERRIDE_DIST_PATH included).
const executablePath = createRequire(__filename)('electron') as string;

/**
 * Starts what the build made, or a copy of it in `program`. `folder`: that of an app that was killed, to go on from what it left;
 * `files` are opened.
 */
export async function launchApp(
  folder = mkdtempSync(join(tmpdir(), 'kernelsmith-e2e-')),
  files: readonly string[] = [],
  program = '.',
): Promise<RunningApp> {
  const app = await _electron.launch({
    executablePath,
    args: [
      // Set by scripts/test-e2e.mjs where the system refuses Electron its sandbox: for the superuser, for one.
      ...(process.env.NO_SANDBOX ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--log-level=3',
      `--user-data-dir=${join(folder, 'user-data')}`,
      resolve(program),
      ...files,
    ],
  });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    app,
    page,
    folder,
    complaints,
    close: async () => {
      await answerQuestion(app, 'Don’t Save', 'Pause and Close', 'End and Close', 'Close Without Saving');
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
    kill: async () => {
      const ended = new Promise((done) => app.process().once('exit', done));
      app.process().kill('SIGKILL');
      await ended;
    },
  };
}

/** Makes the window's content this large, pixels. */
export async function resizeWindow({ app, page }: RunningApp, width: number, height: number): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate(
    (w: BrowserWindow, [x, y]) => {
      w.setContentSize(x, y);
    },
    [width, height] as const,
  );
  await page.waitForFunction(([x, y]) => innerWidth === x && innerHeight === y, [width, height] as const);
  // The page hears of its size with the next frame, and is laid out anew by the one after it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Answers the next save dialogs with this path, as a user would by typing it. */
export async function chooseSavePath({ app }: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** Answers the next dialogs for files to open with this path. */
export async function chooseOpenPath({ app }: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

/** Answers the next native questions by the words on a button; of several, by the one that there is. */
export async function answerQuestion(app: ElectronApplication, ...words: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, labels) => {
    dialog.showMessageBox = ((_window: unknown, { buttons = [] }: Electron.MessageBoxOptions) =>
      Promise.resolve({
        response: buttons.findIndex((button) => labels.includes(button)),
        checkboxChecked: false,
      })) as typeof dialog.showMessageBox;
  }, words);
}

/** Chooses an entry of the native menu by the words on the way to it. */
export async function chooseMenu({ app }: RunningApp, ...words: readonly string[]): Promise<void> {
  await app.evaluate(({ Menu }, path) => {
    const find = (menu: Electron.Menu | null | undefined, [word, ...rest]: readonly string[]): Electron.MenuItem => {
      const item = menu?.items.find(({ label }) => label === word);
      if (!item) throw new Error(`There is no menu entry ${word}.`);
      return rest.length === 0 ? item : find(item.submenu, rest);
    };
    (find(Menu.getApplicationMenu(), path).click as () => void)();
  }, words);
}
