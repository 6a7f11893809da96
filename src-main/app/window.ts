import { BrowserWindow, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { Document } from './document';
import { developmentUrl, PAGE_ORIGIN } from './page-protocol';

/** Colours of the empty window, those of the page behind it, so that nothing flashes while it loads. */
const BACKGROUND = { dark: '#0c0f14', light: '#eef1f5' } as const;

/** Between two ends of a page, milliseconds: a page that goes down sooner than that will do so again. */
const CALM = 60_000;

/** `guard` and `attend` are told of the window before there is a page in it. */
export async function createWindow(document: Document, attend: (window: BrowserWindow) => void): Promise<void> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1100,
    minHeight: 700,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(__dirname, '../preload/preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  document.guard(window);
  attend(window);
  revive(window);
  window.once('ready-to-show', () => {
    window.show();
  });
  await window.loadURL(developmentUrl() ?? `${PAGE_ORIGIN}/index.html`).catch((error: unknown) => {
    if (!window.isDestroyed() && !isAborted(error)) throw error;
  });
}

/** Whether a page was not loaded because it is being loaded anew, or the window closes. */
const isAborted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED';

/**
 * A page that goes down is loaded again: what it showed is in the trainer and in the draft. Where it goes down once more, the user
 * decides. Whether the window is there for no more than its end is not asked: then it is destroyed by now.
 */
function revive(window: BrowserWindow): void {
  let last = -Infinity;
  window.webContents.on('render-process-gone', () => {
    const soon = performance.now() - last < CALM;
    last = performance.now();
    // Not from within: the page's process is still being taken down.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      if (soon) void offerReload(window);
      else window.webContents.reload();
    });
  });
}

async function offerReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window has stopped working again.',
    detail: 'What is being trained goes on, and your network is kept.',
    buttons: ['Show It Again', 'Close'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.close();
}

/** Brings the window to the front: a second start of the program means that. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
