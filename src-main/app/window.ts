import { BrowserWindow, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { Document } from './document';
import { developmentUrl, PAGE_ORIGIN } from './page-protocol';

/** Colours of the empty window, those of the page behind it, so that nothing flashes while it loads. */
const BACKGROUND = { dark: '#0c0f14', light: '#eef1f5' } as const;

export async function createWindow(document: Document): Promise<void> {
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
  window.once('ready-to-show', () => {
    window.show();
  });
  await window.loadURL(developmentUrl() ?? `${PAGE_ORIGIN}/index.html`);
}

/** Brings the window to the front: a second start of the program means that. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
